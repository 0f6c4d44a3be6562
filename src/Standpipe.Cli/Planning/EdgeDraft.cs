using Standpipe.Cli.Language;

namespace Standpipe.Cli.Planning;

/// <summary>An edge of a file while its keys are read.</summary>
internal sealed class EdgeDraft
{
    internal string? From { get; set; }

    internal string? To { get; set; }

    internal int? Capacity { get; set; }

    internal bool Meter { get; set; }

    /// <summary>Makes the edge.</summary>
    /// <exception cref="GraphSyntaxException">A side is missing, or not understood.</exception>
    internal EdgeRequest Make(FileNode place)
    {
        SourceText source = From is null ? throw place.Fault("this edge has no 'from'")
            : To is null ? throw place.Fault("this edge has no 'to'")
            : new SourceText($"{From} -> {To}", place.Where);
        EdgeSyntax syntax = GraphRequest.Read(source, EdgeParser.Parse);
        return new EdgeRequest(syntax with { Capacity = Capacity ?? syntax.Capacity, Meter = Meter || syntax.Meter }, place.Where);
    }
}
