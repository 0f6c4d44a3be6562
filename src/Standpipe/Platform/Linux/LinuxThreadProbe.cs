using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Standpipe.Platform.Linux;

/// <summary>Looks at one thread of another process.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxThreadProbe : IDisposable
{
    private const int BufferSize = 256;

    private readonly ProcFile _call;
    private readonly ProcFile _turns;
    private readonly ProcFile? _function;

    internal LinuxThreadProbe(in ProcDirectory process, int id)
    {
        Id = id;
        _call = Open(process, id, "/syscall"u8);
        _turns = Open(process, id, "/schedstat"u8);

        // Less exact, and shown where the call is not: to whoever may not trace the process.
        Span<byte> text = stackalloc byte[BufferSize];
        _function = _call.Read(text) < 0 ? Open(process, id, "/wchan"u8) : null;
    }

    /// <summary>Gets the thread's id.</summary>
    internal int Id { get; }

    /// <summary>Gets how long it has waited for a processor, as of the last look.</summary>
    /// <value>Nanoseconds; null if the kernel keeps no count.</value>
    internal long? CpuWaitTime { get; private set; }

    /// <summary>Gets whether the last look found it gone.</summary>
    internal bool IsGone { get; private set; }

    /// <summary>Looks.</summary>
    /// <param name="state">What /proc/PID/stat says of the process.</param>
    internal ThreadWait Read(char state)
    {
        Span<byte> text = stackalloc byte[BufferSize];
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
    }

    private static ProcFile Open(in ProcDirectory process, int id, ReadOnlySpan<byte> file) =>
        new(process, ProcPath.Of("task/"u8, id, file, stackalloc byte[ProcPath.MostBytes]));
}
