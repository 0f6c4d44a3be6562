using System.Runtime.InteropServices;
using System.Runtime.Versioning;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.System32 | DllImportSearchPath.SafeDirectories)]

namespace Standpipe.Cli.Platform.Linux;

/// <summary>The calls about the terminal, which neither .NET nor the library has.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe partial class Libc
{
    internal const nuint TIOCGWINSZ = 0x5413;   // asm-generic/ioctls.h: x86-64, arm64
    internal const uint ICANON = 2;             // asm-generic/termbits.h
    internal const uint ECHO = 8;
    internal const int SIGTSTP = 20;            // asm-generic/signal.h

    private const string Name = "libc.so.6";

    [LibraryImport(Name)]
    internal static partial int ioctl(int fd, nuint request, WindowSize* size);

    [LibraryImport(Name)]
    internal static partial int tcgetattr(int fd, TerminalMode* mode);

    [LibraryImport(Name)]
    internal static partial int tcgetpgrp(int fd);

    [LibraryImport(Name)]
    internal static partial int getpgrp();

    [LibraryImport(Name)]
    internal static partial int sigaction(int signal, SignalAction* action, SignalAction* before);

    [LibraryImport(Name)]
    internal static partial int raise(int signal);

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

    /// <summary>struct termios, of which the local flags are looked at.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 64)]
    internal struct TerminalMode
    {
        internal uint InputFlags;
        internal uint OutputFlags;
        internal uint ControlFlags;
        internal uint LocalFlags;
    }
}
