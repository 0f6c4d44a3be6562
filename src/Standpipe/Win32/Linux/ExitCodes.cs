using Standpipe.Platform;

namespace Standpipe.Win32.Linux;

/// <summary>The exit codes that stand for signals: what a Windows process would have ended with for the same reason (contract L-5).</summary>
internal static class ExitCodes
{
    private const uint AccessViolation = 0xC0000005;
    private const uint InPageError = 0xC0000006;
    private const uint IllegalInstruction = 0xC000001D;
    private const uint DivideByZero = 0xC0000094;
    private const uint ControlCExit = 0xC000013A;
    private const uint Breakpoint = 0x80000003;
    private const uint AbortExit = 3;
    private const uint KilledExit = 1;
    private const uint ShellBase = 128;

    private const int SIGHUP = 1;
    private const int SIGINT = 2;
    private const int SIGQUIT = 3;
    private const int SIGILL = 4;
    private const int SIGTRAP = 5;
    private const int SIGABRT = 6;
    private const int SIGBUS = 7;
    private const int SIGFPE = 8;
    private const int SIGKILL = 9;
    private const int SIGSEGV = 11;
    private const int SIGTERM = 15;

    /// <summary>The code of an end, or null if nobody knows how it came.</summary>
    /// <param name="exit">How the process ended.</param>
    /// <param name="terminateCode">The code that TerminateProcess here was given, if it was called.</param>
    internal static uint? Of(ProcessExit exit, uint? terminateCode) =>
        exit.Code is { } code ? (uint)code
            : exit.Signal is not { } signal ? null
            : signal == SIGKILL && terminateCode is { } given ? given
            : OfSignal(signal);

    private static uint OfSignal(int signal) => signal switch
    {
        SIGHUP or SIGINT or SIGQUIT or SIGTERM => ControlCExit,
        SIGILL => IllegalInstruction,
        SIGTRAP => Breakpoint,
        SIGABRT => AbortExit,
        SIGBUS => InPageError,
        SIGFPE => DivideByZero,
        SIGKILL => KilledExit,
        SIGSEGV => AccessViolation,
        _ => ShellBase + (uint)signal,
    };
}
