using System.Runtime.InteropServices;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>Signals by number.</summary>
internal static class NativeSignal
{
    /// <summary>SIGKILL, which PosixSignal lacks.</summary>
    internal const int Kill = 9;

    /// <summary>SIGCONT by its raw number, which every system takes, or refuses as it refuses others.</summary>
    internal const PosixSignal Continue = (PosixSignal)18;

    /// <summary>Gives the system's number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such signal.</exception>
    internal static int From(PosixSignal signal)
    {
        int number = Process.SignalNumber(signal);
        return number > 0
            ? number
            : throw new ArgumentOutOfRangeException(nameof(signal), signal, "There is no such signal.");
    }
}
