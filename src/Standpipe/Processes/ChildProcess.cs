using System.Runtime.InteropServices;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>A child process.</summary>
/// <remarks>
/// <para><b>Ownership</b>: disposing of it ends the child as <see cref="ChildProcessOptions.OnDispose"/> says (by default
/// it is killed) and closes the pipes to it that are still open here. A child that has ended is reaped at once, waited
/// for or not: there are no zombies.</para>
/// <para><b>Threads</b>: safe; any number of threads may wait.</para>
/// <para><b>Linux</b>: started by <c>posix_spawn</c>, watched and signalled by its pidfd: correct beside
/// <c>System.Diagnostics.Process</c>, as PID 1, with SIGCHLD ignored, and never confused by a reused process id.</para>
/// <para><b>Windows</b>: started by <c>CreateProcessW</c> with the list of what it inherits, and watched by its handle. A child
/// that leads a group is in a job of its own. There are no signals: a child can be killed, not asked.</para>
/// <para><b>Source</b>: contract AP-02, AP-08, AP-12; posix_spawn(3), pidfd_open(2), waitid(2).</para>
/// </remarks>
public sealed partial class ChildProcess : IDisposable, IAsyncDisposable
{
    private readonly ChildHandle _handle;
    private readonly ChildProcessOptions _options;
    private readonly PreparedStreams _streams;
    private readonly PumpRegistration _registration = new();
    private readonly TaskCompletionSource<ExitStatus> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly ChildWitness? _witness;

    // 0, or 1 once the witness is being told that the child has ended.
    private int _ending;

    // 0, or 1 once the exit is being told.
    private int _exited;

    // 0, or 1 once Dispose or DisposeAsync has begun.
    private int _disposed;

    internal ChildProcess(ChildHandle handle, ChildProcessOptions options, PreparedStreams streams, ChildWitness? witness = null)
    {
        _handle = handle;
        _options = options;
        _streams = streams;
        _witness = witness;
        try
        {
            Watch();
        }
        catch
        {
            // The system has no room to watch it: it must not run unwatched.
            _ = _handle.Signal((int)NativeSignal.Kill, LeadsGroup);
            _ = _handle.Wait(Timeout.InfiniteTimeSpan);
            _ = _handle.TryGetExit(out _);
            _handle.Dispose();
            throw;
        }
    }

    /// <summary>Gets the process id.</summary>
    /// <value>For messages; it may be another process's once the child has ended. Signal through this object.</value>
    public int Id => _handle.Id;

    /// <summary>Gets whether the child has ended.</summary>
    /// <value><see langword="true"/> once it has.</value>
    public bool HasExited => _exit.Task.IsCompleted || _handle.TryGetExit(out _);

    /// <summary>Gets the write end of the child's standard input.</summary>
    /// <value><see langword="null"/> unless it was <see cref="ChildInput.Pipe"/>. Dispose of it to give the child end of file.</value>
    public PipeWriteEnd? StandardInput => _streams.InputEnd;

    /// <summary>Gets the read end of the child's standard output.</summary>
    /// <value><see langword="null"/> unless it was <see cref="ChildOutput.Pipe"/>.</value>
    public PipeReadEnd? StandardOutput => _streams.OutputEnds[PreparedStreams.Output];

    /// <summary>Gets the read end of the child's standard error.</summary>
    /// <value><see langword="null"/> unless it was <see cref="ChildOutput.Pipe"/>.</value>
    public PipeReadEnd? StandardError => _streams.OutputEnds[PreparedStreams.Error];

    private bool LeadsGroup => _options.ProcessGroup != ProcessGroupMode.Inherit;

    /// <summary>Starts a program with the current standard handles and no other handle.</summary>
    /// <param name="program">A path if it has a slash, else a name to look for along PATH.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>The child; the caller disposes of it.</returns>
    /// <exception cref="ArgumentException">A string is empty or holds what no argument can.</exception>
    /// <exception cref="ChildStartException">The program cannot be started.</exception>
    public static ChildProcess Start(string program, params IEnumerable<string> arguments) =>
        Start(new ChildProcessOptions(program, arguments));

