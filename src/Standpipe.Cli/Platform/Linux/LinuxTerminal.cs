using System.Runtime.Versioning;

namespace Standpipe.Cli.Platform.Linux;

/// <summary>The terminal that standard error is.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class LinuxTerminal
{
    private const int StandardError = 2;

    internal static (int Width, int Height)? ReadSize()
    {
        Libc.WindowSize size;

        // SAFETY: the call fills the structure that it is given.
        return Libc.ioctl(StandardError, Libc.TIOCGWINSZ, &size) == 0 && size is { Columns: > 0, Rows: > 0 } ? (size.Columns, size.Rows) : null;
    }

    internal static bool IsForeground() => Libc.tcgetpgrp(StandardError) == Libc.getpgrp();

    internal static bool IsInOrdinaryMode()
    {
        Libc.TerminalMode mode;

        // SAFETY: the structure is larger than any that the C library fills.
        return Libc.tcgetattr(StandardError, &mode) == 0 && (mode.LocalFlags & (Libc.ICANON | Libc.ECHO)) == (Libc.ICANON | Libc.ECHO);
    }

    internal static void StopThisProcess()
    {
        // By the signal's own default, not by SIGSTOP: where no shell could continue this process (an orphaned process group), the kernel does not stop it.
        Libc.SignalAction standard = default;
        Libc.SignalAction before;

        // SAFETY: the structures are larger than any that the C library reads or fills.
        if (Libc.sigaction(Libc.SIGTSTP, &standard, &before) == 0)
        {
            _ = Libc.raise(Libc.SIGTSTP);
            _ = Libc.sigaction(Libc.SIGTSTP, &before, null);
        }
    }
}
