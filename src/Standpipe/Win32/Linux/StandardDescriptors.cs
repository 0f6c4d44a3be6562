using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Standpipe.Platform.Linux;

namespace Standpipe.Win32.Linux;

/// <summary>Descriptors 0 to 2, and closing them.</summary>
/// <remarks>
/// The .NET runtime duplicates them when it starts and keeps the copies to its end. A program that closes its standard output so
/// that its reader sees end of file would never be heard; so what was a copy of a pipe's end closes with it.
/// </remarks>
[SupportedOSPlatform("linux")]
internal static class StandardDescriptors
{
    // Which descriptors are copies of which; filled once, before there are handles.
    private static readonly List<(int Standard, int Copy, FileIdentity Identity)> s_copies = [];

    // Kept open, so that closing needs no new descriptor: there may be none left.
    private static SafeFileHandle? s_null;

    /// <summary>Finds the copies that the runtime has made.</summary>
    /// <param name="candidates">Descriptors that were not inherited.</param>
    /// <exception cref="IOException">No descriptor is left; nothing has been done.</exception>
    internal static void FindCopies(IEnumerable<int> candidates)
    {
        s_null ??= LinuxFile.OpenNull();
        foreach (int candidate in candidates)
        {
            for (int standard = 0; standard < LinuxHandle.FirstOrdinary; standard++)
            {
                if (IsSamePipeEnd(standard, candidate, out FileIdentity identity))
                {
                    s_copies.Add((standard, candidate, identity));
                }
            }
        }
    }

    /// <summary>
    /// Closes some in the only safe way, by putting /dev/null in their place: what is opened next must not become anybody's
    /// standard output.
    /// </summary>
    /// <param name="which">As bits 0 to 2.</param>
    internal static void Close(int which)
    {
        if (which == 0)
        {
            return;
        }

        // Whoever has a handle has read what was inherited, and that began with it.
        int source = (int)s_null!.DangerousGetHandle();
        foreach ((int standard, int copy, FileIdentity identity) in s_copies)
        {
            // Still the copy that it was: nobody has reused the number.
            if ((which & (1 << standard)) != 0 && FileIdentity.TryGet(copy, out FileIdentity now, out _) && now == identity)
            {
                Replace(source, copy);
                _ = Libc.fcntl(copy, Sys.F_SETFD, Sys.FD_CLOEXEC);
            }
        }

        for (int standard = 0; standard < LinuxHandle.FirstOrdinary; standard++)
        {
            if ((which & (1 << standard)) != 0)
            {
                Replace(source, standard);
            }
        }
    }

    private static void Replace(int source, int target)
    {
        // EBUSY: another thread is just about to open that number; it never lasts.
        while (Libc.dup2(source, target) < 0 && Marshal.GetLastPInvokeError() is Errno.EBUSY or Errno.EINTR)
        {
        }
    }

    private static bool IsSamePipeEnd(int standard, int candidate, out FileIdentity identity) =>
        FileIdentity.TryGet(standard, out identity, out statx_t status)
            && (status.stx_mode & Sys.S_IFMT) == Sys.S_IFIFO
            && FileIdentity.TryGet(candidate, out FileIdentity other, out _) && other == identity
            && Direction(standard) == Direction(candidate);

    private static int Direction(int fileDescriptor) => Libc.fcntl(fileDescriptor, Sys.F_GETFL, 0) & Sys.O_ACCMODE;
}
