using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Standpipe.Platform.Linux;

/// <summary>splice(2) and tee(2) between descriptors.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe partial class LinuxSplicing
{
    // SpliceSide.Traits: what kind it is, and whether it is worth trying.
    private const int Known = 1;
    private const int IsSocket = 2;
    private const int AsksFirst = 4;
    private const int CannotBeWritten = 8;

    /// <inheritdoc cref="Splicing.TryMove"/>
    internal static SpliceStep TryMove(SpliceSide source, SpliceSide destination, long count)
    {
        using HandleReference from = new(source.Handle);
        using HandleReference to = new(destination.Handle);
        if ((TraitsOf(destination, to) & CannotBeWritten) != 0)
        {
            return new SpliceStep(0, SpliceStatus.Unsupported);
        }

        SpliceRoute route = Route(source, from, destination, to);
        SpliceResult result = PosixSplice<RealPosix>.TryMove(ref route, count);
        (source.Offset, destination.Offset) = (route.SourceOffset, route.DestinationOffset);
        return Outcome("splice", result);
    }

    /// <inheritdoc cref="Splicing.Move"/>
    internal static SpliceStep Move(SpliceSide source, SpliceSide destination, long count)
    {
        using HandleReference from = new(source.Handle);
        using HandleReference to = new(destination.Handle);
        if ((TraitsOf(destination, to) & CannotBeWritten) != 0)
        {
            return new SpliceStep(0, SpliceStatus.Unsupported);
        }

        SpliceRoute route = Route(source, from, destination, to);
        SpliceResult result = PosixSplice<RealPosix>.Move(ref route, count);
        (source.Offset, destination.Offset) = (route.SourceOffset, route.DestinationOffset);
        return Outcome("splice", result);
    }

    private static SpliceRoute Route(SpliceSide source, HandleReference from, SpliceSide destination, HandleReference to) => new()
    {
        Source = from.FileDescriptor,
        Destination = to.FileDescriptor,
        SourceOffset = source.Offset,
        DestinationOffset = destination.Offset,
        AsksFirst = ((TraitsOf(source, from) | TraitsOf(destination, to)) & AsksFirst) != 0,
        Gone = (TraitsOf(destination, to) & IsSocket) != 0 ? Sys.POLLHUP : Sys.POLLERR,
        SourceBlocked = (source.Pipe as LinuxPipeEndIo)?.Blocked,
        DestinationBlocked = (destination.Pipe as LinuxPipeEndIo)?.Blocked,
    };

    private static int TraitsOf(SpliceSide side, in HandleReference reference)
    {
        if (side.Traits == 0)
        {
            side.Traits = Known | (side.Pipe is null ? Examine(reference.FileDescriptor, side.IsShared) : 0);
        }

        return side.Traits;
    }

    private static int Examine(int fileDescriptor, bool isShared)
    {
        statx_t status;
        byte empty = 0;
        int flags = Libc.fcntl(fileDescriptor, Sys.F_GETFL, 0);
        if (flags < 0 || Libc.statx(fileDescriptor, &empty, Sys.AT_EMPTY_PATH, Sys.STATX_TYPE, &status) != 0)
        {
            throw Errno.Failure("splice", string.Create(CultureInfo.InvariantCulture, $"descriptor {fileDescriptor}"), Marshal.GetLastPInvokeError());
        }

        bool blocks = (flags & Sys.O_NONBLOCK) == 0;
        return (status.stx_mode & Sys.S_IFMT) switch
        {
            Sys.S_IFIFO => 0,

            // splice takes the position and puts it back without the lock that write takes (f_pos_lock): two would write at one place, and bytes be lost.
            Sys.S_IFREG => isShared || (flags & Sys.O_APPEND) != 0 ? CannotBeWritten : 0,

            // A send that is to be spliced looks at the socket's own flag alone, and would block where nothing can wake it.
            Sys.S_IFSOCK => blocks ? IsSocket | AsksFirst | CannotBeWritten : IsSocket,
            _ => blocks ? AsksFirst : 0,
        };
    }

    private static SpliceStep Outcome(string operation, SpliceResult result) =>
        result.Error == 0
            ? new SpliceStep(result.Count, result.Status)
            : throw Errno.Failure(operation, result.Count == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"after {result.Count} bytes"), result.Error);
}
