namespace Standpipe.Cli.Explaining;

/// <summary>The ways to print an explanation.</summary>
internal static class ExplanationFormats
{
    /// <summary>Gets their names; the first is the usual one.</summary>
    internal static IReadOnlyList<string> Names { get; } = ["text", "dot", "mermaid", "json"];

    /// <summary>Makes the text.</summary>
    internal static string Write(Explanation explanation, string format)
    {
        return format switch
        {
            "dot" => Join(ExplanationDot.Make(explanation.Plan)),
            "mermaid" => Join(ExplanationMermaid.Make(explanation.Plan)),
            "json" => ExplanationJson.Write(explanation) + "\n",
            _ => Join(ExplanationText.Make(explanation)),
        };

        static string Join(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));
    }
}
