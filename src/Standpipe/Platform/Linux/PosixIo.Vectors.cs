namespace Standpipe.Platform.Linux;

// Transfers of several pinned segments at once. The vectors are used up as the bytes move.
internal static unsafe partial class PosixIo<TPosix>
{
    /// <summary>Reads what is there into the segments, in order; waits for the first byte or end of file.</summary>
    /// <param name="fd">The read end; the caller keeps it open.</param>
    /// <param name="vectors">The segments, pinned: at least one, none of them empty.</param>
    /// <param name="blocked">The end's list of waiting threads.</param>
    /// <returns>Bytes read, 0 at end of file; or the error.</returns>
    internal static IoResult ReadVectors(int fd, ReadOnlySpan<iovec> vectors, BlockedThreads blocked)
    {
        while (true)
        {
            IoResult result = TryReadVectors(fd, vectors, blocked);
            if (result.Error != IoResult.WouldBlock)
            {
                return result;
            }

            int error = Wait(fd, Sys.POLLIN, blocked);
            if (error != 0)
            {
                return new IoResult(0, error);
            }
        }
    }

    /// <summary>Writes every byte of the segments, waiting for room as often as it takes.</summary>
    /// <param name="fd">The write end; the caller keeps it open.</param>
    /// <param name="vectors">The segments, pinned: at least one, none of them empty. Changed by the call.</param>
    /// <param name="blocked">The end's list of waiting threads.</param>
    /// <returns>The bytes that went in, and the error if not all did.</returns>
    internal static IoResult WriteVectors(int fd, Span<iovec> vectors, BlockedThreads blocked)
    {
        nint done = 0;
        while (true)
        {
            IoResult result = TryWriteVectors(fd, vectors, blocked);
            done += result.Count;
            vectors = Skip(vectors, (nuint)result.Count);
            if (result.Error == 0 && vectors.IsEmpty)
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

    /// <summary>Reads what is there into the segments without waiting.</summary>
    internal static IoResult TryReadVectors(int fd, ReadOnlySpan<iovec> vectors, BlockedThreads end)
    {
        fixed (iovec* pointer = vectors)
        {
            // SAFETY: the caller keeps the segments pinned, and the kernel writes at most their lengths.
            bool noWait = s_hasNoWait && !end.RefusesNoWait;
            while (true)
            {
                nint result = noWait
                    ? TPosix.preadv2(fd, pointer, vectors.Length, -1, Sys.RWF_NOWAIT)
                    : Poll(fd, Sys.POLLIN) == 0 ? -Errno.EAGAIN
                    : s_hasNoWait ? TPosix.preadv2(fd, pointer, vectors.Length, -1, 0)
                    : TPosix.read(fd, pointer->iov_base, pointer->iov_len);
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

    /// <summary>Writes what fits of the segments without waiting.</summary>
    internal static IoResult TryWriteVectors(int fd, ReadOnlySpan<iovec> vectors, BlockedThreads end)
    {
        fixed (iovec* pointer = vectors)
        {
            // SAFETY: the caller keeps the segments pinned, and the kernel reads at most their lengths.
            bool noWait = s_hasNoWait && !end.RefusesNoWait;
            while (true)
            {
                // Without RWF_NOWAIT so much as a pipe that polls writable always takes: all, or a part of the first.
                nint result = noWait
                    ? TPosix.pwritev2(fd, pointer, vectors.Length, -1, Sys.RWF_NOWAIT)
                    : Poll(fd, Sys.POLLOUT) == 0 ? -Errno.EAGAIN
                    : s_hasNoWait && Length(vectors) <= Sys.PIPE_BUF ? TPosix.pwritev2(fd, pointer, vectors.Length, -1, 0)
                    : TPosix.write(fd, pointer->iov_base, Math.Min(pointer->iov_len, Sys.PIPE_BUF));
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

    private static nuint Length(ReadOnlySpan<iovec> vectors)
    {
        nuint length = 0;
        foreach (iovec vector in vectors)
        {
            length += vector.iov_len;
        }

        return length;
    }

    /// <summary>What is left after so many bytes, perhaps from the middle of a segment on.</summary>
    private static Span<iovec> Skip(Span<iovec> vectors, nuint count)
    {
        while (count > 0)
        {
            ref iovec first = ref vectors[0];
            if (count < first.iov_len)
            {
                first.iov_base = (byte*)first.iov_base + count;
                first.iov_len -= count;
                return vectors;
            }

            count -= first.iov_len;
            vectors = vectors[1..];
        }

        return vectors;
    }
}
