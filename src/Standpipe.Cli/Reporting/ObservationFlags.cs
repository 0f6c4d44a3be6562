using System.CommandLine;
using System.CommandLine.Parsing;

namespace Standpipe.Cli.Reporting;

/// <summary>The flags of what is to be seen of a graph, and where it is to be written.</summary>
internal sealed class ObservationFlags
{
    private static readonly TimeSpan s_usualInterval = TimeSpan.FromSeconds(10);

    private readonly Option<TimeSpan?> _progress = new("--progress")
    {
        HelpName = "N",
        Description = "Prints, instead of the view, a line every N seconds. Default: 10.",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = ParseInterval,
    };

    private readonly Option<bool> _summary = new("--summary")
    {
        Description = "Prints, at the end, a line for each stage and each pipe, and what held them up.",
    };

    private readonly Option<string?> _json = new("--json")
    {
        HelpName = "FILE",
        Description = "Writes, at the end, all that is known as JSON (docs/run.schema.json).",
    };

    private readonly Option<string?> _report = new("--report")
    {
        HelpName = "FILE",
        Description = "Writes, at the end, a report: one HTML file.",
    };

    private readonly Option<bool> _ascii = new("--ascii") { Description = "Draws the view in ASCII." };

    private readonly Option<bool> _noView = new("--no-view") { Description = "Draws no view, though standard error is a terminal." };

    /// <summary>Adds them to a command.</summary>
    internal void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_progress, _summary, _json, _report, _ascii, _noView])
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
        Progress = parsed.GetResult(_progress) is null ? null : parsed.GetValue(_progress),
        Summary = parsed.GetValue(_summary) || (isSummaryUsual && ((Option[])[_progress, _json, _report]).All(option => parsed.GetResult(option) is null)),
        Json = parsed.GetValue(_json),
        Report = parsed.GetValue(_report),
    };

    private static TimeSpan? ParseInterval(ArgumentResult result)
    {
        if (result.Tokens is not [Token token])
        {
            return s_usualInterval;
        }

        try
        {
            TimeSpan interval = Quantity.ParseTime(token.Value);
            if (interval > TimeSpan.Zero)
            {
                return interval;
            }

            result.AddError($"'{token.Value}' is no time between two lines: give more than 0");
        }
        catch (FormatException exception)
        {
            result.AddError(exception.Message);
        }

        return null;
    }
}
