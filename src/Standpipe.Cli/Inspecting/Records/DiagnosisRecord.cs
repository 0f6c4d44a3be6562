namespace Standpipe.Cli.Inspecting.Records;

/// <summary>Something that is the matter.</summary>
/// <param name="Kind">What: <c>deadlock</c>, <c>forgotten_end</c>, <c>stopped_process</c> and so on.</param>
/// <param name="Severity"><c>stuck</c>, <c>suspect</c> or <c>note</c>.</param>
/// <param name="Culprits">Process ids.</param>
/// <param name="Waiting">Process ids of those who wait because of it.</param>
/// <param name="Pipes">Inodes.</param>
/// <param name="Reason">A sentence.</param>
/// <param name="Cure">A sentence.</param>
internal sealed record DiagnosisRecord(
    string Kind, string Severity, IReadOnlyList<int> Culprits, IReadOnlyList<int> Waiting, IReadOnlyList<ulong> Pipes, string Reason, string Cure);
