namespace Standpipe.Cli.Reporting;

/// <summary>What is to be seen of a run, and where it is to be written.</summary>
internal sealed class ObservationOptions
{
    /// <summary>Gets whether the view may be drawn where standard error is a terminal.</summary>
    internal bool View { get; init; } = true;

    /// <summary>Gets whether the view is to be drawn in ASCII.</summary>
    internal bool Ascii { get; init; }

    /// <summary>Gets how often a line of progress is printed, instead of the view; null for never.</summary>
    internal TimeSpan? Progress { get; init; }

    /// <summary>Gets whether the table is printed at the end.</summary>
    internal bool Summary { get; init; }

    /// <summary>Gets the file for the run as JSON; null for none.</summary>
    internal string? Json { get; init; }

    /// <summary>Gets the file for the report; null for none.</summary>
    internal string? Report { get; init; }
}
