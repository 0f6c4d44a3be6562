namespace Standpipe.Cli.Language;

/// <summary>An edge as it is written: <c>A.1, B.1 -> C.0 [capacity=1M, meter]</c>.</summary>
/// <param name="From">Who writes; at least one.</param>
/// <param name="To">Who reads; at least one.</param>
/// <param name="Text">The text.</param>
internal sealed record EdgeSyntax(IReadOnlyList<EdgeEndSyntax> From, IReadOnlyList<EdgeEndSyntax> To, string Text)
{
    /// <summary>Gets how much the pipe must hold, in bytes, if the edge says so.</summary>
    internal int? Capacity { get; init; }

    /// <summary>Gets whether its bytes are counted.</summary>
    internal bool Meter { get; init; }
}
