namespace Standpipe.Platform.Linux;

/// <content>From one pipe to several.</content>
internal static unsafe partial class LinuxSplicing
{
    /// <inheritdoc cref="Splicing.TryTee"/>
    internal static SpliceStep TryTee(SpliceSide source, SpliceSide destination, long count)
    {
        using HandleReference from = new(source.Handle);
        using HandleReference to = new(destination.Handle);
        return Outcome("tee", PosixSplice<RealPosix>.TryTee(Route(source, from, destination, to), count));
    }

    /// <inheritdoc cref="Splicing.WaitForAny"/>
    internal static void WaitForAny(SpliceSide source, SpliceSide[] destinations, SpliceSide[] others, SpliceStatus reason)
    {
        using HandleReferences references = new();
        bool isEmpty = reason == SpliceStatus.SourceEmpty;
        WaitedSide[] sides =
        [
            Waited(references, source, isEmpty ? Sys.POLLIN : null),
            .. destinations.Select(side => Waited(references, side, isEmpty ? (short)0 : Sys.POLLOUT)),
            .. others.Select(side => Waited(references, side, null)),
        ];
        int error = PosixWait<RealPosix>.Any(sides, out _);
        if (error is not (0 or IoResult.Closed))
        {
            throw Errno.Failure("poll", string.Empty, error);
        }
    }

    private static WaitedSide Waited(HandleReferences references, SpliceSide side, short? events)
    {
        int fileDescriptor = references.Add(side.Handle);
        return new WaitedSide(events is null ? -1 : fileDescriptor, events ?? 0, 0, (side.Pipe as LinuxPipeEndIo)?.Blocked);
    }
}
