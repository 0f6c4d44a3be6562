using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>A child that is ready to start: its program is found, its files and pipes are open.</summary>
/// <remarks>
/// What can fail has failed before the first child of several runs: prepare them all, then start them all.
/// <para><b>Ownership</b>: disposing of it without a start closes what it opened; ends that would have moved stay the caller's.</para>
/// </remarks>
public sealed class PreparedChild : IDisposable
{
    private readonly ChildProcessOptions _options;
    private readonly string _path;

    // Null once it has been started or disposed of; taken by Interlocked.Exchange, so by one of the two only.
    [SuppressMessage("Usage", "CA2213", Justification = "Dispose takes and disposes of it.")]
    private PreparedStreams? _streams;

    internal PreparedChild(ChildProcessOptions options)
    {
        _options = options;
        _path = options.FindProgram();
        _streams = PreparedStreams.Open(options);
    }

    /// <summary>Gets the file that will be executed.</summary>
    /// <value>A path.</value>
    public string ProgramPath => _path;

    /// <summary>Starts the child.</summary>
    /// <returns>The child; the caller disposes of it.</returns>
    /// <exception cref="ArgumentException">Two handles were given the same value in the child.</exception>
    /// <exception cref="ChildStartException">The system does not start it. Ends that would have moved are still the caller's.</exception>
    /// <exception cref="ObjectDisposedException">A handle that the child was to have is closed, or this was disposed of.</exception>
    /// <exception cref="InvalidOperationException">It was started already.</exception>
    public ChildProcess Start() => Start(witness: null, job: null, group: null);

    /// <summary>Starts the child.</summary>
    /// <param name="witness">Who is told of its end at once.</param>
    /// <param name="job">What it is in from the first, where there is such a thing.</param>
    /// <param name="group">What it is put into right after its start.</param>
    /// <inheritdoc cref="Start()"/>
    internal ChildProcess Start(ChildWitness? witness, ProcessJob? job, ControlGroup? group)
    {
        PreparedStreams streams = Interlocked.Exchange(ref _streams, null)
            ?? throw new InvalidOperationException("It was started, or disposed of, before.");
        try
        {
            InheritedHandle[] listed = [.. _options.InheritedHandles];
            if (!Process.TryStart(MakeRequest(streams, listed, job, group), out ChildHandle? child, out StartFault? fault))
            {
                throw ChildStartException.From(_options.Program, fault);
            }

            streams.HandOver();
            foreach (InheritedHandle handle in listed)
            {
                handle.Moved?.Dispose();
            }

            return new ChildProcess(child, _options, streams, witness);
        }
        catch
        {
            streams.Dispose();
            throw;
        }
    }

    /// <summary>Closes what was opened for a child that was not started.</summary>
    public void Dispose() => Interlocked.Exchange(ref _streams, null)?.Dispose();

    private List<SafeFileHandle> ListInheritable(InheritedHandle[] listed)
    {
        if (_options.Inheritance == HandleInheritance.Listed)
        {
            return [];
        }

        // One that is listed too has the value it was given there, and no second.
        HashSet<SafeFileHandle> named = [.. listed.Select(entry => entry.Handle)];
        return [.. InheritableHandles.Snapshot().Where(handle => !named.Contains(handle))];
    }

    private ProcessStartRequest MakeRequest(PreparedStreams streams, InheritedHandle[] listed, ProcessJob? job, ControlGroup? group) => new()
    {
        Path = _path,
        Arguments = [_options.Argument0 ?? _options.Program, .. _options.Arguments],
        Environment = _options.Changes(),
        WorkingDirectory = _options.WorkingDirectory,
        StandardHandles = streams.Handles,
        Inherited = [.. listed.Select(entry => (entry.Handle, entry.Target))],
        Inheritable = ListInheritable(listed),
        WithForeignHandles = _options.Inheritance == HandleInheritance.Everything,
        Job = job,
        Group = group,
        IgnoreBrokenPipeSignal = _options.IgnoreBrokenPipeSignal,
        Grouping = _options.ProcessGroup switch
        {
            ProcessGroupMode.New => ProcessGrouping.NewGroup,
            ProcessGroupMode.NewSession => ProcessGrouping.NewSession,
            _ => ProcessGrouping.Inherit,
        },
    };
}
