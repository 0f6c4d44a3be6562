namespace Standpipe.Cli.Language;

/// <summary>A process substitution: a pipeline beside the stage, and a name for the pipe between them.</summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="IsInput">Whether it is <c>&lt;( )</c>: the stage reads what the pipeline writes.</param>
/// <param name="Offset">Where in the word's text the name goes.</param>
internal sealed record SubstitutionSyntax(PipelineSyntax Pipeline, bool IsInput, int Offset);
