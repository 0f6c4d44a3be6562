namespace Standpipe.Cli.Inspecting;

/// <summary>How <c>standpipe inspect</c> shows what it saw.</summary>
internal enum InspectFormat
{
    /// <summary>Lines for people.</summary>
    Table,

    /// <summary>JSON (docs/inspect-json.md).</summary>
    Json,

    /// <summary>A drawing for Graphviz.</summary>
    Dot,

    /// <summary>A drawing for Mermaid.</summary>
    Mermaid,
}
