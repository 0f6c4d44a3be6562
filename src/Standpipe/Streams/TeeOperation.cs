using Standpipe.Platform;

namespace Standpipe;

/// <summary>Everything from one pipe to several, by the kernel.</summary>
/// <remarks>
/// tee(2) duplicates from the first byte of the source on and cannot skip any. So only those destinations get bytes that have exactly what has left the
/// source (the heads); whoever got more than another waits until the source has moved on. When all but one are ahead, that one is given the bytes by
/// splice(2), which takes them out of the source: so a byte leaves when the last destination gets it (docs/decisions/0011).
/// </remarks>
internal sealed class TeeOperation(PipeReadEnd source, TeeState state)
{
    private const int StepsPerTurn = 16;

    private const int ScratchSize = 65536;

    private readonly SpliceSide _source = SpliceSide.Of(source.Io);

    /// <summary>Moves so many bytes, or all until end of file, blocking.</summary>
    /// <exception cref="PipeBrokenException">No destination is left.</exception>
    /// <exception cref="ObjectDisposedException">An end was disposed of.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    internal void Run(long count)
    {
        while (state.Taken < count)
        {
            if (!source.CanRead)
            {
                throw source.ClosedMeanwhile();
            }

            state.RequireOpen();
            switch (Step(count))
            {
                case SpliceStatus.EndOfFile:
                    return;
                case SpliceStatus.SourceEmpty:
                    Splicing.WaitForAny(_source, Sides(sink => true), [], SpliceStatus.SourceEmpty);
                    break;
                case SpliceStatus.DestinationFull:
                    Splicing.WaitForAny(_source, Sides(sink => sink.IsFull), Sides(sink => !sink.IsFull), SpliceStatus.DestinationFull);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Moves so many bytes, or all until end of file, without a thread.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <inheritdoc cref="Run" path="/exception"/>
    internal async Task RunAsync(JointOperation joint, long count)
    {
        for (int steps = 1; state.Taken < count; steps++)
        {
            joint.LookAgain();
            switch (Step(count))
            {
                case SpliceStatus.EndOfFile:
                    return;
                case SpliceStatus.SourceEmpty:
                    state.Live.ForEach(sink => joint.Watch(sink.Side));
                    await joint.WaitAsync(source.WaitUntilReadyAsync).ConfigureAwait(false);
                    break;
                case SpliceStatus.DestinationFull:
                    await joint.WaitAsync(WaitForRoomAsync).ConfigureAwait(false);
                    break;
                default:
                    if (steps % StepsPerTurn == 0)
                    {
                        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                    }

                    break;
            }
        }
    }

    /// <summary>Gives every head what it takes at once.</summary>
    /// <returns>Moved if anybody got anything or was left out; else EndOfFile, SourceEmpty or DestinationFull.</returns>
    private SpliceStatus Step(long count)
    {
        bool progressed = false;
        SpliceStatus reason = SpliceStatus.DestinationFull;
        foreach (TeeSink sink in state.Live)
        {
            sink.IsFull = false;
            if (sink.Written > state.Taken)
            {
                continue;
            }

            SpliceStep step = Give(sink, count);
            switch (step.Status)
            {
                case SpliceStatus.Moved:
                    sink.Written += step.Count;
                    progressed = true;
                    break;
                case SpliceStatus.Broken:
                case SpliceStatus.DestinationFull when sink.LeavesWhenFull:
                    sink.IsBroken = true;
                    progressed = true;
                    break;
                case SpliceStatus.DestinationFull:
                    sink.IsFull = true;
                    break;
                case SpliceStatus.Unsupported:
                    throw PipeReadEnd.SamePipe("destinations");
                default:
                    reason = step.Status;
                    break;
            }
        }

        state.DropBroken();
        DropWhatAllHave();
        if (!progressed && reason != SpliceStatus.DestinationFull && state.Live.Exists(sink => sink.Written > state.Taken))
        {
            throw new InvalidOperationException("Somebody else read from the pipe's end while its bytes were being moved.");
        }

        return progressed ? SpliceStatus.Moved : reason;
    }

    private SpliceStep Give(TeeSink sink, long count)
    {
        long least = count - state.Taken;
        foreach (TeeSink other in state.Live)
        {
            if (other != sink && !other.IsBroken)
            {
                least = Math.Min(least, other.Written - state.Taken);
            }
        }

        if (least == 0)
        {
            return Splicing.TryTee(_source, sink.Side, count - state.Taken);
        }

        // Nobody else needs these.
        SpliceStep step = Splicing.TryMove(_source, sink.Side, least);
        state.Taken += step.Count;
        return step;
    }

    /// <summary>When the one that was behind broke, the others may all have what the source still holds.</summary>
    private void DropWhatAllHave()
    {
        long lead = state.LeastLead;
        if (lead > 0)
        {
            byte[] scratch = new byte[Math.Min(lead, ScratchSize)];
            for (; lead > 0; lead -= scratch.Length)
            {
                int count = (int)Math.Min(lead, scratch.Length);
                source.Take(scratch, count);
                state.Taken += count;
            }
        }
    }

    private SpliceSide[] Sides(Func<TeeSink, bool> condition) => [.. state.Live.Where(condition).Select(sink => sink.Side)];

    private async Task WaitForRoomAsync(CancellationToken cancellationToken)
    {
        TeeSink[] full = [.. state.Live.Where(sink => sink.IsFull)];
        if (full.Length == 1)
        {
            await full[0].End.WaitUntilReadyAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        // The first that has room ends the waits for the others.
        using CancellationTokenSource others = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] waits = [.. full.Select(sink => sink.End.WaitUntilReadyAsync(others.Token))];
        await (await Task.WhenAny(waits).ConfigureAwait(false)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await others.CancelAsync().ConfigureAwait(false);
        foreach (Task wait in waits)
        {
            await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        cancellationToken.ThrowIfCancellationRequested();
        await (Array.Find(waits, wait => wait.IsFaulted) ?? Task.CompletedTask).ConfigureAwait(false);
    }
}
