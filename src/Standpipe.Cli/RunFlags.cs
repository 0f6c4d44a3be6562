using System.CommandLine;
using Standpipe.Cli.Explaining;
using Standpipe.Cli.Language;
using Standpipe.Cli.Planning;
using Standpipe.Cli.Reporting;
using Standpipe.Cli.Running;

namespace Standpipe.Cli;

/// <summary>The flags of <c>standpipe run</c>: the one table that parser and help are made of.</summary>
internal sealed class RunFlags
{
    private readonly Argument<string?> _graph = new("GRAPH")
    {
        Description =
            "The pipeline, as one argument: words and quotes, NAME=value before a command, | |& < > >> n< n> n>> n>&m n<&m n>&- 2>&1, "
            + "and <( ) >( ). It means what it means to sh (<( ) and >( ): to bash); what sh would expand ($ ` * ? [ ~ and the like) must be quoted.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<(string Name, string Command)[]> _nodes = new("--node")
    {
        HelpName = "NAME=COMMAND",
        Description = "A process of the graph, by name: one command in the same language. May be given again.",
        CustomParser = result => [.. result.Tokens.Select(token => FlagText.Parse(result, token.Value, SplitNode))],
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string[]> _edges = new("--edge")
    {
        HelpName = "EDGE",
        Description =
            "A pipe between nodes: 'A.1 -> B.0', or 'A -> B' for the same; 'A.1 -> B.0, C.0' gives all to each; 'A.1, B.1 -> C.0'; "
            + "'file:PATH -> A.0', 'A.1 -> file:PATH', 'A.1 -> append:PATH'; '[capacity=1M, meter]' after it. May be given again.",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string?> _file = new("--file")
    {
        HelpName = "FILE",
        Description = "Reads the graph from a YAML file; '-' is standard input. Options count more than what it says.",
    };

    private readonly Option<CapacityRequest[]> _capacities = new("--capacity")
    {
        HelpName = "[EDGE=]SIZE",
        Description = "How much every pipe, or that of an edge such as 'cat.1->wc.0', must hold: bytes, or with K or M (binary). Default: the system's, 64K.",
        CustomParser = result => [.. result.Tokens.Select(token => FlagText.Parse(result, token.Value, ParseCapacity))],
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<bool> _meter = new("--meter")
    {
        Description = "Counts the bytes of every pipe exactly, by passing them on through this process with splice(2).",
    };

    private readonly Option<TimeSpan?> _timeout = new("--timeout")
    {
        HelpName = "TIME",
        Description = "Ends the graph after this time, with exit 124: seconds, or with ms, s, m or h. Default: none.",
        CustomParser = result => FlagText.Parse<TimeSpan?>(result, text => Quantity.ParseTime(text)),
    };

    private readonly Option<TimeSpan?> _stallTimeout = new("--stall-timeout")
    {
        HelpName = "TIME",
        Description =
            "Ends the graph, with exit 124, if for this time no byte has moved and its stages only wait for each other, or for an end of file that a process outside "
            + "holds back. Default: that is only told of, after 5s; 0: it is not looked for.",
        CustomParser = result => FlagText.Parse<TimeSpan?>(result, text => Quantity.ParseTime(text)),
    };

    private readonly Option<TimeSpan?> _killAfter = new("--kill-after")
    {
        HelpName = "TIME",
        Description = "How long stages may take to end after a time-out or a signal, before they are killed. Default: 5s.",
        CustomParser = result => FlagText.Parse<TimeSpan?>(result, text => Quantity.ParseTime(text)),
    };

    private readonly Option<string?> _exitPolicy = new("--exit-policy")
    {
        HelpName = "POLICY",
        Description = "Whose exit is the tool's: cause (default; the stage that failed first, by itself), last, any (the first that was not 0), pipefail (the last that was not 0).",
        CustomParser = result => FlagText.Parse<string?>(result, text => FlagText.OneOf(text, GraphFile.ExitPolicies)),
    };

    private readonly Option<string?> _earlyClose = new("--early-close")
    {
        HelpName = "WHAT",
        Description = "What is made of a stage whose reader had had enough: ok (default; no failure), warn (told of), fail (a failure as any other).",
        CustomParser = result => FlagText.Parse<string?>(result, text => FlagText.OneOf(text, [.. GraphFile.EarlyClosePolicies.Keys])),
    };

    private readonly Option<string?> _statusFile = new("--status-file")
    {
        HelpName = "FILE",
        Description = "Writes a line for each stage when all have ended: its exit code as a shell has it, a tab, its name.",
    };

    private readonly Option<string?> _peek = new("--peek")
    {
        HelpName = "EDGE",
        Description = "Shows on standard error, once a second while it changes, the first bytes of what is in that edge; nothing is taken out.",
    };

    private readonly Option<bool> _stderrTail = new("--stderr-tail")
    {
        Description = "Keeps the last 4 KiB that each stage writes to standard error, for --json and --summary. They come through this process: no stage writes to a terminal itself.",
    };

    private readonly ObservationFlags _observation = new();

    private readonly Option<bool> _explain = new("--explain")
    {
        Description = "Prints what would run, and runs nothing.",
    };

    private readonly Option<string?> _format = new("--format")
    {
        HelpName = "FORMAT",
        Description = "How --explain prints it: text (default), dot, mermaid, json.",
        CustomParser = result => FlagText.Parse<string?>(result, text => FlagText.OneOf(text, ExplanationFormats.Names)),
    };

    /// <summary>Adds them to a command.</summary>
    internal void AddTo(Command command)
    {
        command.Add(_graph);
        foreach (Option option in (Option[])
        [
            _nodes, _edges, _file, _capacities, _meter, _timeout, _stallTimeout, _killAfter, _exitPolicy, _earlyClose, _statusFile, _peek, _stderrTail,
        ])
        {
            command.Add(option);
        }

        _observation.AddTo(command);
        command.Add(_explain);
        command.Add(_format);
    }

    /// <summary>Says what is wrong with the flags together; null if nothing is.</summary>
    internal string? FindMistake(ParseResult parsed) =>
        parsed.GetValue(_graph) is null && parsed.GetResult(_nodes) is null && parsed.GetResult(_file) is null
            ? "there is nothing to run: give a GRAPH, --node or --file"
        : parsed.GetResult(_format) is { Implicit: false } && !parsed.GetValue(_explain) ? "--format is for --explain"
        : null;

    /// <summary>Reads the graph.</summary>
    /// <returns>What is asked for, and what a file says of running it.</returns>
    /// <exception cref="GraphSyntaxException">It is not understood.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal (GraphRequest Request, GraphFileOptions FileOptions) ReadGraph(ParseResult parsed)
    {
        GraphRequest request = new() { Meter = parsed.GetValue(_meter) };
        GraphFileOptions options = parsed.GetValue(_file) is { } file ? GraphFile.Read(file, request) : new GraphFileOptions();
        if (parsed.GetValue(_graph) is { } graph)
        {
            GraphText.RequireExact(graph);
            request.AddPipeline(new SourceText(graph, string.Empty));
        }

        foreach ((string name, string command) in parsed.GetValue(_nodes) ?? [])
        {
            GraphText.RequireExact(command);
            request.AddNode(new SourceText(name, "--node"), new SourceText(command, $"--node {name}"));
        }

        foreach (string edge in parsed.GetValue(_edges) ?? [])
        {
            GraphText.RequireExact(edge);
            request.AddEdge(new SourceText(edge, "--edge"));
        }

        request.Capacities.AddRange(parsed.GetValue(_capacities) ?? []);
        return (request, options);
    }

    /// <summary>Reads how it is to be run; what the command line does not say, the file may.</summary>
    /// <exception cref="GraphSyntaxException">An option names an edge that is not there.</exception>
    internal RunOptions ReadOptions(ParseResult parsed, GraphFileOptions file, GraphPlan plan) => new()
    {
        Timeout = parsed.GetValue(_timeout) ?? file.Timeout,
        StallTimeout = parsed.GetValue(_stallTimeout) ?? file.StallTimeout,
        KillAfter = parsed.GetValue(_killAfter) ?? file.KillAfter ?? TimeSpan.FromSeconds(5),
        ExitPolicy = Enum.Parse<GraphExitPolicy>(parsed.GetValue(_exitPolicy) ?? file.ExitPolicy ?? "cause", ignoreCase: true),
        EarlyClose = GraphFile.EarlyClosePolicies[parsed.GetValue(_earlyClose) ?? file.EarlyClose ?? "ok"],
        StatusFile = parsed.GetValue(_statusFile),
        Peek = parsed.GetValue(_peek) is { } edge ? plan.Find(GraphRequest.Read(new SourceText(edge, "--peek"), EdgeParser.Parse), "--peek") : null,
        Graph = parsed.GetValue(_graph),
        StderrTail = parsed.GetValue(_stderrTail),
        Observation = _observation.Read(parsed, isSummaryUsual: false),
    };

    /// <summary>Reads how the graph is to be explained; null if it is to be run.</summary>
    internal string? ReadFormat(ParseResult parsed) => parsed.GetValue(_explain) ? parsed.GetValue(_format) ?? ExplanationFormats.Names[0] : null;

    private static (string Name, string Command) SplitNode(string text)
    {
        int sign = text.IndexOf('=', StringComparison.Ordinal);
        return sign > 0 ? (text[..sign], text[(sign + 1)..]) : throw new FormatException($"'{text}' names no node: say --node NAME='command'");
    }

    private static CapacityRequest ParseCapacity(string text)
    {
        int sign = text.LastIndexOf('=');
        int size = Quantity.ParseSize(text[(sign + 1)..]);
        try
        {
            return new CapacityRequest(sign < 0 ? null : EdgeParser.Parse(text[..sign]), size, "--capacity");
        }
        catch (GraphSyntaxException exception)
        {
            throw new FormatException($"'{text[..sign]}' is no edge: {exception.Message}");
        }
    }
}
