using System.Runtime.InteropServices;
using Standpipe.Benchmarks.Comparing;

namespace Standpipe.Benchmarks.Contenders;

/// <summary>How much pipes hold, the same way for everybody's.</summary>
internal static class Capacities
{
    /// <summary>Sets it.</summary>
    internal static void Set(nint descriptor, int capacity)
    {
        if (Libc.fcntl((int)descriptor, Libc.F_SETPIPE_SZ, capacity) < 0)
        {
            throw new IOException($"fcntl(F_SETPIPE_SZ, {capacity}): error {Marshal.GetLastPInvokeError()}.");
        }
    }
}
