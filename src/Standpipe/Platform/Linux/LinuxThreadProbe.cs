using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Standpipe.Platform.Linux;

/// <summary>Looks at one thread of another process.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxThreadProbe : IDisposable
{
    private const int BufferSize = 256;
    private const char Sleeping = 'S';

    private readonly ProcFile _call;
    private readonly ProcFile _turns;
    private readonly ProcFile? _function;

    private readonly ProcFile? _state;
    private readonly bool _isFirst;

    /// <param name="process">The process's directory.</param>
    /// <param name="id">The thread's id.</param>
    /// <param name="isFirst">Whether it is the process's first.</param>
    internal LinuxThreadProbe(in ProcDirectory process, int id, bool isFirst)
    {
        Id = id;
        _isFirst = isFirst;
        _call = Open(process, id, "/syscall"u8);
        _turns = Open(process, id, "/schedstat"u8);

        // Less exact, and shown where the call is not: to whoever may not trace the process.
        Span<byte> text = stackalloc byte[BufferSize];
        bool isCallShown = _call.Read(text) >= 0;
        _function = isCallShown ? null : Open(process, id, "/wchan"u8);
        _state = isCallShown || isFirst ? null : Open(process, id, "/stat"u8);
    }

    /// <summary>Gets the thread's id.</summary>
    internal int Id { get; }

    /// <summary>Gets how long it has waited for a processor, as of the last look.</summary>
    /// <value>Nanoseconds; null if the kernel keeps no count.</value>
    internal long? CpuWaitTime { get; private set; }

    /// <summary>Gets whether the last look found it gone.</summary>
    internal bool IsGone { get; private set; }

    /// <summary>Looks.</summary>
    /// <param name="processState">What /proc/PID/stat says of the process, which is its first thread's state.</param>
    internal ThreadWait Read(char processState)
    {
        Span<byte> text = stackalloc byte[BufferSize];
        char state = _isFirst || processState is 'T' or 't' ? processState : ReadState();
        int count = _turns.Read(text);
        CpuWaitTime = count > 0 && ProcSchedStat.TryParse(text[..count], out ProcSchedStat turns) ? (long)turns.WaitNanoseconds : null;
        count = _call.Read(text);
        IsGone = count is -Errno.ESRCH or -Errno.ENOENT;
        if (count > 0 && ProcSyscall.TryParse(text[..count], out ProcSyscall call))
        {
            return ProcWait.Classify(state, call, RuntimeInformation.ProcessArchitecture);
        }

        count = _function?.Read(text) ?? 0;
        return ProcWait.Classify(state, count > 0 ? text[..count] : default);
    }

    public void Dispose()
    {
        _call.Dispose();
        _turns.Dispose();
        _function?.Dispose();
        _state?.Dispose();
    }

    /// <summary>The state of another thread than the first: only a stopped process is in one state as a whole.</summary>
    private char ReadState()
    {
        // Whether it runs its call tells, too; then a file is saved.
        Span<byte> text = stackalloc byte[BufferSize];
        int count = _state?.Read(text) ?? 0;
        return count > 0 && ProcStat.ReadState(text[..count]) is { } own ? own : Sleeping;
    }

    private static ProcFile Open(in ProcDirectory process, int id, ReadOnlySpan<byte> file) =>
        new(process, ProcPath.Of("task/"u8, id, file, stackalloc byte[ProcPath.MostBytes]));
}
