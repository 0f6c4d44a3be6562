namespace Standpipe.Cli.Inspecting.Records;

/// <summary>One process of a chain.</summary>
/// <param name="Pid">The process.</param>
/// <param name="Name">Its program's name.</param>
/// <param name="Tid">The thread that is meant.</param>
/// <param name="Activity">What that is at.</param>
/// <param name="Pipe">The pipe that it waits for.</param>
/// <param name="Others">Other processes that could end the wait.</param>
/// <param name="Sentence">It in words.</param>
internal sealed record WhyLinkRecord(int Pid, string Name, int? Tid, string? Activity, ulong? Pipe, IReadOnlyList<int> Others, string Sentence);
