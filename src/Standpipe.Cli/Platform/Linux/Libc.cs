using System.Runtime.InteropServices;
using System.Runtime.Versioning;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.System32 | DllImportSearchPath.SafeDirectories)]

namespace Standpipe.Cli.Platform.Linux;

/// <summary>The calls about the terminal, and about descriptors that others share, which neither .NET nor the library has.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe partial class Libc
{
    internal const nuint TIOCGWINSZ = 0x5413;   // asm-generic/ioctls.h: x86-64, arm64
    internal const uint ICANON = 2;             // asm-generic/termbits.h
    internal const uint ECHO = 8;
    internal const int TCSANOW = 0;             // asm-generic/termbits-common.h
    internal const int SIGTSTP = 20;            // asm-generic/signal.h

    internal const int EINTR = 4;               // asm-generic/errno-base.h
    internal const int EAGAIN = 11;
    internal const int EBUSY = 16;
    internal const int EPIPE = 32;
    internal const int F_GETFD = 1;             // asm-generic/fcntl.h
    internal const int F_GETFL = 3;
    internal const int FD_CLOEXEC = 1;
    internal const int O_ACCMODE = 3;
    internal const int O_RDONLY = 0;
    internal const int O_PATH = 0x200000;
    internal const int AT_FDCWD = -100;         // linux/fcntl.h
    internal const uint STATX_TYPE = 1;         // linux/stat.h
    internal const uint STATX_INO = 0x100;
    internal const ushort S_IFMT = 0xF000;
    internal const ushort S_IFREG = 0x8000;
    internal const ushort S_IFDIR = 0x4000;
    internal const short POLLOUT = 4;           // asm-generic/poll.h

    private const string Name = "libc.so.6";

    [LibraryImport(Name)]
    internal static partial int ioctl(int fd, nuint request, WindowSize* size);

    [LibraryImport(Name)]
    internal static partial int tcgetattr(int fd, TerminalMode* mode);

    [LibraryImport(Name)]
    internal static partial int tcsetattr(int fd, int when, TerminalMode* mode);

    [LibraryImport(Name)]
    internal static partial int tcgetpgrp(int fd);

    [LibraryImport(Name)]
    internal static partial int getpgrp();

    [LibraryImport(Name)]
    internal static partial int sigaction(int signal, SignalAction* action, SignalAction* before);

    [LibraryImport(Name)]
    internal static partial int raise(int signal);

    [LibraryImport(Name)]
    internal static partial int fcntl(int fd, int command);

    [LibraryImport(Name, SetLastError = true)]
    internal static partial nint write(int fd, byte* buffer, nuint count);

    [LibraryImport(Name)]
    internal static partial int poll(PollEntry* entries, nuint count, int timeout);

    [LibraryImport(Name)]
    internal static partial int statx(int directory, byte* path, int flags, uint mask, FileStatus* status);

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct PollEntry
    {
        internal int Descriptor;
        internal short Wanted;
        internal short Happened;
    }

    /// <summary>struct statx, the same on every architecture; of it what tells files apart.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    internal struct FileStatus
    {
        [FieldOffset(28)]
        internal ushort Mode;
        [FieldOffset(32)]
        internal ulong Inode;
        [FieldOffset(136)]
        internal uint DeviceMajor;
        [FieldOffset(140)]
        internal uint DeviceMinor;
    }

    /// <summary>struct sigaction: all zero is the default action; else it is only put back as it was.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 256)]
    internal struct SignalAction
    {
        internal nint Handler;
    }

    /// <summary>struct winsize.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct WindowSize
    {
        internal ushort Rows;
        internal ushort Columns;
        internal ushort HorizontalPixels;
        internal ushort VerticalPixels;
    }

    /// <summary>struct termios, of which the local flags are looked at. What the C library does not fill stays zero.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 64)]
    internal struct TerminalMode
    {
        internal uint InputFlags;
        internal uint OutputFlags;
        internal uint ControlFlags;
        internal uint LocalFlags;
    }
}
