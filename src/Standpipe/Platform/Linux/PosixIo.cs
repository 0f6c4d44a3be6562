using System.Runtime.Versioning;

namespace Standpipe.Platform.Linux;

/// <summary>The loops over read and write: retry, write all, wait. Generic over the system calls for the tests' sake.</summary>
/// <remarks>
/// A transfer is tried with RWF_NOWAIT first; only when the kernel has nothing to give does the thread wait, in
/// poll, on the pipe and on its own waker. So a call that need not block is one system call, a blocked one can be
/// woken by whoever disposes of the end, and an end whose open file description somebody else made non-blocking
/// (a child may) still blocks here (docs/decisions/0002). Where reads have had to wait, the try in vain is spared
/// (docs/decisions/0010).
/// </remarks>
[SupportedOSPlatform("linux")]
internal static unsafe partial class PosixIo<TPosix>
    where TPosix : struct, IPosix
{
    // Without an eventfd for the thread (descriptors ran out) a blocked call looks every so often whether it was closed.
    private const int PollWithoutWakerMilliseconds = 50;

    // Falls to false, for good, when the kernel lacks the call that takes RWF_NOWAIT. Benign race: threads may each learn it
    // once. EOPNOTSUPP says no such thing: splice(2), by whomever, takes it from the one open file description for good, which the end learns.
    private static bool s_hasNoWait = true;

    /// <summary>Reads what is there; waits for the first byte or end of file.</summary>
    /// <param name="fd">The read end; the caller keeps it open.</param>
    /// <param name="buffer">Where the bytes go. Empty: waits until a read would not block, and takes nothing.</param>
    /// <param name="blocked">The end's list of waiting threads.</param>
    /// <returns>Bytes read, 0 at end of file; or the error.</returns>
    internal static IoResult Read(int fd, Span<byte> buffer, BlockedThreads blocked)
    {
        if (buffer.IsEmpty)
        {
            return new IoResult(0, Wait(fd, Sys.POLLIN, blocked));
        }

        bool hasWaited = blocked.Forecast.IsWait();
        int error = hasWaited ? Wait(fd, Sys.POLLIN, blocked) : 0;
        while (error == 0)
        {
            IoResult result = TryRead(fd, buffer, blocked);
            if (!hasWaited)
            {
                blocked.Forecast.Tried(result.Error == IoResult.WouldBlock);
            }

            if (result.Error != IoResult.WouldBlock)
            {
                return result;
            }

            hasWaited = true;
            error = Wait(fd, Sys.POLLIN, blocked);
        }

        return new IoResult(0, error);
    }

    /// <summary>Reads in the kernel's own blocking call.</summary>
    /// <param name="fd">The read end; the caller keeps it open.</param>
    /// <param name="buffer">Where the bytes go; not empty.</param>
    /// <param name="calls">The end's list of threads in such a call.</param>
    /// <param name="thread">The calling thread, which can be called back.</param>
    /// <returns>Bytes read, 0 at end of file; or the error, WouldBlock if somebody has made the open file description non-blocking.</returns>
    internal static IoResult ReadBlocking(int fd, Span<byte> buffer, BlockedCalls calls, BlockableThread thread)
    {
        fixed (byte* pointer = buffer)
        {
            // SAFETY: the span is pinned for the whole block, and the kernel writes at most its length.
            while (calls.TryEnter(thread))
            {
                nint result = TPosix.read(fd, pointer, (nuint)buffer.Length);
                calls.Exit(thread);
                if (result != -Errno.EINTR)
                {
                    return result >= 0 ? new IoResult(result, 0) : new IoResult(0, (int)-result);
                }
            }
        }

        return new IoResult(0, IoResult.Closed);
    }

    /// <summary>Writes in the kernel's own blocking call, all or nothing.</summary>
    /// <param name="fd">The write end; the caller keeps it open.</param>
    /// <param name="buffer">The bytes: 1 to PIPE_BUF, which go in together or not at all. Of more, a part could be in when the call is called back.</param>
    /// <param name="calls">The end's list of threads in such a call.</param>
    /// <param name="thread">The calling thread, which can be called back.</param>
    /// <returns>All of them; or the error, WouldBlock if somebody has made the open file description non-blocking.</returns>
    internal static IoResult WriteWholeBlocking(int fd, ReadOnlySpan<byte> buffer, BlockedCalls calls, BlockableThread thread)
    {
        fixed (byte* pointer = buffer)
        {
            // SAFETY: the span is pinned for the whole block, and the kernel reads at most its length.
            while (calls.TryEnter(thread))
            {
                nint result = TPosix.write(fd, pointer, (nuint)buffer.Length);
                calls.Exit(thread);
                if (result != -Errno.EINTR)
                {
                    return result >= 0 ? new IoResult(result, 0) : new IoResult(0, (int)-result);
                }
            }
        }

        return new IoResult(0, IoResult.Closed);
    }

    /// <summary>Writes every byte, waiting for room as often as it takes.</summary>
    /// <param name="fd">The write end; the caller keeps it open.</param>
    /// <param name="buffer">The bytes. Empty: only asks whether there is still a reader.</param>
    /// <param name="blocked">The end's list of waiting threads.</param>
    /// <returns>The bytes that went in, and the error if not all did.</returns>
    internal static IoResult Write(int fd, ReadOnlySpan<byte> buffer, BlockedThreads blocked)
    {
        nint done = 0;
        while (true)
        {
            IoResult result = TryWrite(fd, buffer[(int)done..], blocked);
            done += result.Count;
            if (result.Error == 0 && done == buffer.Length)
            {
                return new IoResult(done, 0);
            }

            int error = result.Error is 0 or IoResult.WouldBlock ? Wait(fd, Sys.POLLOUT, blocked) : result.Error;
            if (error != 0)
            {
                return new IoResult(done, error);
            }
        }
    }

    /// <summary>Reads what is there without waiting.</summary>
    /// <param name="fd">The read end; the caller keeps it open.</param>
    /// <param name="buffer">Where the bytes go.</param>
    /// <param name="end">What is known of the end, and is learned.</param>
    internal static IoResult TryRead(int fd, Span<byte> buffer, BlockedThreads? end = null)
    {
        fixed (byte* pointer = buffer)
        {
            // SAFETY: the span is pinned for the whole block, and the kernel writes at most its length.
            bool noWait = s_hasNoWait && end is not { RefusesNoWait: true };
            while (true)
            {
                nint result;
                if (noWait)
                {
                    iovec vector = new() { iov_base = pointer, iov_len = (nuint)buffer.Length };
                    result = TPosix.preadv2(fd, &vector, 1, -1, Sys.RWF_NOWAIT);
                }
                else
                {
                    result = Poll(fd, Sys.POLLIN) == 0 ? -Errno.EAGAIN : TPosix.read(fd, pointer, (nuint)buffer.Length);
                }

                if (result >= 0)
                {
                    return new IoResult(result, 0);
                }

                if (!ShouldRetry((int)-result, ref noWait, end))
                {
                    return new IoResult(0, (int)-result);
                }
            }
        }
    }

    /// <summary>Writes what fits without waiting. For an empty buffer: fails with EPIPE if no reader is left.</summary>
    /// <param name="fd">The write end; the caller keeps it open.</param>
    /// <param name="buffer">The bytes.</param>
    /// <param name="end">What is known of the end, and is learned.</param>
    internal static IoResult TryWrite(int fd, ReadOnlySpan<byte> buffer, BlockedThreads? end = null)
    {
        if (buffer.IsEmpty)
        {
            // write(2) of nothing succeeds on a pipe without asking anybody; poll knows whether a reader is left.
            return new IoResult(0, (Poll(fd, Sys.POLLOUT) & Sys.POLLERR) != 0 ? Errno.EPIPE : 0);
        }

        fixed (byte* pointer = buffer)
        {
            // SAFETY: the span is pinned for the whole block, and the kernel reads at most its length.
            bool noWait = s_hasNoWait && end is not { RefusesNoWait: true };
            while (true)
            {
                nint result;
                if (noWait)
                {
                    iovec vector = new() { iov_base = pointer, iov_len = (nuint)buffer.Length };
                    result = TPosix.pwritev2(fd, &vector, 1, -1, Sys.RWF_NOWAIT);
                }
                else
                {
                    // A pipe that polls writable has at least one page free, so this much does not block.
                    nuint fits = (nuint)Math.Min(buffer.Length, Sys.PIPE_BUF);
                    result = Poll(fd, Sys.POLLOUT) == 0 ? -Errno.EAGAIN : TPosix.write(fd, pointer, fits);
                }

                if (result >= 0)
                {
                    return new IoResult(result, 0);
                }

                if (!ShouldRetry((int)-result, ref noWait, end))
                {
                    return new IoResult(0, (int)-result);
                }
            }
        }
    }

    private static bool ShouldRetry(int errno, ref bool noWait, BlockedThreads? end)
    {
        if (noWait && errno is Errno.EOPNOTSUPP or Errno.ENOSYS)
        {
            noWait = false;
            s_hasNoWait &= errno != Errno.ENOSYS;
            if (end is not null && errno == Errno.EOPNOTSUPP)
            {
                end.RefusesNoWait = true;
            }

            return true;
        }

        return errno == Errno.EINTR;
    }

    /// <summary>What a pipe is ready for now.</summary>
    /// <returns>The bits of <c>revents</c>, 0 if it is ready for nothing.</returns>
    private static short Poll(int fd, short events)
    {
        pollfd one = new() { fd = fd, events = events };
        while (true)
        {
            int result = TPosix.poll(&one, 1, 0);
            if (result != -Errno.EINTR)
            {
                // An error of poll itself (ENOMEM) counts as ready: the transfer that follows tells the truth.
                return result < 0 ? events : one.revents;
            }
        }
    }

    private static int Wait(int fd, short events, BlockedThreads blocked)
    {
        ThreadWaker waker = ThreadWaker.Current;
        if (!blocked.TryEnter(waker))
        {
            return IoResult.Closed;
        }

        try
        {
            pollfd* both = stackalloc pollfd[2];
            both[0] = new pollfd { fd = fd, events = events };
            both[1] = new pollfd { fd = waker.FileDescriptor, events = Sys.POLLIN };
            int timeout = waker.FileDescriptor < 0 ? PollWithoutWakerMilliseconds : -1;
            while (true)
            {
                int result = TPosix.poll(both, 2, timeout);
                if (blocked.IsClosed)
                {
                    return IoResult.Closed;
                }

                if (result > 0)
                {
                    return 0;
                }

                if (result < 0 && result != -Errno.EINTR)
                {
                    return -result;
                }
            }
        }
        finally
        {
            blocked.Exit(waker);
        }
    }
}
