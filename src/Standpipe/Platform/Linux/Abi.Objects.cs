using System.Runtime.InteropServices;

namespace Standpipe.Platform.Linux;

// What the handles of the Win32 layer need of the headers beyond Abi.cs.
internal static partial class Sys
{
    // <fcntl.h>
    internal const int O_EXCL = 0x80;
    internal const int O_NOCTTY = 0x100;
    internal const int O_SYNC = 0x101000;
    internal const int SPLICE_F_NONBLOCK = 2;

    // <linux/stat.h>
    internal const uint STATX_BASIC_STATS = 0x7FF;
    internal const int S_IFCHR = 0x2000;
    internal const int S_IFSOCK = 0xC000;

    // <poll.h>
    internal const short POLLNVAL = 32;

    // <sys/socket.h>
    internal const int MSG_DONTWAIT = 0x40;
    internal const int MSG_NOSIGNAL = 0x4000;

    // <unistd.h>
    internal const int SEEK_SET = 0;
    internal const int SEEK_CUR = 1;
    internal const int SEEK_END = 2;

    // <linux/pidfd.h>: O_EXCL by another name, kernel 6.9
    internal const uint PIDFD_THREAD = 0x80;

    // <linux/kcmp.h>
    internal const int KCMP_FILE = 0;

    // <asm/unistd.h>: 438 is common to all architectures, kcmp is not.
    internal const nint SYS_pidfd_getfd = 438;

    internal static nint SYS_kcmp => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 312,
        Architecture.Arm64 => 272,
        _ => throw new PlatformNotSupportedException("Standpipe knows Linux on x86-64 and arm64."),
    };
}
