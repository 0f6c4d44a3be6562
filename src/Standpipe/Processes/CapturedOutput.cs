using System.Text;

namespace Standpipe;

/// <summary>What a child wrote to a captured stream.</summary>
public sealed class CapturedOutput
{
    internal CapturedOutput(ReadOnlyMemory<byte> bytes, long discardedBytes, CaptureEnd endedBy)
    {
        Bytes = bytes;
        DiscardedBytes = discardedBytes;
        EndedBy = endedBy;
    }

    /// <summary>Gets the bytes, exactly as written.</summary>
    /// <value>At most <see cref="ChildProcessOptions.CaptureLimit"/>.</value>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Gets how many bytes came after the limit and were read but not kept.</summary>
    /// <value>0 if all are there.</value>
    public long DiscardedBytes { get; }

    /// <summary>Gets what ended the capture.</summary>
    /// <value>End of file, or the child's exit while another process held the pipe.</value>
    public CaptureEnd EndedBy { get; }

    /// <summary>Gets the bytes as text.</summary>
    /// <value>Decoded as UTF-8; what is not UTF-8 becomes U+FFFD. Line ends stay as they are.</value>
    public string Text => Decode(Encoding.UTF8);

    /// <summary>Decodes the bytes.</summary>
    /// <param name="encoding">The encoding.</param>
    /// <returns>The text.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="encoding"/> is <see langword="null"/>.</exception>
    public string Decode(Encoding encoding)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        return encoding.GetString(Bytes.Span);
    }

    /// <summary>Gives the text.</summary>
    /// <returns><see cref="Text"/>.</returns>
    public override string ToString() => Text;
}
