namespace Standpipe.Cli.Reporting.Records;

/// <summary>How a stage ended.</summary>
internal sealed record ExitRecord
{
    /// <summary>Gets the kind: <c>exited</c>, <c>signaled</c>, <c>early-close</c>, <c>lost-reader</c>, <c>stopped</c>, <c>unknown</c>, <c>spawn-failed</c> or <c>not-started</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Gets the exit code; null if a signal ended it.</summary>
    public int? Code { get; init; }

    /// <summary>Gets the signal's number; null if it exited.</summary>
    public int? Signal { get; init; }

    /// <summary>Gets the signal's name.</summary>
    public string? SignalName { get; init; }

    /// <summary>Gets whether it left a core dump.</summary>
    public bool CoreDumped { get; init; }
}
