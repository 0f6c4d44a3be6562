using System.Text;

namespace Standpipe.Cli.Running;

/// <summary>Passes what a stage writes to standard error on to the tool's own, at once and as it is, and keeps the end of it.</summary>
internal sealed class StderrTail : Stream
{
    /// <summary>How much is kept, in bytes.</summary>
    internal const int Limit = 4096;

    private static readonly Stream s_onward = OpenOnward();

    private readonly byte[] _ring = new byte[Limit];
    private readonly Lock _lock = new();
    private long _written;   // guarded by _lock

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Gives what was kept as text: UTF-8, in which a character that was cut, or is none, is U+FFFD.</summary>
    internal string Text
    {
        get
        {
            lock (_lock)
            {
                int count = (int)Math.Min(_written, Limit);
                int end = (int)(_written % Limit);
                return Encoding.UTF8.GetString(_written <= Limit ? _ring.AsSpan(0, count) : [.. _ring.AsSpan(end), .. _ring.AsSpan(0, end)]);
            }
        }
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        lock (_lock)
        {
            foreach (byte one in buffer[^Math.Min(buffer.Length, Limit)..])
            {
                _ring[_written++ % Limit] = one;
            }
        }

        try
        {
            s_onward.Write(buffer);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Nobody takes the tool's messages: the stage is not to blame, and what it says is still kept.
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override void Flush() => s_onward.Flush();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    private static Stream OpenOnward()
    {
        try
        {
            return Console.OpenStandardError();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The tool was started without: what the stages say is only kept.
            return Null;
        }
    }
}
