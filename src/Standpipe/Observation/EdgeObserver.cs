using Standpipe.Platform;

namespace Standpipe.Observation;

/// <summary>One observed edge.</summary>
internal sealed class EdgeObserver
{
    private readonly ObservedEdge _edge;
    private readonly StageObserver? _writer;
    private readonly StageObserver? _reader;
    private FileIdentity _writerFile;
    private FileIdentity _readerFile;
    private bool _hasAskedReader;
    private readonly ByteAccount _bytes = new();
    private PipeLevel? _level;
    private int _before;
    private int? _capacity;
    private double? _firstByte;
    private double? _lastByte;
    private double _writerBlocked;
    private double _readerBlocked;

    internal EdgeObserver(ObservedEdge edge, int index, StageObserver? writer, StageObserver? reader)
    {
        _edge = edge;
        Index = index;
        (_writer, _reader) = (writer, reader);
    }

    /// <summary>Gets what it is called.</summary>
    internal string Name => _edge.Name;

    /// <summary>Gets its place among the edges.</summary>
    internal int Index { get; }

    /// <summary>Gets the shares and rates.</summary>
    internal EdgeAccount Account { get; } = new();

    /// <summary>Gets or sets whether it is the only edge that its writer writes to.</summary>
    internal bool HasWriterAlone { get; set; } = true;

    /// <summary>Gets or sets whether it is the only edge that its reader reads.</summary>
    internal bool HasReaderAlone { get; set; } = true;

    internal StageObserver? Writer => _writer;

    /// <summary>Gets whether somebody passes the bytes on, from the writer's pipe to the reader's: then the reader's is the one that is shown.</summary>
    private bool IsPassedOn => _writer is not null && _reader is not null && _writerFile != _readerFile;

    internal StageObserver? Reader => _reader;

    /// <summary>Looks into the pipe, after its stages were looked at, and tells them of their ends.</summary>
    internal void Look()
    {
        Identify();
        PipeLevel? atWriter = _writer?.Measure(_edge.FromDescriptor, _writerFile);
        PipeLevel? atReader = atWriter is not null && !IsPassedOn ? atWriter : _reader?.Measure(_edge.ToDescriptor, _readerFile);
        _level = atReader ?? (IsPassedOn ? null : atWriter);
        _before = IsPassedOn ? atWriter?.Bytes ?? 0 : 0;
        _capacity = _level?.Capacity ?? _capacity;
        _writer?.AddEnd(new EdgeEnd(_edge.FromDescriptor, IsInput: false, IsOutside: _reader is null, _writerFile, IsPassedOn ? atWriter : _level));
        _reader?.AddEnd(new EdgeEnd(_edge.ToDescriptor, IsInput: true, IsOutside: _writer is null, _readerFile, _level));
    }

    /// <summary>Copies what is in the pipe, at whichever side still has it.</summary>
    internal byte[]? Peek(int count) =>
        _reader?.Peek(_edge.ToDescriptor, _readerFile, count) ?? _writer?.Peek(_edge.FromDescriptor, _readerFile, count);

    /// <summary>Makes something of this look, after the stages were judged.</summary>
    /// <param name="now">When it was, in seconds.</param>
    /// <param name="seconds">Since the last one; 0 at the first.</param>
    /// <param name="history">Where it goes too.</param>
    internal void Judge(double now, double seconds, SampleHistory history)
    {
        _writerBlocked += _writer?.BlockedWriting(_edge.FromDescriptor) ?? 0;
        _readerBlocked += _reader?.BlockedReading(_edge.ToDescriptor) ?? 0;
        long? before = _bytes.Bytes;
        int? inPipe = _level?.Bytes + _before ?? (HasEnded(_writer) && HasEnded(_reader) ? 0 : null);
        _bytes.Update(
            HasWriterAlone ? _writer?.Reading.BytesWritten : null,
            HasReaderAlone ? _reader?.Reading.BytesRead : null,
            inPipe,
            writerRests: HasEnded(_writer) || _writer?.Activity.State is StageState.BlockedReading or StageState.Sleeping or StageState.Source,
            readerRests: HasEnded(_reader) || (IsIn(_reader, StageState.BlockedReading) && inPipe == 0));

        // What came before the first look is in the sum, and in no rate.
        long more = _bytes.Bytes - before ?? 0;
        if (more > 0 || (before is null && _bytes.Bytes > 0))
        {
            _firstByte ??= now;
            _lastByte = now;
        }

        if (HasEnded(_reader) || IsIn(_writer, StageState.Stopped) || IsIn(_reader, StageState.Stopped))
        {
            // What came since the last look came all the same.
            Account.Add(0, null, more);
            return;
        }

        Account.Add(seconds, _level, more);
        double? fill = _level is { Capacity: > 0 } level ? (double)level.Bytes / level.Capacity : null;
        history.Add(Index, seconds, fill, _level?.IsFull ?? false, _bytes.Bytes is null ? null : more);
    }

    /// <summary>What is known of it.</summary>
    internal EdgeProfile Profile(bool recent) => Account.Fill(
        new EdgeProfile
        {
            Name = _edge.Name,
            From = _edge.From,
            To = _edge.To,
            Capacity = _capacity,
            BytesInPipe = HasEnded(_reader) ? 0 : _level?.Bytes,
            IsFull = HasEnded(_reader) ? false : _level?.IsFull,
            BytesTransferred = _bytes.Bytes,
            Quality = _bytes.Quality,
            FirstByte = Time(_firstByte),
            LastByte = Time(_lastByte),
            WriteCalls = HasWriterAlone ? _writer?.Reading.WriteCalls : null,
            ReadCalls = HasReaderAlone ? _reader?.Reading.ReadCalls : null,
            WriterBlockedTime = Time(_writer is { Account.IsKnown: true } ? _writerBlocked : null),
            ReaderBlockedTime = Time(_reader is { Account.IsKnown: true } ? _readerBlocked : null),
        },
        recent);

    /// <summary>Finds out which pipe each side has. One that is not told is taken to be the other's.</summary>
    private void Identify()
    {
        if (_writer is not null && _writerFile.Kind == DescriptorKind.Unknown)
        {
            _writerFile = _writer.Identify(_edge.FromDescriptor);
        }

        if (_reader is not null && _readerFile.Kind == DescriptorKind.Unknown && !_hasAskedReader)
        {
            _hasAskedReader = _writerFile.Kind != DescriptorKind.Unknown;
            _readerFile = _reader.Identify(_edge.ToDescriptor);
        }

        _writerFile = _writerFile.Kind == DescriptorKind.Unknown ? _readerFile : _writerFile;
        _readerFile = _readerFile.Kind == DescriptorKind.Unknown ? _writerFile : _readerFile;
    }

    private static TimeSpan? Time(double? seconds) => seconds is { } known ? TimeSpan.FromSeconds(known) : null;

    private static bool HasEnded(StageObserver? stage) => stage is { HasEnded: true };

    private static bool IsIn(StageObserver? stage, StageState state) => stage?.Activity.State == state;
}
