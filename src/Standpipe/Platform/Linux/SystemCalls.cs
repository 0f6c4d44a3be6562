using System.Collections.Frozen;
using System.Runtime.InteropServices;

namespace Standpipe.Platform.Linux;

/// <summary>The system calls that a thread may be blocked in, by their numbers on each architecture.</summary>
internal static class SystemCalls
{
    private const int NotThere = -1;

    /// <summary>
    /// Name, number on x86-64 (asm/unistd_64.h), number on arm64 (asm-generic/unistd.h), role. Linux 6.1; numbers never change.
    /// </summary>
    internal static IReadOnlyList<(string Name, int X64, int Arm64, CallRole Role)> Table { get; } =
    [
        ("read", 0, 63, CallRole.Read),
        ("readv", 19, 65, CallRole.Read),
        ("pread64", 17, 67, CallRole.Read),
        ("preadv", 295, 69, CallRole.Read),
        ("preadv2", 327, 286, CallRole.Read),
        ("recvfrom", 45, 207, CallRole.Read),
        ("recvmsg", 47, 212, CallRole.Read),
        ("recvmmsg", 299, 243, CallRole.Read),
        ("accept", 43, 202, CallRole.Read),
        ("accept4", 288, 242, CallRole.Read),
        ("write", 1, 64, CallRole.Write),
        ("writev", 20, 66, CallRole.Write),
        ("pwrite64", 18, 68, CallRole.Write),
        ("pwritev", 296, 70, CallRole.Write),
        ("pwritev2", 328, 287, CallRole.Write),
        ("vmsplice", 278, 75, CallRole.Write),
        ("sendto", 44, 206, CallRole.Write),
        ("sendmsg", 46, 211, CallRole.Write),
        ("sendmmsg", 307, 269, CallRole.Write),
        ("connect", 42, 203, CallRole.Write),
        ("splice", 275, 76, CallRole.Splice),
        ("tee", 276, 77, CallRole.Tee),
        ("sendfile", 40, 71, CallRole.SendFile),
        ("poll", 7, NotThere, CallRole.PollMilliseconds),
        ("ppoll", 271, 73, CallRole.PollPointer),
        ("select", 23, NotThere, CallRole.Select),
        ("pselect6", 270, 72, CallRole.Select),
        ("epoll_wait", 232, NotThere, CallRole.EpollMilliseconds),
        ("epoll_pwait", 281, 22, CallRole.EpollMilliseconds),
        ("epoll_pwait2", 441, 441, CallRole.EpollPointer),
        ("wait4", 61, 260, CallRole.Wait),
        ("waitid", 247, 95, CallRole.WaitId),
        ("futex", 202, 98, CallRole.Futex),
        ("nanosleep", 35, 101, CallRole.Sleep),
        ("clock_nanosleep", 230, 115, CallRole.Sleep),

        // What a sleep, a poll or a lock with a time limit goes on as after SIGSTOP and SIGCONT.
        ("restart_syscall", 219, 128, CallRole.Sleep),
        ("pause", 34, NotThere, CallRole.Signal),
        ("rt_sigsuspend", 130, 133, CallRole.Signal),
        ("rt_sigtimedwait", 128, 137, CallRole.Signal),
        ("flock", 73, 32, CallRole.File),
        ("fcntl", 72, 25, CallRole.File),
        ("open", 2, NotThere, CallRole.File),
        ("openat", 257, 56, CallRole.File),
        ("fsync", 74, 82, CallRole.File),
        ("fdatasync", 75, 83, CallRole.File),
    ];

    private static readonly FrozenDictionary<long, CallRole> s_x64 =
        Table.ToFrozenDictionary(call => (long)call.X64, call => call.Role);

    private static readonly FrozenDictionary<long, CallRole> s_arm64 =
        Table.Where(call => call.Arm64 != NotThere).ToFrozenDictionary(call => (long)call.Arm64, call => call.Role);

    /// <summary>What a call waits for.</summary>
    /// <param name="number">Its number, as /proc/PID/syscall has it.</param>
    /// <param name="architecture">The machine's.</param>
    /// <returns><see cref="CallRole.None"/> for others, and on other architectures.</returns>
    internal static CallRole RoleOf(long number, Architecture architecture) => architecture switch
    {
        Architecture.X64 => s_x64.GetValueOrDefault(number),
        Architecture.Arm64 => s_arm64.GetValueOrDefault(number),
        _ => CallRole.None,
    };
}
