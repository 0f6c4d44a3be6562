using Standpipe.Platform;

namespace Standpipe;

/// <content>Giving the same bytes to several.</content>
public sealed partial class PipeReadEnd
{
    // What is duplicated at a time where it has to be copied.
    private const int TeeCopySize = 65536;

    /// <summary>Has another pipe get a duplicate of the first bytes of this one, which keeps them.</summary>
    /// <param name="destination">The other pipe's write end.</param>
    /// <param name="count">Bytes at most, 0 or more.</param>
    /// <returns>Bytes duplicated: what is there now and has room there now; 0 if there is nothing, or no room.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="destination"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <exception cref="ArgumentException">Both are ends of one pipe.</exception>
    /// <exception cref="PipeBrokenException">The other pipe has no reader left.</exception>
    /// <exception cref="ObjectDisposedException">One of the ends is disposed of.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    /// <remarks>
    /// <para><b>Blocking</b>: never; except on Windows, until the other pipe has room.</para>
    /// <para><b>Linux</b>: both pipes then refer to the same pages. Calling it again duplicates the same bytes again.</para>
    /// <para><b>Source</b>: tee(2).</para>
    /// </remarks>
    public int Tee(PipeWriteEnd destination, int count)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Check(destination, count);
        if (count == 0)
        {
            return 0;
        }

        if (!Splicing.IsAvailable)
        {
            return TeeByCopying(destination, count);
        }

        SpliceStep step = Splicing.TryTee(SpliceSide.Of(Io), SpliceSide.Of(destination.Io), count);
        return step.Status switch
        {
            SpliceStatus.Broken => throw PipeBrokenException.AfterMoving(0),
            SpliceStatus.Unsupported => throw SamePipe(nameof(destination)),
            _ => (int)step.Count,
        };
    }

    /// <summary>Moves bytes from this pipe into several others, each of which gets all of them, blocking until there are no more or so many were moved.</summary>
    /// <param name="destinations">The write ends, at least one and none twice.</param>
    /// <param name="count">Bytes to move at most; all until end of file by default.</param>
    /// <returns>What was moved, and which destinations broke.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="destinations"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <exception cref="ArgumentException">The list is empty, has an entry twice or <see langword="null"/>, or an end of this very pipe.</exception>
    /// <exception cref="PipeBrokenException">All destinations have lost their readers; it tells how many bytes have left this pipe.</exception>
    /// <exception cref="ObjectDisposedException">One of the ends is, or meanwhile was, disposed of.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    /// <remarks>
    /// <para><b>Blocking</b>: while this pipe is empty or a destination full: the slowest sets the pace. Nothing is kept in memory; a faster one is ahead by what
    /// this pipe holds at most. A destination that loses its readers is left out from then on, as the result tells.</para>
    /// <para><b>Threads</b>: nobody else may read from this end meanwhile.</para>
    /// <para><b>Linux</b>: the pipes refer to the same pages; nothing is copied.</para>
    /// <para><b>Windows</b>: a copy, by way of this process.</para>
    /// <para><b>Source</b>: tee(2), splice(2).</para>
    /// </remarks>
    public TeeResult TeeTo(IReadOnlyList<PipeWriteEnd> destinations, long count = long.MaxValue)
    {
        TeeState state = new(Check(destinations, count));
        if (Splicing.IsAvailable)
        {
            new TeeOperation(this, state).Run(count);
        }
        else
        {
            TeeCopy.Run(this, state, count);
        }

        return state.ToResult();
    }

    /// <summary>Moves bytes from this pipe into several others, each of which gets all of them, until there are no more or so many were moved, without a thread.</summary>
    /// <param name="destinations">The write ends, at least one and none twice.</param>
    /// <param name="count">Bytes to move at most; all until end of file by default.</param>
    /// <param name="cancellationToken">Ends it. No byte is lost: the exception tells how far each destination came.</param>
    /// <returns>What was moved, and which destinations broke.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="destinations"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <exception cref="ArgumentException">The list is empty, has an entry twice or <see langword="null"/>, or an end of this very pipe.</exception>
    /// <exception cref="PipeBrokenException">All destinations have lost their readers; it tells how many bytes have left this pipe.</exception>
    /// <exception cref="TeeCanceledException">It was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">One of the ends is, or meanwhile was, disposed of.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    /// <remarks>
    /// <para><b>Threads</b>: it takes its turn among the asynchronous operations of all the ends.</para>
    /// <para><b>Linux</b>: as <see cref="TeeTo"/>.</para>
    /// <para><b>Source</b>: tee(2), splice(2).</para>
    /// </remarks>
    public Task<TeeResult> TeeToAsync(
        IReadOnlyList<PipeWriteEnd> destinations, long count = long.MaxValue, CancellationToken cancellationToken = default)
    {
        PipeWriteEnd[] ends = Check(destinations, count);
        return TeeInTurnAsync(ends, new TeeState(ends), count, cancellationToken);
    }

    /// <summary>The same, and who has the state sees how far each destination is, meanwhile and however it ends.</summary>
    internal async Task<TeeResult> TeeInTurnAsync(PipeWriteEnd[] destinations, TeeState state, long count, CancellationToken cancellationToken)
    {
        // In one order, whatever the caller's, so that two tees to the same ends do not each have what the other waits for.
        PipeEnd[] ends = [this, .. destinations.OrderBy(end => end.Io.Handle.DangerousGetHandle())];
        try
        {
            _ = await JointOperation.RunAsync(
                ends,
                joint => Splicing.IsAvailable
                    ? new TeeOperation(this, state).RunAsync(joint, count)
                    : TeeCopy.RunAsync(joint, this, state, count),
                cancellationToken).ConfigureAwait(false);
        }
        catch (PipeWriteCanceledException)
        {
            throw new TeeCanceledException(state.ToResult(), cancellationToken);
        }

        return state.ToResult();
    }

    private int TeeByCopying(PipeWriteEnd destination, int count)
    {
        byte[] buffer = new byte[Math.Min(count, TeeCopySize)];
        Transfer there = Io.TryPeek(buffer);
        Transfer written = destination.Io.Write(buffer.AsSpan(0, there.Count));
        return written.Status == TransferStatus.Broken ? throw PipeBrokenException.AfterMoving(written.Count) : written.Count;
    }

    private PipeWriteEnd[] Check(IReadOnlyList<PipeWriteEnd> destinations, long count)
    {
        ArgumentNullException.ThrowIfNull(destinations);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        PipeWriteEnd[] ends = [.. destinations];
        if (ends.Length == 0 || Array.IndexOf(ends, null) >= 0 || ends.Distinct().Count() < ends.Length)
        {
            throw new ArgumentException("A tee has at least one destination, and none twice.", nameof(destinations));
        }

        ThrowIfDisposed();
        Array.ForEach(ends, end => end.RequireOpen());
        return ends;
    }
}
