using System.Runtime.InteropServices;

namespace Standpipe.Platform.Linux;

// The structs and constants that Libc.cs speaks, by their header names. Values were checked on x86-64 against
// Debian 12's headers; those that differ on arm64 say so. No other architecture is supported yet.

/// <summary><c>struct iovec</c> (&lt;sys/uio.h&gt;).</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct iovec
{
    internal void* iov_base;
    internal nuint iov_len;
}

/// <summary><c>struct pollfd</c> (&lt;poll.h&gt;).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct pollfd
{
    internal int fd;
    internal short events;
    internal short revents;
}

/// <summary><c>struct rlimit</c> (&lt;sys/resource.h&gt;).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct rlimit
{
    internal nuint rlim_cur;
    internal nuint rlim_max;
}

/// <summary><c>struct rusage</c> (&lt;sys/resource.h&gt;, 64-bit): the fields that are read.</summary>
[StructLayout(LayoutKind.Explicit, Size = 144)]
internal struct rusage
{
    [FieldOffset(0)]
    internal long utime_sec;

    [FieldOffset(8)]
    internal long utime_usec;

    [FieldOffset(16)]
    internal long stime_sec;

    [FieldOffset(24)]
    internal long stime_usec;

    [FieldOffset(32)]
    internal long maxrss_kib;

    [FieldOffset(128)]
    internal long nvcsw;

    [FieldOffset(136)]
    internal long nivcsw;
}

/// <summary><c>struct sigaction</c> (&lt;bits/sigaction.h&gt;, glibc): one layout on x86-64 and arm64.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct sigaction_t
{
    internal nint sa_handler;
    internal fixed byte sa_mask[Sys.SigSetSize];
    internal int sa_flags;
    internal nint sa_restorer;
}

/// <summary><c>siginfo_t</c> as <c>waitid</c> fills it (&lt;bits/types/siginfo_t.h&gt;, 64-bit).</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct siginfo_t
{
    [FieldOffset(8)]
    internal int si_code;

    [FieldOffset(16)]
    internal int si_pid;

    [FieldOffset(24)]
    internal int si_status;
}

/// <summary><c>struct statx</c> (&lt;linux/stat.h&gt;), one layout on every architecture.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct statx_t
{
    [FieldOffset(20)]
    internal uint stx_uid;

    [FieldOffset(28)]
    internal ushort stx_mode;

    [FieldOffset(32)]
    internal ulong stx_ino;

    [FieldOffset(40)]
    internal ulong stx_size;

    [FieldOffset(128)]
    internal uint stx_rdev_major;

    [FieldOffset(132)]
    internal uint stx_rdev_minor;

    [FieldOffset(136)]
    internal uint stx_dev_major;

    [FieldOffset(140)]
    internal uint stx_dev_minor;
}

/// <summary><c>struct passwd</c> (&lt;pwd.h&gt;, glibc): the name, then the rest as padding.</summary>
[StructLayout(LayoutKind.Sequential, Size = 48)]
internal unsafe struct passwd
{
    internal byte* pw_name;
}

/// <summary><c>struct pidfd_info</c> (&lt;linux/pidfd.h&gt;), version 0: 64 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal struct pidfd_info
{
    [FieldOffset(0)]
    internal ulong mask;

    [FieldOffset(60)]
    internal int exit_code;
}

/// <summary>Constants of the system headers.</summary>
internal static partial class Sys
{
    internal const int SpawnFileActionsSize = 80;   // sizeof(posix_spawn_file_actions_t), glibc
    internal const int SpawnAttributesSize = 336;   // sizeof(posix_spawnattr_t), glibc
    internal const int SigSetSize = 128;            // sizeof(sigset_t), glibc

    // <fcntl.h>
    internal const int O_RDONLY = 0;
    internal const int O_WRONLY = 1;
    internal const int O_RDWR = 2;
    internal const int O_ACCMODE = 3;
    internal const int O_CREAT = 0x40;
    internal const int O_TRUNC = 0x200;
    internal const int O_APPEND = 0x400;
    internal const int O_NONBLOCK = 0x800;
    internal const int O_CLOEXEC = 0x80000;
    internal const int F_GETFD = 1;
    internal const int F_SETFD = 2;
    internal const int F_GETFL = 3;
    internal const int F_SETFL = 4;
    internal const int F_DUPFD_CLOEXEC = 1030;
    internal const int F_SETPIPE_SZ = 1031;
    internal const int F_GETPIPE_SZ = 1032;
    internal const int FD_CLOEXEC = 1;
    internal const int AT_FDCWD = -100;
    internal const int AT_EACCESS = 0x200;
    internal const int AT_EMPTY_PATH = 0x1000;
    internal const int X_OK = 1;

