using Standpipe.Platform;

namespace Standpipe;

/// <summary>A pipe of a running graph: made here, handed on, and watched from outside.</summary>
internal sealed class PipeRun : PipeWatcher, IDisposable
{
    private readonly AnonymousPipe _pipe;
    private readonly IDisposable? _watch;

    // Written by whoever delivers the events, one at a time; see PipeWatcher.
    private int _opened;
    private int _closedForReading;
    private bool _lost;
    private volatile Closing _first = new(GraphSide.Unknown, IsSure: false);

    internal PipeRun(AnonymousPipe pipe)
    {
        _pipe = pipe;
        Identity = ChildProbe.IdentifyPipe(pipe.ReadEnd.SafeFileHandle);
        _watch = PipeWatching.Watch(pipe.ReadEnd.SafeFileHandle, this);
    }

    /// <summary>Gets the end that reads, until it is handed on.</summary>
    internal PipeReadEnd ReadEnd => _pipe.ReadEnd;

    /// <summary>Gets the end that writes, until it is handed on.</summary>
    internal PipeWriteEnd WriteEnd => _pipe.WriteEnd;

    /// <summary>Gets how much it holds.</summary>
    internal int Capacity => _pipe.Capacity;

    /// <summary>Gets what tells it from other pipes in /proc; 0 where there is no such number.</summary>
    internal ulong Identity { get; }

    /// <summary>Gets or sets who is told of the first side that closes. Called once, and must not block.</summary>
    internal Action<GraphSide>? FirstClosed { get; set; }

    /// <summary>Gets the side that was closed first, as far as the events tell.</summary>
    internal GraphSide First => _first.Side;

    /// <summary>Gets whether the events are sure to be about the ends themselves, and not about a look that somebody took through /proc.</summary>
    internal bool IsSure => _first.IsSure;

    internal override void OnOpened() => _opened++;

    internal override void OnClosed(bool isReadEnd)
    {
        // Who looks into a pipe through /proc, or opens /dev/fd/63 as it was told to, opens it for reading, and each opening has its close: what is more than
        // those is the end itself. The other side's close needs no such count.
        _closedForReading += isReadEnd ? 1 : 0;
        if (_first.Side == GraphSide.Unknown && (!isReadEnd || _closedForReading > _opened))
        {
            GraphSide side = isReadEnd ? GraphSide.Reader : GraphSide.Writer;
            _first = new Closing(side, _opened == 0 && !_lost);
            FirstClosed?.Invoke(side);
        }
    }

    internal override void OnLost() => _lost = true;

    /// <summary>Closes what is still here, and watches no more.</summary>
    public void Dispose()
    {
        _pipe.Dispose();
        _watch?.Dispose();
    }

    private sealed record Closing(GraphSide Side, bool IsSure);
}
