using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Standpipe.Platform.Linux;

/// <summary>The signal by which a thread that is blocked in read(2) or write(2) is called back; its handler does nothing.</summary>
/// <remarks>
/// A signal without SA_RESTART ends the system call that it meets with EINTR. It is one of the real-time signals that nobody
/// else in the process has a handler for, found when it is first needed. The handler is the C library's <c>abs</c>: a
/// function of an int that touches nothing, so no managed code ever runs in a signal (docs/decisions/0010).
/// </remarks>
[SupportedOSPlatform("linux")]
internal static unsafe class WakeSignal
{
    /// <summary>The switch of <see cref="AppContext"/> that forbids it, if it is true: then blocked calls wait in poll.</summary>
    internal const string OffSwitch = "Standpipe.NoWakeSignal";

    // Below SIGRTMAX itself, which programs like to use, and above those that runtimes take from the lower end.
    private const int Highest = 62;
    private const int Lowest = 50;

    private static readonly int s_number = AppContext.TryGetSwitch(OffSwitch, out bool isOff) && isOff ? 0 : Install();

    /// <summary>Whether there is one.</summary>
    internal static bool IsAvailable => s_number != 0;

    /// <summary>Whether the calling thread lets it through.</summary>
    internal static bool IsDeliverable()
    {
        byte* mask = stackalloc byte[Sys.SigSetSize];
        return Libc.pthread_sigmask(Sys.SIG_BLOCK, null, mask) == 0
            && (mask[(s_number - 1) / 8] & (1 << ((s_number - 1) % 8))) == 0;
    }

    /// <summary>Sends it to a thread of this process, which must be alive.</summary>
    internal static void Send(int thread) => _ = Libc.tgkill(Libc.getpid(), thread, s_number);

    private static int Install()
    {
        if (!NativeLibrary.TryLoad("libc.so.6", out nint library) || !NativeLibrary.TryGetExport(library, "abs", out nint nothing))
        {
            return 0;
        }

        sigaction_t action = new() { sa_handler = nothing };
        for (int number = Highest; number >= Lowest; number--)
        {
            sigaction_t present;
            if (Libc.sigaction(number, null, &present) == 0 && present.sa_handler == Sys.SIG_DFL
                && Libc.sigaction(number, &action, null) == 0)
            {
                return number;
            }
        }

        return 0;
    }
}
