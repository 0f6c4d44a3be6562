using Standpipe.Win32;

namespace Standpipe.TestChild.Sequences;

/// <summary>One handle of a sequence. Transcripts name it by its number in the sequence: values differ between systems.</summary>
internal sealed class HandleModel
{
    internal required int Id { get; init; }

    internal required HANDLE Value { get; init; }

    /// <summary>r and w: the ends of a pipe; m and a: events.</summary>
    internal required char Kind { get; init; }

    /// <summary>The pipe, if it is one's.</summary>
    internal PipeModel? Pipe { get; init; }

    /// <summary>Whether it has been closed.</summary>
    internal bool IsClosed { get; set; }

    /// <summary>HANDLE_FLAG_... bits.</summary>
    internal uint Flags { get; set; }

    /// <summary>Whether a read may be tried: it would not block.</summary>
    internal bool CanRead => Kind == 'r' && (Pipe!.Fill > 0 || Pipe.Writers == 0 || Pipe.ReadsNow);

    public override string ToString() => $"{Kind}{Id}";
}
