using Standpipe.Cli.Reporting.Records;

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

    /// <summary>Gets the file for the run as a trace; null for none.</summary>
    internal string? Trace { get; init; }

    /// <summary>Gets the file for the run as metrics; null for none.</summary>
    internal string? Metrics { get; init; }

    /// <summary>Gets whether lines of progress are JSON.</summary>
    internal bool ProgressIsJson { get; init; }

    /// <summary>Gets the files to be written, and how.</summary>
    internal IEnumerable<(string Path, Func<RunRecord, byte[]> Write)> Files
    {
        get
        {
            IEnumerable<(string? Path, Func<RunRecord, byte[]> Write)> all = [(Json, RunJson.Write), (Report, HtmlReport.Write), (Trace, RunTrace.Write), (Metrics, RunMetrics.Write)];
            return from file in all where file.Path is not null select (file.Path, file.Write);
        }
    }
}
