using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Cli.Platform.Linux;

/// <summary>The terminal that standard error is, and the one that this process belongs to.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class LinuxTerminal
{
    private const int StandardError = 2;
    private const string OwnTerminal = "/dev/tty";   // tty(4)

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

    /// <summary>Reads the modes of this process's own terminal; null if it has none.</summary>
    internal static Libc.TerminalMode? ReadOwnModes()
    {
        using SafeFileHandle? terminal = OpenOwn();
        return terminal is null ? null : ReadModes(terminal);
    }

    /// <summary>Gives this process's own terminal these modes, if they have changed and it is this job's to change.</summary>
    internal static void WriteOwnModes(Libc.TerminalMode modes)
    {
        using SafeFileHandle? terminal = OpenOwn();
        if (terminal is null || ReadModes(terminal) is not { } now || AreSame(in now, in modes))
        {
            return;
        }

        int fd = (int)terminal.DangerousGetHandle();

        // From the background it would stop this process. At once: what is to be written before may wait for a Ctrl-Q.
        if (Libc.tcgetpgrp(fd) == Libc.getpgrp())
        {
            // SAFETY: the structure is one that tcgetattr has filled.
            _ = Libc.tcsetattr(fd, Libc.TCSANOW, &modes);
        }
    }

    private static SafeFileHandle? OpenOwn()
    {
        try
        {
            return File.OpenHandle(OwnTerminal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static Libc.TerminalMode? ReadModes(SafeFileHandle terminal)
    {
        Libc.TerminalMode modes = default;

        // SAFETY: the structure is larger than any that the C library fills.
        return Libc.tcgetattr((int)terminal.DangerousGetHandle(), &modes) == 0 ? modes : null;
    }

    private static bool AreSame(in Libc.TerminalMode one, in Libc.TerminalMode other) =>
        MemoryMarshal.AsBytes(new ReadOnlySpan<Libc.TerminalMode>(in one)).SequenceEqual(MemoryMarshal.AsBytes(new ReadOnlySpan<Libc.TerminalMode>(in other)));
}
