using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Standpipe.Cli.Inspecting;

/// <summary><c>standpipe inspect</c>.</summary>
internal static class InspectVerb
{
    private static readonly Option<int?> s_process = Chosen<int?>(
        "--pid", "PID", "The pipelines of this process only, with every end.", text => FlagText.ParseProcess(text));

    private static readonly Option<ulong?> s_pipe = Chosen<ulong?>(
        "--pipe", "INODE", "This pipe only, the number in pipe:[INODE], with every end.", text => ParseInode(text));

    private static readonly Option<string?> s_user = Chosen<string?>(
        "--user", "USER", "Pipes of this user's processes only: a name or a number.", text => text);

    private static readonly Option<bool> s_all = new("--all") { Description = "All pipes: also those that lead from a process to itself, or nowhere." };

    private static readonly Option<bool> s_watch = new("--watch") { Description = "Looks again every second, until it is interrupted." };

    private static readonly Option<InspectFormat> s_format = Chosen(
        "--format", "table|json|dot|mermaid", "How to show it. Default: table.", ParseFormat);

    private static readonly Option<int?> s_why = Chosen<int?>(
        "--why", "PID", "Why this process waits: for whom, down to the one that could move, and what that one does.", text => FlagText.ParseProcess(text));

    /// <summary>Makes the verb with its flags: the one table that parser and help are made of.</summary>
    internal static Command Create()
    {
        Command inspect = new(
            "inspect",
            "Shows the machine's pipelines, the stuck ones first, with the reason. Exits with 0 if nothing is stuck, 3 if something is, 1 if it cannot tell.")
        {
            s_process, s_pipe, s_user, s_all, s_watch, s_format, s_why,
        };
        inspect.SetAction((parsed, _) => RunAsync(Request(parsed.CommandResult)));
        return inspect;
    }

    private static async Task<int> RunAsync(InspectRequest request)
    {
        if (request.FindMistake() is { } mistake)
        {
            Complaint.Write(mistake);
            Complaint.WriteHint($"Try '{Complaint.ToolName} inspect --help'.");
            return ExitCodes.Usage;
        }

        return await Inspector.RunAsync(request).ConfigureAwait(false);
    }

    private static InspectRequest Request(CommandResult result) => new()
    {
        ProcessId = result.GetValue(s_process),
        Inode = result.GetValue(s_pipe),
        User = result.GetValue(s_user),
        All = result.GetValue(s_all),
        Watch = result.GetValue(s_watch),
        Format = result.GetValue(s_format),
        Why = result.GetValue(s_why),
    };

    private static Option<T> Chosen<T>(string name, string value, string description, Func<string, T> parse) => new(name)
    {
        HelpName = value,
        Description = description,
        CustomParser = result => FlagText.Parse(result, parse),
    };

    private static ulong ParseInode(string text)
    {
        ReadOnlySpan<char> number = text.StartsWith("pipe:[", StringComparison.Ordinal) && text.EndsWith(']') ? text.AsSpan(6, text.Length - 7) : text;
        return ulong.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out ulong inode)
            ? inode
            : throw new FormatException($"'{text}' is not a pipe: give the number in pipe:[NUMBER], as ls -l /proc/PID/fd shows it");
    }

    private static InspectFormat ParseFormat(string text) => text switch
    {
        "table" => InspectFormat.Table,
        "json" => InspectFormat.Json,
        "dot" => InspectFormat.Dot,
        "mermaid" => InspectFormat.Mermaid,
        _ => throw new FormatException($"'{text}' is not a format: give table, json, dot or mermaid"),
    };
}
