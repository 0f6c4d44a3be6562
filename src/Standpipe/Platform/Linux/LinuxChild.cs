using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Linux;

/// <summary>A child by its pidfd: waited for and signalled without ever touching a stranger.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class LinuxChild : ChildHandle
{
    private static readonly ProcessExit s_unknown = new(null, null, false, null);

    private readonly SafeFileHandle? _pidfd;
    private readonly SteadyLock _lock = new();

    // Under _lock: null until the child has been reaped, by us or by somebody else.
    private ProcessExit? _exit;

    private LinuxChild(int pid, SafeFileHandle? pidfd)
    {
        Id = pid;
        _pidfd = pidfd;
        _exit = pidfd is null ? s_unknown : null;
    }

    internal override int Id { get; }

    internal override SafeFileHandle? WaitHandle => _pidfd;

    /// <summary>Takes charge of a child that was just started.</summary>
    /// <param name="pid">Its id; nobody has waited for it.</param>
    /// <param name="error">Why it could not be had; it has then been killed and reaped.</param>
    internal static LinuxChild? Watch(int pid, out int error)
    {
        error = 0;
        int fd = (int)Libc.syscall(Sys.SYS_pidfd_open, pid, 0, 0, 0, 0);
        if (fd >= 0)
        {
            int lifted = LinuxHandle.Lift<RealPosix>(fd);
            if (lifted >= 0)
            {
                return new LinuxChild(pid, new SafeFileHandle(lifted, ownsHandle: true));
            }

            error = -lifted;
        }
        else
        {
            error = Marshal.GetLastPInvokeError();
            if (error == Errno.ESRCH)
            {
                // It has ended and something that reaps everything was faster: the runtime as PID 1, or an ignored
                // SIGCHLD. How it ended, nobody can say any more.
                error = 0;
                return new LinuxChild(pid, null);
            }
        }

        // No descriptor for it: a child that cannot be watched is not left running. It is ours and unreaped, so its
        // number is its own.
        _ = Libc.kill(pid, Sys.SIGKILL);
        _ = WaitId(Sys.P_PID, pid, Sys.WEXITED, out _, out _);
        return null;
    }

    /// <summary>How any process ended, not only a child: the kernel tells whoever has a pidfd (6.15).</summary>
    /// <param name="pidfd">A pidfd of it.</param>
    /// <param name="pid">Its id, or what was its id.</param>
    /// <returns>Null while it runs; unknown on older kernels.</returns>
    internal static ProcessExit? TellExit(int pidfd, int pid)
    {
        pollfd one = new() { fd = pidfd, events = Sys.POLLIN };
        if (RealPosix.poll(&one, 1, 0) <= 0)
        {
            return null;
        }

        if (AskPidfd(pidfd) is { } exit)
        {
            return exit;
        }

        // Until its parent has reaped it, only /proc tells. If the pidfd then still does not, it was not reaped meanwhile, so
        // the number was its own when the file was read.
        ProcessExit? told = LinuxZombie.Status(pid) is { } status ? Describe(status) : null;
        return AskPidfd(pidfd) ?? told ?? s_unknown;
    }

    internal override bool TryGetExit(out ProcessExit exit)
    {
        using (_lock.Enter())
        {
            _exit ??= Reap();
            exit = _exit ?? s_unknown;
            return _exit is not null;
        }
    }

    internal override bool Wait(TimeSpan timeout)
    {
        if (_pidfd is null)
        {
            return true;
        }

        try
        {
            return Wait(_pidfd, timeout);
        }
        catch (ObjectDisposedException)
        {
            // Another thread was faster: it is closed only once the exit is known.
            return true;
        }
    }

    internal override bool Signal(int signal, bool group)
    {
        if (_pidfd is null)
        {
            return false;
        }

        try
        {
            return Signal(_pidfd, signal, group);
        }
        catch (ObjectDisposedException)
        {
            // As above.
            return false;
        }
    }

    public override void Dispose() => _pidfd?.Dispose();

    private static bool Wait(SafeFileHandle pidfd, TimeSpan timeout)
    {
        using HandleReference reference = new(pidfd);

        // Without a limit, as a parent waits: its wake-up is a synchronous one, for which the kernel rouses no other processor. Whoever else may
        // have reaped the child, the poll knows.
        if (timeout == Timeout.InfiniteTimeSpan
            && WaitId(Sys.P_PIDFD, reference.FileDescriptor, Sys.WEXITED | Sys.WNOWAIT, out _, out _) == 0)
        {
            return true;
        }

        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            pollfd one = new() { fd = reference.FileDescriptor, events = Sys.POLLIN };
            int result = RealPosix.poll(&one, 1, Remaining(timeout, start));
            if (result > 0)
            {
                return true;
            }

            // 0 is the end of the time, unless it was cut to what poll can take.
            if (result == 0 && timeout != Timeout.InfiniteTimeSpan && Stopwatch.GetElapsedTime(start) >= timeout)
            {
                return false;
            }
        }
    }

    private bool Signal(SafeFileHandle pidfd, int signal, bool group)
    {
        using HandleReference reference = new(pidfd);
        int flags = group ? Sys.PIDFD_SIGNAL_PROCESS_GROUP : 0;
        if (Libc.syscall(Sys.SYS_pidfd_send_signal, reference.FileDescriptor, signal, 0, flags, 0) == 0)
        {
            return true;
        }

        return Marshal.GetLastPInvokeError() == Errno.EINVAL && group && SignalGroupByNumber(signal);
    }

    private static int Remaining(TimeSpan timeout, long start)
    {
        if (timeout == Timeout.InfiniteTimeSpan)
        {
            return -1;
        }

        double left = Math.Ceiling((timeout - Stopwatch.GetElapsedTime(start)).TotalMilliseconds);
        return (int)Math.Clamp(left, 0, int.MaxValue);
    }

    /// <summary>
    /// Before Linux 6.9 a group is known by number only. The number is the group's own as long as its leader has not
    /// been reaped; after that nobody can be sure, and nobody is signalled.
    /// </summary>
    private bool SignalGroupByNumber(int signal)
    {
        using (_lock.Enter())
        {
            return _exit is null && Libc.kill(-Id, signal) == 0;
        }
    }

    private ProcessExit? Reap()
    {
        if (_pidfd is null || _pidfd.IsClosed)
        {
            return null;
        }

        using HandleReference reference = new(_pidfd);
        int error = WaitId(Sys.P_PIDFD, reference.FileDescriptor, Sys.WEXITED | Sys.WNOHANG, out siginfo_t info, out rusage usage);
        if (error == 0)
        {
            // Nobody ended: waitid leaves si_pid at 0.
            return info.si_pid == 0 ? null : Describe(info, usage);
        }

        // ECHILD: if it ended, somebody who reaps everything took the status.
        return TellExit(reference.FileDescriptor, Id);
    }

    private static ProcessExit? AskPidfd(int pidfd)
    {
        pidfd_info told = new() { mask = Sys.PIDFD_INFO_EXIT };
        return Libc.ioctl(pidfd, Sys.PIDFD_GET_INFO, &told) == 0 && (told.mask & Sys.PIDFD_INFO_EXIT) != 0
            ? Describe(told.exit_code)
            : null;
    }

    private static int WaitId(int kind, int id, int options, out siginfo_t info, out rusage usage)
    {
        siginfo_t filled = default;
        rusage used = default;
        int error;
        do
        {
            nint result = Libc.syscall(Sys.SYS_waitid, kind, id, (nint)(&filled), options, (nint)(&used));
            error = result == 0 ? 0 : Marshal.GetLastPInvokeError();
        }
        while (error == Errno.EINTR);
        info = filled;
        usage = used;
        return error;
    }

    private static ProcessExit Describe(in siginfo_t info, in rusage usage)
    {
        bool exited = info.si_code == Sys.CLD_EXITED;
        return new ProcessExit(
            exited ? info.si_status : null,
            exited ? null : info.si_status,
            info.si_code == Sys.CLD_DUMPED,
            Describe(usage));
    }

    /// <summary>The status as wait(2) packs it: a signal in the low seven bits, or a code in the second byte.</summary>
    private static ProcessExit Describe(int status)
    {
        int signal = status & 0x7F;
        return signal == 0
            ? new ProcessExit((status >> 8) & 0xFF, null, false, null)
            : new ProcessExit(null, signal, (status & 0x80) != 0, null);
    }

    private static ProcessUsage Describe(in rusage usage)
    {
        // A child of posix_spawn runs in its parent's memory until the exec, and the kernel counts that to its peak.
        // So a figure that is not above our own peak says only "at most".
        rusage own;
        _ = Libc.getrusage(Sys.RUSAGE_SELF, &own);
        return new ProcessUsage(
            Time(usage.utime_sec, usage.utime_usec),
            Time(usage.stime_sec, usage.stime_usec),
            usage.maxrss_kib * 1024,
            usage.maxrss_kib <= own.maxrss_kib)
        {
            VoluntarySwitches = usage.nvcsw,
            InvoluntarySwitches = usage.nivcsw,
        };
    }

    private static TimeSpan Time(long seconds, long microseconds) =>
        TimeSpan.FromTicks((seconds * TimeSpan.TicksPerSecond) + (microseconds * TimeSpan.TicksPerMicrosecond));
}
