using System.Runtime.InteropServices;

namespace Standpipe.Platform.Windows;

/// <summary>Signals, which Windows does not have: numbers that programs agree on all the same.</summary>
internal static class WindowsSignal
{
    /// <summary>The one that can be sent: it is TerminateProcess.</summary>
    internal const int Kill = 9;

    /// <summary>The exit code of what was killed: what a shell says of SIGKILL, so that both systems say the same.</summary>
    internal const uint KilledCode = 128 + Kill;

    private const int MaxSignal = 64;

    /// <summary>The name of a signal, or its number after SIG where it has none.</summary>
    internal static string Name(int signal) => signal switch
    {
        1 => "SIGHUP",
        2 => "SIGINT",
        3 => "SIGQUIT",
        4 => "SIGILL",
        6 => "SIGABRT",
        8 => "SIGFPE",
        Kill => "SIGKILL",
        11 => "SIGSEGV",
        13 => "SIGPIPE",
        15 => "SIGTERM",
        _ => $"SIG{signal}",
    };

    /// <summary>Gives the number of a signal that .NET names: that of Linux.</summary>
    /// <returns>The number, or 0 if it is none.</returns>
    internal static int Number(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGQUIT => 3,
        PosixSignal.SIGTERM => 15,
        _ => (int)signal is > 0 and <= MaxSignal ? (int)signal : 0,
    };

    /// <summary>What is thrown for a signal that cannot be sent.</summary>
    internal static PlatformNotSupportedException Unsendable(int signal) => new(
        $"Windows has no signals: {Name(signal)} cannot be sent to a process, which can only be killed (Kill) or be told by "
        + "what it reads, for instance by the end of its standard input.");
}