    // <linux/stat.h>
    internal const uint STATX_TYPE = 1;
    internal const uint STATX_MODE = 2;
    internal const uint STATX_UID = 8;
    internal const uint STATX_INO = 0x100;
    internal const int S_IFMT = 0xF000;
    internal const int S_IFIFO = 0x1000;
    internal const int S_IFDIR = 0x4000;
    internal const int S_IFREG = 0x8000;

    // <linux/fs.h>, <asm-generic/ioctls.h>
    internal const int RWF_NOWAIT = 8;
    internal const nuint FIONREAD = 0x541B;

    // <poll.h>, <sys/epoll.h>: the two use the same bits.
    internal const short POLLIN = 1;
    internal const short POLLPRI = 2;
    internal const short POLLOUT = 4;
    internal const short POLLERR = 8;
    internal const short POLLHUP = 16;
    internal const uint EPOLLONESHOT = 1u << 30;
    internal const uint EPOLLET = 1u << 31;
    internal const int EPOLL_CLOEXEC = 0x80000;
    internal const int EPOLL_CTL_ADD = 1;
    internal const int EPOLL_CTL_DEL = 2;
    internal const int EPOLL_CTL_MOD = 3;
    internal const int EFD_CLOEXEC = 0x80000;
    internal const int EFD_NONBLOCK = 0x800;
    internal const int EFD_SEMAPHORE = 1;

    // <sys/inotify.h>; struct inotify_event is wd, mask, cookie, len, and len bytes of a name.
    internal const int IN_CLOEXEC = 0x80000;
    internal const int IN_NONBLOCK = 0x800;
    internal const uint IN_CLOSE_WRITE = 0x8;
    internal const uint IN_CLOSE_NOWRITE = 0x10;
    internal const uint IN_OPEN = 0x20;
    internal const uint IN_Q_OVERFLOW = 0x4000;
    internal const int InotifyEventSize = 16;

    // <spawn.h>
    internal const short POSIX_SPAWN_SETPGROUP = 0x02;
    internal const short POSIX_SPAWN_SETSIGDEF = 0x04;
    internal const short POSIX_SPAWN_SETSIGMASK = 0x08;
    internal const short POSIX_SPAWN_SETSID = 0x80;

    // <sys/wait.h>, <linux/pidfd.h>
    internal const int P_PID = 1;
    internal const int P_PIDFD = 3;
    internal const int WNOHANG = 1;
    internal const int WEXITED = 4;
    internal const int WNOWAIT = 0x0100_0000;
    internal const int CLD_EXITED = 1;
    internal const int CLD_DUMPED = 3;
    internal const int PIDFD_SIGNAL_PROCESS_GROUP = 4;   // kernel 6.9
    internal const nuint PIDFD_GET_INFO = 0xC040FF0B;    // _IOWR(0xFF, 11, struct pidfd_info), kernel 6.13
    internal const ulong PIDFD_INFO_EXIT = 8;            // kernel 6.15

    // <sys/prctl.h>, <sys/resource.h>
    internal const int PR_SET_CHILD_SUBREAPER = 36;
    internal const int RUSAGE_SELF = 0;
    internal const int RLIMIT_NOFILE = 7;

    // <signal.h>
    internal const nint SIG_DFL = 0;
    internal const int SIG_BLOCK = 0;
    internal const int SIGHUP = 1;
    internal const int SIGKILL = 9;
    internal const int SIGPIPE = 13;
    internal const int SIGTERM = 15;
    internal const int MaxSignal = 64;

    /// <summary>The largest write that the kernel keeps in one piece (PIPE_BUF, &lt;linux/limits.h&gt;).</summary>
    internal const int PIPE_BUF = 4096;

    /// <summary>The most segments that one transfer takes (UIO_MAXIOV, &lt;linux/uio.h&gt;).</summary>
    internal const int IOV_MAX = 1024;

    // <asm/unistd.h>: 424 and 434 are common to all architectures, waitid is not.
    internal const nint SYS_pidfd_send_signal = 424;
    internal const nint SYS_pidfd_open = 434;

    internal static nint SYS_waitid => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 247,
        Architecture.Arm64 => 95,
        _ => throw new PlatformNotSupportedException("Standpipe knows Linux on x86-64 and arm64."),
    };
}
