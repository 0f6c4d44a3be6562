namespace Standpipe.Cli.Viewing;

/// <summary>The bottleneck of a frame.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Reason">Why it is the bottleneck: a sentence.</param>
/// <param name="Hint">What could be done about it: a sentence; null if nothing comes to mind.</param>
internal sealed record FlowVerdict(string Stage, string Reason, string? Hint);
