using System.CommandLine;
using Standpipe.Cli.Reporting;

namespace Standpipe.Cli.Attaching;

/// <summary><c>standpipe attach PID</c>.</summary>
internal static class AttachVerb
{
    /// <summary>Makes the verb with its flags: the one table that parser and help are made of.</summary>
    internal static Command Create()
    {
        Argument<int> process = new("PID")
        {
            Description = "A process of the pipeline, or the shell that waits for it.",
            CustomParser = result => FlagText.Parse(result, FlagText.ParseProcess),
        };
        Option<TimeSpan?> time = new("--for")
        {
            HelpName = "TIME",
            Description = "Observes no longer than this: seconds, or with ms, s, m or h. Default: until the pipeline has ended.",
            CustomParser = result => FlagText.Parse<TimeSpan?>(result, text => Quantity.ParseTime(text)),
        };
        ObservationFlags observation = new();
        Command attach = new(
            "attach",
            "Observes a pipeline that somebody else started, and changes nothing in it: the view of 'run', and its report. Without a file or a line of progress to write, prints the summary. "
            + "Exits with 0 when the pipeline has ended or the time is over, 1 if there is no pipeline or a file cannot be written.")
        {
            process, time,
        };
        observation.AddTo(attach);
        attach.SetAction((parsed, _) => Attacher.RunAsync(new AttachRequest(parsed.GetRequiredValue(process), parsed.GetValue(time), observation.Read(parsed, isSummaryUsual: true))));
        return attach;
    }
}
