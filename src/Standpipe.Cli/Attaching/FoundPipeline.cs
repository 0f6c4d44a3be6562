using Standpipe.Observation;

namespace Standpipe.Cli.Attaching;

/// <summary>A pipeline that somebody else started.</summary>
/// <param name="Stages">Writers before their readers.</param>
/// <param name="Edges">The pipes; a name that is no stage's stands for somebody outside.</param>
internal sealed record FoundPipeline(IReadOnlyList<FoundStage> Stages, IReadOnlyList<ObservedEdge> Edges);
