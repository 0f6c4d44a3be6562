using Standpipe.Platform;

namespace Standpipe;

/// <summary>A pipe of a running graph: made here, handed on, and watched from outside.</summary>
internal sealed class PipeRun : PipeWatcher, IDisposable
{
    private readonly AnonymousPipe _pipe;
    private readonly IDisposable? _watch;

    // Written by whoever delivers the events, one at a time; see PipeWatcher.
    private int _opened;
    private bool _wasJustOpened;
    private int _closed;
    private int _lastRead;
    private int _lastWrite;
    private bool _neitherHolds;
    private bool _lost;
    private Closing? _first;

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
    internal GraphSide First => Volatile.Read(ref _first)?.Side ?? GraphSide.Unknown;

    /// <summary>Gets whether the events are sure to be about the ends themselves, and not about a look that somebody took through /proc.</summary>
    internal bool IsSure => Volatile.Read(ref _first) is { IsSure: true };

    /// <summary>Gets or sets who finds out, where it is not clear whose end was closed, whether that side has closed first. It must not block.</summary>
    /// <value>Gives false if the side still holds the pipe; null if neither does any more.</value>
    internal Func<GraphSide, bool?>? Confirm { get; set; }

    /// <summary>Takes note of the side that closed first, seen by this process at its own end of the pipe, or by what followed.</summary>
    internal void Note(GraphSide side, bool isSure)
    {
        if (side != GraphSide.Unknown && Interlocked.CompareExchange(ref _first, new Closing(side, isSure), null) is null)
        {
            FirstClosed?.Invoke(side);
        }
    }

    /// <summary>Decides, when all events up to now are told, if nobody holds the pipe any more: that side was closed first whose last end was.</summary>
    internal void Settle()
    {
        if (_neitherHolds && _lastRead > 0 && _lastWrite > 0)
        {
            Note(_lastRead < _lastWrite ? GraphSide.Reader : GraphSide.Writer, isSure: true);
        }
    }

    internal override void OnOpened()
    {
        _opened++;
        _wasJustOpened = true;
    }

    internal override void OnClosed(bool isReadEnd)
    {
        bool wasJustOpened = _wasJustOpened;
        _wasJustOpened = false;
        _closed++;
        (_lastRead, _lastWrite) = isReadEnd ? (_closed, _lastWrite) : (_lastRead, _closed);
        GraphSide side = isReadEnd ? GraphSide.Reader : GraphSide.Writer;
        if (First != GraphSide.Unknown)
        {
            return;
        }

        if (_opened == 0 && !_lost)
        {
            Note(side, isSure: true);
            return;
        }

        // Who looks into a pipe by its name in /proc, or opens /dev/fd/63 as it was told to, opens an end more, whose close is told here too: most likely it is
        // the one that follows the opening. Of others it is asked who still has the pipe. If nobody has, the event is seen late, and the last one of each side decides.
        bool? confirmed = Confirm?.Invoke(side);
        Note(confirmed == true && !wasJustOpened ? side : GraphSide.Unknown, isSure: true);
        _neitherHolds |= confirmed is null;
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
