namespace Standpipe.Cli.Viewing;

/// <summary>One edge in a frame. A figure that the system does not tell is null.</summary>
/// <param name="From">The writer's name.</param>
/// <param name="FromPort">The writer's end in words: <c>tee.3</c>.</param>
/// <param name="To">The reader's name.</param>
/// <param name="ToPort">The reader's end in words: <c>grep.0</c>.</param>
internal sealed record FlowEdge(string From, string FromPort, string To, string ToPort)
{
    /// <summary>Gets how full it was, on the average of late; 1 is full.</summary>
    internal double? Fill { get; init; }

    /// <summary>Gets bytes a second.</summary>
    internal double? Rate { get; init; }

    /// <summary>Gets all bytes so far.</summary>
    internal long? Bytes { get; init; }

    /// <summary>Gets the rates of late, oldest first.</summary>
    internal IReadOnlyList<double> Rates { get; init; } = [];
}
