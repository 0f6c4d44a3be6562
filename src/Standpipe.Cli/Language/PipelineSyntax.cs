namespace Standpipe.Cli.Language;

/// <summary>A straight pipeline.</summary>
/// <param name="Stages">Its commands; at least one.</param>
internal sealed record PipelineSyntax(IReadOnlyList<StageSyntax> Stages);
