namespace Standpipe.Cli.Inspecting.Records;

/// <summary>Why a process waits, as <c>--why PID --format json</c> writes it (docs/inspect-json.md).</summary>
/// <param name="Schema">The schema that this is.</param>
/// <param name="Pid">The process that was asked about.</param>
/// <param name="End">What the chain ends at: <c>can_move</c>, <c>circle</c>, <c>stopped</c> or <c>unseen</c>.</param>
/// <param name="Summary">The answer in a sentence.</param>
/// <param name="Links">The chain.</param>
internal sealed record WhyRecord(string Schema, int Pid, string End, string Summary, IReadOnlyList<WhyLinkRecord> Links)
{
    /// <summary>The schema's name.</summary>
    internal const string SchemaName = "standpipe-why/1";
}
