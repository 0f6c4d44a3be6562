using System.CommandLine;
using System.CommandLine.Parsing;

namespace Standpipe.Cli.Reporting;

/// <summary>The flags of what is to be seen of a graph, and where it is to be written: those of every verb that observes one.</summary>
internal sealed class ObservationFlags
{
    private const string ProgressName = "--progress";

    private static readonly string[] s_progressFormats = ["text", "json"];

    private static readonly TimeSpan s_usualProgress = TimeSpan.FromSeconds(10);

    // What comes more often says nothing new.
    private static readonly TimeSpan s_shortestProgress = TimeSpan.FromMilliseconds(100);

    private readonly Option<bool> _summary = new("--summary")
    {
        Description = "Prints, on standard error, a line for each stage and each pipe: exit, times, memory, bytes; the bottleneck, and the cause of a failure.",
    };

    private readonly Option<string?> _json = new("--json")
    {
        HelpName = "FILE",
        Description = "Writes the same, and how it went over time, as JSON when the run is over (docs/run-json.md).",
    };

    private readonly Option<string?> _report = new("--report")
    {
        HelpName = "FILE",
        Description = "Writes the same as one HTML file, with the graph and its rates drawn.",
    };

    private readonly Option<string?> _trace = new("--trace")
    {
        HelpName = "FILE",
        Description = "Writes how it went over time as a trace, for Perfetto or chrome://tracing.",
    };

    private readonly Option<string?> _metrics = new("--metrics")
    {
        HelpName = "FILE",
        Description = "Writes the figures of the run as OpenMetrics text, for Prometheus.",
    };

    private readonly Option<TimeSpan?> _progress = new(ProgressName)
    {
        HelpName = "TIME",
        Description = "Prints a line of progress on standard error, instead of the view: every ten seconds, or as often as --progress=TIME says.",
        CustomParser = ParseInterval,
    };

    private readonly Option<string?> _progressFormat = new("--progress-format")
    {
        HelpName = "FORMAT",
        Description = "What a line of progress is: text (default) or json.",
        CustomParser = result => FlagText.Parse<string?>(result, text => FlagText.OneOf(text, s_progressFormats)),
    };

    private readonly Option<bool> _noView = new("--no-view")
    {
        Description = "Does not draw the view, which is drawn where standard error is a terminal and the run takes half a second or more.",
    };

    private readonly Option<bool> _ascii = new("--ascii")
    {
        Description = "Draws the view in ASCII, as if the locale were not UTF-8.",
    };

    /// <summary>Gives <c>--progress</c> its default where it stands alone: the parser would take what comes next for its value.</summary>
    internal static string[] Complete(string[] arguments)
    {
        int end = Array.IndexOf(arguments, "--");
        return [.. arguments.Select((argument, i) => argument == ProgressName && (end < 0 || i < end) ? $"{ProgressName}={s_usualProgress.TotalSeconds}" : argument)];
    }

    /// <summary>Adds them to a command.</summary>
    internal void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_summary, _json, _report, _trace, _metrics, _progress, _progressFormat, _noView, _ascii])
        {
            command.Add(option);
        }
    }

    /// <summary>Reads them.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="isSummaryUsual">Whether the summary is meant where nothing else is asked for.</param>
    internal ObservationOptions Read(ParseResult parsed, bool isSummaryUsual) => new()
    {
        View = !parsed.GetValue(_noView),
        Ascii = parsed.GetValue(_ascii),
        Progress = parsed.GetValue(_progress) ?? (parsed.GetValue(_progressFormat) is null ? null : s_usualProgress),
        Summary = parsed.GetValue(_summary) || (isSummaryUsual && ((Option[])[_progress, _json, _report, _trace, _metrics]).All(option => parsed.GetResult(option) is null)),
        Json = parsed.GetValue(_json),
        Report = parsed.GetValue(_report),
        Trace = parsed.GetValue(_trace),
        Metrics = parsed.GetValue(_metrics),
        ProgressIsJson = parsed.GetValue(_progressFormat) == s_progressFormats[1],
    };

    private static TimeSpan? ParseInterval(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        try
        {
            TimeSpan interval = Quantity.ParseTime(text);
            if (interval >= s_shortestProgress)
            {
                return interval;
            }

            result.AddError($"'{text}' is too short: a line of progress comes every 100ms at most");
        }
        catch (FormatException exception)
        {
            result.AddError(exception.Message);
        }

        return null;
    }
}
