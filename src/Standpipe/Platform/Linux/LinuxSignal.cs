using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Standpipe.Platform.Linux;

/// <summary>Signals: numbers and names (&lt;signal.h&gt;; one numbering on x86-64 and arm64).</summary>
[SupportedOSPlatform("linux")]
internal static class LinuxSignal
{
    private static readonly string[] s_names =
    [
        "0", "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL", "SIGUSR1",
        "SIGSEGV", "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM", "SIGSTKFLT", "SIGCHLD", "SIGCONT", "SIGSTOP", "SIGTSTP",
        "SIGTTIN", "SIGTTOU", "SIGURG", "SIGXCPU", "SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO", "SIGPWR", "SIGSYS",
    ];

    /// <summary>The name of a signal, or its number after SIG where it has none.</summary>
    internal static string Name(int signal) =>
        signal > 0 && signal < s_names.Length ? s_names[signal] : $"SIG{signal}";

    /// <summary>Gives the number of a signal that .NET names.</summary>
    /// <returns>The number, or 0 if it is none.</returns>
    internal static int Number(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGQUIT => 3,
        PosixSignal.SIGTERM => 15,
        PosixSignal.SIGCHLD => 17,
        PosixSignal.SIGCONT => 18,
        PosixSignal.SIGTSTP => 20,
        PosixSignal.SIGTTIN => 21,
        PosixSignal.SIGTTOU => 22,
        PosixSignal.SIGWINCH => 28,
        _ => (int)signal is > 0 and <= Sys.MaxSignal ? (int)signal : 0,
    };
}
