using System.Diagnostics;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Windows;

/// <summary>A child by its handle, which names it and nobody else until it is closed; with its job, if it leads a group.</summary>
[SupportedOSPlatform("windows")]
internal sealed unsafe class WindowsChild(int id, SafeFileHandle process, WindowsJob? job) : ChildHandle
{
    private readonly Lock _lock = new();

    // Under _lock: null until the end was seen.
    private ProcessExit? _exit;

    internal override int Id => id;

    internal override SafeFileHandle? WaitHandle => process;

    internal override bool TryGetExit(out ProcessExit exit)
    {
        lock (_lock)
        {
            _exit ??= Look();
            exit = _exit!;
            return _exit is not null;
        }
    }

    internal override bool Wait(TimeSpan timeout)
    {
        try
        {
            using HandleReference reference = new(process);
            return Wait(reference.Value, timeout);
        }
        catch (ObjectDisposedException)
        {
            // Another thread was faster: it is closed only once the exit is known.
            return true;
        }
    }

    internal override bool Signal(int signal, bool group)
    {
        if (signal is not (0 or WindowsSignal.Kill))
        {
            throw WindowsSignal.Unsendable(signal);
        }

        try
        {
            if (group && job is not null)
            {
                return signal == 0 ? job.IsAlive() : job.Kill();
            }

            using HandleReference reference = new(process);
            return Kernel32.WaitForSingleObject(reference.Value, 0) != Winbase.WAIT_OBJECT_0
                && (signal == 0 || Kernel32.TerminateProcess(reference.Value, WindowsSignal.KilledCode) != Winbase.FALSE);
        }
        catch (ObjectDisposedException)
        {
            // As above.
            return false;
        }
    }

    public override void Dispose()
    {
        process.Dispose();
        job?.Dispose();
    }

    private static bool Wait(nint handle, TimeSpan timeout)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            uint milliseconds = Winbase.INFINITE;
            if (timeout != Timeout.InfiniteTimeSpan)
            {
                double left = Math.Ceiling((timeout - Stopwatch.GetElapsedTime(start)).TotalMilliseconds);
                milliseconds = (uint)Math.Clamp(left, 0, int.MaxValue);
            }

            if (Kernel32.WaitForSingleObject(handle, milliseconds) == Winbase.WAIT_OBJECT_0)
            {
                return true;
            }

            if (timeout != Timeout.InfiniteTimeSpan && Stopwatch.GetElapsedTime(start) >= timeout)
            {
                return false;
            }
        }
    }

    private ProcessExit? Look()
    {
        if (process.IsClosed)
        {
            return null;
        }

        using HandleReference reference = new(process);
        uint code;
        return Kernel32.WaitForSingleObject(reference.Value, 0) == Winbase.WAIT_OBJECT_0
            && Kernel32.GetExitCodeProcess(reference.Value, &code) != Winbase.FALSE
            ? new ProcessExit((int)code, null, false, Usage(reference.Value))
            : null;
    }

    private static ProcessUsage? Usage(nint handle)
    {
        long created;
        long ended;
        long kernel;
        long user;
        PROCESS_MEMORY_COUNTERS memory = new() { cb = (uint)sizeof(PROCESS_MEMORY_COUNTERS) };
        if (Kernel32.GetProcessTimes(handle, &created, &ended, &kernel, &user) == Winbase.FALSE)
        {
            return null;
        }

        // The counters of one that has ended are its last.
        _ = Kernel32.K32GetProcessMemoryInfo(handle, &memory, memory.cb);
        return new ProcessUsage(TimeSpan.FromTicks(user), TimeSpan.FromTicks(kernel), (long)memory.PeakWorkingSetSize, false);
    }
}
