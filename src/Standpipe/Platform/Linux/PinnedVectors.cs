namespace Standpipe.Platform.Linux;

/// <summary>Pins segments of memory for one transfer.</summary>
/// <remarks>
/// By locals of a frame for every four of them, frame upon frame, which costs some nanoseconds a segment: handles
/// (<see cref="Memory{T}.Pin"/>) took 65 each, so that copying was faster.
/// </remarks>
internal static unsafe class PinnedVectors
{
    private const int PerFrame = 4;

    /// <summary>Runs a transfer with as many of the segments as there is room for.</summary>
    /// <param name="segments">The segments; used up as far as they were taken.</param>
    /// <param name="room">Room for the vectors: a multiple of four.</param>
    /// <param name="transfer">The transfer.</param>
    internal static IoResult Run<TSegments, TTransfer>(ref TSegments segments, Span<iovec> room, in TTransfer transfer)
        where TSegments : struct, ISegments
        where TTransfer : struct, IVectorTransfer => Run(ref segments, room, 0, transfer);

    /// <summary>Room for so many segments, or for as many as one call takes.</summary>
    internal static int Room(int segments) => Math.Min(Sys.IOV_MAX, (segments + PerFrame - 1) / PerFrame * PerFrame);

    private static IoResult Run<TSegments, TTransfer>(ref TSegments segments, Span<iovec> room, int count, in TTransfer transfer)
        where TSegments : struct, ISegments
        where TTransfer : struct, IVectorTransfer
    {
        ReadOnlySpan<byte> first = segments.Next();
        ReadOnlySpan<byte> second = segments.Next();
        ReadOnlySpan<byte> third = segments.Next();
        ReadOnlySpan<byte> fourth = segments.Next();
        fixed (byte* one = first, two = second, three = third, four = fourth)
        {
            // SAFETY: the frames below this one, and the transfer in the last of them, run inside this block.
            room[count] = new iovec { iov_base = one, iov_len = (nuint)first.Length };
            room[count + 1] = new iovec { iov_base = two, iov_len = (nuint)second.Length };
            room[count + 2] = new iovec { iov_base = three, iov_len = (nuint)third.Length };
            room[count + 3] = new iovec { iov_base = four, iov_len = (nuint)fourth.Length };
            if (!fourth.IsEmpty && count + PerFrame < room.Length)
            {
                return Run(ref segments, room, count + PerFrame, transfer);
            }

            int last = first.IsEmpty ? 0 : second.IsEmpty ? 1 : third.IsEmpty ? 2 : fourth.IsEmpty ? 3 : PerFrame;
            return transfer.Run(room[..(count + last)]);
        }
    }
}
