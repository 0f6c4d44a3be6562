namespace Standpipe.Observation;

/// <summary>
/// The bytes that have come through an edge, from what its writer has written in all and its reader has read in all. Both may be more than
/// that: the reader has loaded its program and its libraries, the writer may write elsewhere.
/// </summary>
/// <remarks>
/// Nothing is lost in a pipe: written = read + in the pipe. When both sides rest, or have ended, that must hold to the byte, but for what the reader has read
/// elsewhere. If the writer was seen before its first byte, with the reader already waiting, that is known too; and if the sum holds from there on, it is exact.
/// Of who splices nothing is counted: that neither side has moved a byte is what both would tell, too, and is never exact.
/// </remarks>
internal sealed class ByteAccount
{
    // A system call's bytes are counted when it returns; larger ones than this are not seen.
    private const long LargestCall = 64 << 20;
    private const long MostElsewhere = 1 << 20;
    private const long LeastSeen = 64 << 10;

    private long _readElsewhere = -1;
    private bool _wasThereBefore;
    private bool _hasDrifted;
    private bool _isWriterInvisible;
    private long _waitedBefore;
    private long? _suspected;
    private long _agreedAt = -1;

    /// <summary>Gets the bytes, or null.</summary>
    internal long? Bytes { get; private set; }

    /// <summary>Gets how good that is.</summary>
    internal ByteQuality Quality => Bytes is null ? ByteQuality.Unknown
        : _wasThereBefore && !_hasDrifted && _agreedAt == Bytes && Bytes > 0 ? ByteQuality.Exact
        : ByteQuality.Estimate;

    /// <summary>Takes a look into account.</summary>
    /// <param name="written">What the writer has written; null if unknown, or if it writes to other edges too.</param>
    /// <param name="read">What the reader has read; null if unknown, or if it reads other edges too.</param>
    /// <param name="inPipe">What is in the pipe; null if unknown.</param>
    /// <param name="writerRests">Whether the writer is in no write to it.</param>
    /// <param name="readerRests">Whether the reader waits for more, or has ended.</param>
    internal void Update(long? written, long? read, int? inPipe, bool writerRests, bool readerRests)
    {
        long waiting = inPipe ?? 0;

        // More lay in the pipe at the last look than was written by now: it was spliced, or somebody else's.
        _isWriterInvisible |= writerRests && written < _waitedBefore;
        _waitedBefore = waiting;
        written = _isWriterInvisible ? null : written;
        if (read is { } taken && inPipe is not null && writerRests && readerRests && written is { } given)
        {
            Compare(given, given - waiting, taken);
        }

        if (_readElsewhere < 0 && read is { } first)
        {
            _readElsewhere = Math.Clamp(first - Math.Max((written ?? 0) - waiting, 0), 0, MostElsewhere);
        }

        long? arrived = read - Math.Max(_readElsewhere, 0) + waiting;
        if (_isWriterInvisible && arrived == waiting)
        {
            // Nor is anything told of the reader.
            Bytes = null;
            return;
        }

        long? bytes = Choose(written, arrived, writerRests);
        Bytes = bytes is { } now ? Math.Max(Bytes ?? 0, now) : Bytes;
    }

    private void Compare(long written, long passed, long taken)
    {
        long elsewhere = taken - passed;
        if (passed == 0 && elsewhere is >= 0 and <= MostElsewhere)
        {
            // It may load some more until the first byte.
            (_readElsewhere, _wasThereBefore) = (elsewhere, true);
        }
        else if (elsewhere != _readElsewhere && elsewhere == _suspected)
        {
            _hasDrifted = true;
            _readElsewhere = elsewhere is >= 0 and <= MostElsewhere ? elsewhere : _readElsewhere;
        }

        // Once may be chance: the two sides are not read in the same instant.
        _suspected = elsewhere == _readElsewhere ? null : elsewhere;
        _agreedAt = elsewhere == _readElsewhere ? written : -1;
    }

    private static long? Choose(long? written, long? arrived, bool writerRests)
    {
        if (written is not { } given || arrived is not { } come)
        {
            return written ?? arrived;
        }

        // Of a side that splices nothing is counted, but for a word on the terminal, or the loading of the program.
        bool isInvisible = given < LeastSeen && come > MostElsewhere && writerRests;
        bool writesElsewhere = come > MostElsewhere && given - come > MostElsewhere;
        return isInvisible || writesElsewhere ? come
            : writerRests ? given
            : Math.Max(given, Math.Min(come, given + LargestCall));
    }
}
