using System.Runtime.Versioning;

namespace Standpipe.Platform.Linux;

/// <summary>How large a pipe gets, over the system calls given, so that tests can fail each of them.</summary>
/// <remarks>
/// The kernel counts the pages of all pipes of a user (<c>pipe-user-pages-soft</c>) and tells the sum to nobody. What it
/// tells is whether a pipe may grow: so another pipe is made and asked for as much as is to be left to others.
/// </remarks>
[SupportedOSPlatform("linux")]
internal static class PosixPipeBudget<TPosix>
    where TPosix : struct, IPosix
{
    /// <summary>What a pipe has unless it is asked for more, or the user's pages are used up: 16 pages.</summary>
    internal const int DefaultSize = 64 * 1024;

    private const int PageSize = 4096;

    /// <summary>Sets the size to the most that can be had, up to <paramref name="capacity"/> bytes (or one page).</summary>
    /// <returns>The size.</returns>
    internal static int Limit(int fd, int capacity)
    {
        // The kernel rounds up to a power of two of pages, so round down first: "at most" means it.
        int wanted = Math.Max(PageSize, 1 << (31 - int.LeadingZeroCount(capacity)));
        int size;
        while ((size = SetSize(fd, wanted)) < 0)
        {
            wanted /= 2;

            // Growing is what the kernel refuses; what the pipe already has is always to be had.
            size = GetSize(fd);
            if (wanted <= size)
            {
                return size;
            }
        }

        return size;
    }

    /// <summary>As <see cref="Limit"/>, but no more than the default if then no other pipe could grow to <paramref name="reserve"/> bytes.</summary>
    internal static void LimitWithinBudget(int fd, int capacity, int reserve)
    {
        int size = Limit(fd, capacity);
        while (size > DefaultSize && !HasRoomFor(reserve))
        {
            size /= 2;
            _ = SetSize(fd, size);
        }
    }

    /// <summary>Whether the user's pages are used up: a new pipe has less than the default.</summary>
    /// <param name="isExhausted">The answer.</param>
    /// <returns>0, or the error number.</returns>
    internal static int TestExhausted(out bool isExhausted)
    {
        int error = PosixPipe<TPosix>.Create(out int readEnd, out int writeEnd);

        // Above the hard limit no pipe is made at all.
        isExhausted = error == Errno.ENFILE;
        if (error != 0)
        {
            return isExhausted ? 0 : error;
        }

        int size = GetSize(writeEnd);
        Close(readEnd, writeEnd);
        isExhausted = size < DefaultSize;
        return 0;
    }

    private static bool HasRoomFor(int reserve)
    {
        if (PosixPipe<TPosix>.Create(out int readEnd, out int writeEnd) != 0)
        {
            // Not to be found out; so rather leave too much than too little.
            return false;
        }

        bool hasRoom = SetSize(writeEnd, reserve) >= 0;
        Close(readEnd, writeEnd);
        return hasRoom;
    }

    private static void Close(int readEnd, int writeEnd)
    {
        _ = TPosix.close(readEnd);
        _ = TPosix.close(writeEnd);
    }

    private static int SetSize(int fd, int size) => (int)TPosix.fcntl(fd, Sys.F_SETPIPE_SZ, size);

    /// <summary>The size; of a pipe that is open this does not fail.</summary>
    private static int GetSize(int fd) => (int)TPosix.fcntl(fd, Sys.F_GETPIPE_SZ, 0);
}
