using System.Runtime.Versioning;

namespace Standpipe.Platform.Linux;

/// <summary>The loops over splice and tee: retry, tell who keeps whom waiting, wait. Generic over the system calls for the tests' sake.</summary>
/// <remarks>
/// Every call is made with SPLICE_F_NONBLOCK, and EAGAIN does not say which side it was: poll does. So a call that need not wait is one
/// system call, and one that waits can be ended by whoever disposes of either end.
/// </remarks>
[SupportedOSPlatform("linux")]
internal static unsafe class PosixSplice<TPosix>
    where TPosix : struct, IPosix
{
    // What one system call moves at most, so that cancelling and disposing are noticed.
    private const long LongestStep = 1 << 20;

    // How often in a row both sides may look ready and the kernel still say EAGAIN, before the caller is told to wait.
    private const int MostContradictions = 3;

    /// <summary>Moves what can be moved at once.</summary>
    internal static SpliceResult TryMove(ref SpliceRoute route, long count)
    {
        for (int contradictions = 0; contradictions < MostContradictions;)
        {
            SpliceStatus status = route.AsksFirst ? WhoWaits(route) : SpliceStatus.Moved;
            if (status != SpliceStatus.Moved)
            {
                return new SpliceResult(0, status);
            }

            nint result = Splice(ref route, (nuint)Math.Min(count, LongestStep));
            if (result > 0)
            {
                return new SpliceResult(result, SpliceStatus.Moved);
            }

            switch (-result)
            {
                case 0:
                    return new SpliceResult(0, SpliceStatus.EndOfFile);
                case Errno.EINTR:
                    break;
                case Errno.EAGAIN:
                    status = WhoWaits(route);
                    if (status != SpliceStatus.Moved)
                    {
                        return new SpliceResult(0, status);
                    }

                    contradictions++;
                    break;
                default:
                    return Failure(route, (int)-result);
            }
        }

        return new SpliceResult(0, SpliceStatus.DestinationFull);
    }

    /// <summary>Moves so many bytes, or all until end of file, waiting as often as it takes.</summary>
    internal static SpliceResult Move(ref SpliceRoute route, long count)
    {
        long moved = 0;
        while (moved < count)
        {
            SpliceResult step = Closed(route) is { } closed ? new SpliceResult(0, closed) : TryMove(ref route, count - moved);
            moved += step.Count;
            if (step.Status is SpliceStatus.SourceEmpty or SpliceStatus.DestinationFull)
            {
                step = Wait(route, step.Status);
            }

            if (step.Status != SpliceStatus.Moved || step.Error != 0)
            {
                return step with { Count = moved };
            }
        }

        return new SpliceResult(moved, SpliceStatus.Moved);
    }

    /// <summary>Has the destination get what the source holds, up to so many bytes, and takes nothing from the source.</summary>
    /// <returns>Moved with the bytes duplicated; or as <see cref="TryMove"/>.</returns>
    internal static SpliceResult TryTee(in SpliceRoute route, long count)
    {
        for (int contradictions = 0; contradictions < MostContradictions;)
        {
            nint result = TPosix.tee(route.Source, route.Destination, (nuint)Math.Min(count, LongestStep), Sys.SPLICE_F_NONBLOCK);
            if (result > 0)
            {
                return new SpliceResult(result, SpliceStatus.Moved);
            }

            if (result is not (0 or -Errno.EAGAIN or -Errno.EINTR))
            {
                return Failure(route, (int)-result);
            }

            // 0 is not always end of file: others may have filled the destination while the kernel looked.
            if (result != -Errno.EINTR)
            {
                SpliceStatus status = WhoWaits(route);
                if (status != SpliceStatus.Moved)
                {
                    return new SpliceResult(0, status);
                }

                contradictions++;
            }
        }

        return new SpliceResult(0, SpliceStatus.DestinationFull);
    }

    /// <summary>Waits for the side that is to blame; for the destination's going in any case.</summary>
    internal static SpliceResult Wait(in SpliceRoute route, SpliceStatus status)
    {
        // A source that is ready, or at its end, would end every poll: it is only watched for its closing meanwhile.
        bool isEmpty = status == SpliceStatus.SourceEmpty;
        ReadOnlySpan<WaitedSide> sides =
        [
            new(isEmpty ? route.Source : -1, Sys.POLLIN, 0, route.SourceBlocked),
            new(route.Destination, isEmpty ? (short)0 : Sys.POLLOUT, isEmpty ? (short)~route.Gone : (short)0, route.DestinationBlocked),
        ];
        int error = PosixWait<TPosix>.Any(sides, out int closed);
        return error == IoResult.Closed
            ? new SpliceResult(0, closed == 0 ? SpliceStatus.SourceClosed : SpliceStatus.DestinationClosed)
            : new SpliceResult(0, SpliceStatus.Moved, error);
    }

    private static nint Splice(ref SpliceRoute route, nuint count)
    {
        long source = route.SourceOffset;
        long destination = route.DestinationOffset;

        // SAFETY: the kernel reads and writes the offsets during the call only.
        nint result = TPosix.splice(
            route.Source, source < 0 ? null : &source, route.Destination, destination < 0 ? null : &destination, count, Sys.SPLICE_F_NONBLOCK);
        if (result > 0)
        {
            route.SourceOffset = source < 0 ? source : route.SourceOffset + result;
            route.DestinationOffset = destination < 0 ? destination : route.DestinationOffset + result;
        }

        return result;
    }

    /// <summary>Which side cannot go on at this moment.</summary>
    /// <returns>EndOfFile, Broken, SourceEmpty, DestinationFull; or Moved if neither keeps the other waiting.</returns>
    private static SpliceStatus WhoWaits(in SpliceRoute route)
    {
        pollfd* both = stackalloc pollfd[2];
        both[0] = new pollfd { fd = route.Source, events = Sys.POLLIN };
        both[1] = new pollfd { fd = route.Destination, events = Sys.POLLOUT };
        int result;
        do
        {
            result = TPosix.poll(both, 2, 0);
        }
        while (result == -Errno.EINTR);

        // An error of poll itself (ENOMEM) counts as ready: the call that follows tells the truth, or the caller waits.
        (short source, short destination) = result < 0 ? (Sys.POLLIN, Sys.POLLOUT) : (both[0].revents, both[1].revents);
        return (source & (Sys.POLLIN | Sys.POLLHUP)) == Sys.POLLHUP ? SpliceStatus.EndOfFile
            : (destination & route.Gone) != 0 ? SpliceStatus.Broken
            : source == 0 ? SpliceStatus.SourceEmpty
            : destination == 0 ? SpliceStatus.DestinationFull
            : SpliceStatus.Moved;
    }

    private static SpliceResult Failure(in SpliceRoute route, int errno) => errno switch
    {
        // With nothing left to move, nobody need read it.
        Errno.EPIPE => new SpliceResult(0, WhoWaits(route) == SpliceStatus.EndOfFile ? SpliceStatus.EndOfFile : SpliceStatus.Broken),
        Errno.ECONNRESET when route.Gone != Sys.POLLERR => new SpliceResult(0, SpliceStatus.Broken),
        Errno.EINVAL or Errno.ESPIPE or Errno.EOPNOTSUPP => new SpliceResult(0, SpliceStatus.Unsupported),
        _ => new SpliceResult(0, SpliceStatus.Moved, errno),
    };

    private static SpliceStatus? Closed(in SpliceRoute route) =>
        route.SourceBlocked is { IsClosed: true } ? SpliceStatus.SourceClosed
        : route.DestinationBlocked is { IsClosed: true } ? SpliceStatus.DestinationClosed
        : null;
}
