using Standpipe.Inspection;

namespace Standpipe.Cli.Attaching;

/// <summary>A stage of a pipeline that somebody else started.</summary>
/// <param name="Name">Its program's name, made unique among the stages: <c>cat</c>, <c>cat-2</c>.</param>
/// <param name="Process">The process that is observed, with those that it started.</param>
internal sealed record FoundStage(string Name, MappedProcess Process);
