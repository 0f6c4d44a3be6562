using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Standpipe.Benchmarks.Children;

/// <summary>A pipe and a read of one byte from it; beginning and completing one allocates nothing here.</summary>
internal sealed class PendingRead
{
    private readonly Stream _reader;
    private readonly Stream _writer;
    private readonly Wave _wave;
    private readonly byte[] _buffer = new byte[1];
    private readonly byte[] _byte = [1];
    private readonly Action _completed;
    private ValueTaskAwaiter<int> _read;

    /// <summary>Takes both ends.</summary>
    internal PendingRead(Stream reader, Stream writer, Wave wave)
    {
        _reader = reader;
        _writer = writer;
        _wave = wave;
        _completed = Complete;
    }

    /// <summary>Begins.</summary>
    [SuppressMessage("Reliability", "CA2012", Justification = "Its awaiter is asked once, when the read is complete: an await without its state machine.")]
    internal void Begin()
    {
        _read = _reader.ReadAsync(_buffer).GetAwaiter();
        if (_read.IsCompleted)
        {
            Complete();
        }
        else
        {
            _read.UnsafeOnCompleted(_completed);
        }
    }

    /// <summary>Writes the byte that it waits for.</summary>
    internal void Feed() => _writer.Write(_byte, 0, 1);

    [SuppressMessage("Design", "CA1031", Justification = "Thrown here it would end the process; the wave tells it to who waits.")]
    private void Complete()
    {
        try
        {
            _wave.Complete(_read.GetResult());
        }
        catch (Exception exception)
        {
            _wave.Fail(exception);
        }
    }
}
