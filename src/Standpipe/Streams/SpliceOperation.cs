using Standpipe.Platform;

namespace Standpipe;

/// <summary>Bytes on their way from one side to another, both of which the kernel knows.</summary>
internal sealed class SpliceOperation
{
    // How many steps one thread makes before others get it: the caller's is one of them.
    private const int StepsPerTurn = 16;

    private readonly PipeReadEnd? _readEnd;
    private readonly PipeWriteEnd? _writeEnd;
    private readonly SpliceSide _source;
    private readonly SpliceSide _destination;
    private readonly bool _watchesDestination;
    private readonly bool _waitsForRoom = true;

    /// <summary>Between two pipes.</summary>
    /// <param name="source">Where from.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="waitsForRoom">Whether it goes on until all is moved; else what runs without a thread ends where it would have to wait for room.</param>
    internal SpliceOperation(PipeReadEnd source, PipeWriteEnd destination, bool waitsForRoom = true)
    {
        (_readEnd, _source) = (source, SpliceSide.Of(source.Io));
        (_writeEnd, _destination) = (destination, SpliceSide.Of(destination.Io));
        _watchesDestination = true;
        _waitsForRoom = waitsForRoom;
    }

    /// <summary>Out of a pipe.</summary>
    /// <param name="source">The pipe.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="watchesDestination">Whether it can go, as the other side of a socket can.</param>
    internal SpliceOperation(PipeReadEnd source, SpliceSide destination, bool watchesDestination)
    {
        (_readEnd, _source) = (source, SpliceSide.Of(source.Io));
        _destination = destination;
        _watchesDestination = watchesDestination;
    }

    /// <summary>Into a pipe.</summary>
    internal SpliceOperation(SpliceSide source, PipeWriteEnd destination)
    {
        _source = source;
        (_writeEnd, _destination) = (destination, SpliceSide.Of(destination.Io));
        _watchesDestination = true;
    }

    /// <summary>Moves so many bytes, or all until end of file, blocking.</summary>
    /// <returns>Moved or EndOfFile; or Unsupported: what is left is to be copied.</returns>
    /// <exception cref="PipeBrokenException">Nobody reads at the destination.</exception>
    /// <exception cref="ObjectDisposedException">An end was disposed of.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    internal SpliceStep Run(long count)
    {
        SpliceStep step = Splicing.Move(_source, _destination, count);
        return step.Status switch
        {
            SpliceStatus.Broken => throw PipeBrokenException.AfterMoving(step.Count),
            SpliceStatus.SourceClosed => throw _readEnd!.ClosedMeanwhile(),
            SpliceStatus.DestinationClosed => throw _writeEnd!.ClosedMeanwhile(),
            _ => step,
        };
    }

    /// <summary>Moves so many bytes, or all until end of file, without a thread.</summary>
    /// <param name="joint">Has the turns of the ends; told of every byte.</param>
    /// <param name="count">How many.</param>
    /// <returns>Moved or EndOfFile; DestinationFull if there is no room and it does not wait for any; or Unsupported: what is left is to be copied.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <inheritdoc cref="Run" path="/exception"/>
    internal async Task<SpliceStatus> RunAsync(JointOperation joint, long count)
    {
        for (int steps = 1; joint.Moved < count; steps++)
        {
            joint.LookAgain();
            SpliceStep step = Splicing.TryMove(_source, _destination, count - joint.Moved);
            joint.Moved += step.Count;
            switch (step.Status)
            {
                case SpliceStatus.Moved when steps % StepsPerTurn == 0:
                    await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                    break;
                case SpliceStatus.Moved:
                    break;
                case SpliceStatus.SourceEmpty:
                    if (_watchesDestination)
                    {
                        joint.Watch(_destination);
                    }

                    await joint.WaitAsync(WaitForSourceAsync).ConfigureAwait(false);
                    break;
                case SpliceStatus.DestinationFull when _waitsForRoom:
                    await joint.WaitAsync(WaitForRoomAsync).ConfigureAwait(false);
                    break;
                case SpliceStatus.Broken:
                    throw PipeBrokenException.AfterMoving(joint.Moved);
                default:
                    return step.Status;
            }
        }

        return SpliceStatus.Moved;
    }

    private Task WaitForSourceAsync(CancellationToken token) =>
        _readEnd?.WaitUntilReadyAsync(token) ?? SideReadiness.WaitAsync(_source, ReadinessEvents.Readable, token);

    private Task WaitForRoomAsync(CancellationToken token) =>
        _writeEnd?.WaitUntilReadyAsync(token) ?? SideReadiness.WaitAsync(_destination, ReadinessEvents.Writable, token);
}
