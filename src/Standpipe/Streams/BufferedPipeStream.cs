using System.Diagnostics.CodeAnalysis;

namespace Standpipe;

/// <summary>One end of an anonymous pipe behind a buffer, for small transfers: <see cref="BufferedPipeReader"/> or <see cref="BufferedPipeWriter"/>.</summary>
/// <remarks>
/// <para><b>Threads</b>: not for use by several threads at once, nor beside another operation that has not completed;
/// <see cref="PipeEnd"/> is.</para>
/// </remarks>
[SuppressMessage("Naming", "CA1710", Justification = "Readers and writers, as StreamReader and PipeWriter are called; the base says that they are streams.")]
public abstract class BufferedPipeStream : Stream
{
    private protected BufferedPipeStream()
    {
    }

    /// <summary>Gets how many bytes wait in the buffer.</summary>
    /// <value>For a reader: read from the pipe and not yet given out. For a writer: not yet in the pipe.</value>
    public abstract int BytesBuffered { get; }

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <summary>Not supported: a pipe has no length.</summary>
    public override long Length => throw NotSeekable();

    /// <summary>Not supported: a pipe has no position.</summary>
    public override long Position
    {
        get => throw NotSeekable();
        set => throw NotSeekable();
    }

    /// <summary>Not supported: a pipe has no positions.</summary>
    /// <param name="offset">Not used.</param>
    /// <param name="origin">Not used.</param>
    /// <returns>Never.</returns>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override long Seek(long offset, SeekOrigin origin) => throw NotSeekable();

    /// <summary>Not supported: a pipe has no length.</summary>
    /// <param name="value">Not used.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void SetLength(long value) => throw NotSeekable();

    private static NotSupportedException NotSeekable() => new("A pipe has no length and no position.");
}
