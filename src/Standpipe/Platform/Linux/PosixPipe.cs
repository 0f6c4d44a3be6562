using System.Runtime.Versioning;

namespace Standpipe.Platform.Linux;

/// <summary>Making a pipe, over the system calls given, so that tests can fail each of them.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class PosixPipe<TPosix>
    where TPosix : struct, IPosix
{
    /// <summary>Makes a pipe whose two descriptors are close-on-exec from birth and lie at 3 or above.</summary>
    /// <returns>0, or the error number; then nothing is left open.</returns>
    internal static int Create(out int readEnd, out int writeEnd)
    {
        int* pair = stackalloc int[2];
        int result = TPosix.pipe2(pair, Sys.O_CLOEXEC);
        if (result < 0)
        {
            (readEnd, writeEnd) = (-1, -1);
            return -result;
        }

        readEnd = LinuxHandle.Lift<TPosix>(pair[0]);
        writeEnd = LinuxHandle.Lift<TPosix>(pair[1]);
        if (readEnd >= 0 && writeEnd >= 0)
        {
            return 0;
        }

        // Lift has closed the one it could not move; the other is still ours.
        int error = -Math.Min(readEnd, writeEnd);
        int survivor = Math.Max(readEnd, writeEnd);
        if (survivor >= 0)
        {
            _ = TPosix.close(survivor);
        }

        (readEnd, writeEnd) = (-1, -1);
        return error;
    }
}
