namespace Standpipe.Cli.Inspecting.Records;

/// <summary>A selection as <c>--format json</c> writes it (docs/inspect-json.md). null is what could not be seen; it is never written as 0.</summary>
internal sealed record MapRecord
{
    /// <summary>The schema that this is; a number more means that readers of the one before may misread it.</summary>
    internal const string SchemaName = "standpipe-inspect/1";

    /// <summary>Gets the schema.</summary>
    public string Schema { get; init; } = SchemaName;

    /// <summary>Gets when it was looked at, by the wall clock.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Gets whether somebody is stuck, or seems to be.</summary>
    public required bool Stuck { get; init; }

    /// <summary>Gets what is the matter, the worst first.</summary>
    public required IReadOnlyList<DiagnosisRecord> Diagnoses { get; init; }

    /// <summary>Gets the pipes.</summary>
    public required IReadOnlyList<PipeRecord> Pipes { get; init; }

    /// <summary>Gets the processes that hold them.</summary>
    public required IReadOnlyList<ProcessRecord> Processes { get; init; }

    /// <summary>Gets what could not be seen.</summary>
    public required GapsRecord Gaps { get; init; }
}