    /// <summary>Starts a program.</summary>
    /// <param name="options">What, and how. Ends of pipes in it move into the child, unless the start fails.</param>
    /// <returns>The child; the caller disposes of it.</returns>
    /// <exception cref="ArgumentException">An option is not valid.</exception>
    /// <exception cref="ChildStartException">The program cannot be started; it tells what was tried, and the reason.</exception>
    /// <exception cref="IOException">A file or a pipe for a standard stream cannot be opened.</exception>
    /// <exception cref="ObjectDisposedException">A handle that the child was to have is closed.</exception>
    public static ChildProcess Start(ChildProcessOptions options)
    {
        using PreparedChild prepared = Prepare(options);
        return prepared.Start();
    }

    /// <summary>Does all of a start that can fail early: finds the program, opens files and pipes.</summary>
    /// <param name="options">What, and how.</param>
    /// <returns>The prepared child, to be started once or disposed of.</returns>
    /// <exception cref="ArgumentException">An option is not valid.</exception>
    /// <exception cref="ChildStartException">There is no such program; it tells what was tried.</exception>
    /// <exception cref="IOException">A file or a pipe for a standard stream cannot be opened.</exception>
    public static PreparedChild Prepare(ChildProcessOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new PreparedChild(options);
    }

    /// <summary>Sends a signal.</summary>
    /// <param name="signal">One of .NET's names, or a raw number of the system.</param>
    /// <param name="scope">The child alone, or the group that it leads.</param>
    /// <returns>Whether anybody was there to receive it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such signal.</exception>
    /// <exception cref="InvalidOperationException">The scope is the group, and the child leads none.</exception>
    /// <exception cref="PlatformNotSupportedException">On Windows, for any signal but 9.</exception>
    public bool Signal(PosixSignal signal, SignalScope scope = SignalScope.Process)
    {
        int number = NativeSignal.From(signal);
        if (scope == SignalScope.Group && !LeadsGroup)
        {
            throw new InvalidOperationException(
                "The child was not started in a process group of its own (ChildProcessOptions.ProcessGroup).");
        }

        return _handle.Signal(number, scope == SignalScope.Group);
    }

    /// <summary>Kills the child: it has no chance to do anything more.</summary>
    /// <param name="scope">The child alone, or the group that it leads.</param>
    /// <returns>Whether anybody was there to be killed.</returns>
    /// <exception cref="InvalidOperationException">The scope is the group, and the child leads none.</exception>
    public bool Kill(SignalScope scope = SignalScope.Process) => Signal((PosixSignal)NativeSignal.Kill, scope);

    /// <summary>Ends the child as its <see cref="ChildProcessOptions.OnDispose"/> says, and closes the pipes to it.</summary>
    public void Dispose()
    {
        if (BeginDispose())
        {
            _ = _handle.Wait(Timeout.InfiniteTimeSpan);
        }

        EndDispose();
    }

    /// <summary>Ends the child as its <see cref="ChildProcessOptions.OnDispose"/> says, and closes the pipes to it.</summary>
    /// <returns>Completes when that is done.</returns>
    public async ValueTask DisposeAsync()
    {
        if (BeginDispose())
        {
            _ = await _exit.Task.ConfigureAwait(false);
        }

        EndDispose();
    }

    /// <summary>Begins.</summary>
    /// <returns>Whether the child's end is to be waited for.</returns>
    private bool BeginDispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0 || _exit.Task.IsCompleted || _options.OnDispose == ChildDisposal.Leave)
        {
            return false;
        }

        if (_options.OnDispose == ChildDisposal.Kill)
        {
            _ = _handle.Signal((int)NativeSignal.Kill, LeadsGroup);
        }

        return true;
    }

    private void EndDispose()
    {
        if (_handle.TryGetExit(out ProcessExit exit))
        {
            _ = _exit.TrySetResult(ExitStatus.From(exit));
            _registration.End();
            _handle.Dispose();
        }

        _streams.Dispose();
    }
}
