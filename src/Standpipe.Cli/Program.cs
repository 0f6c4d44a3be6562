using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics.CodeAnalysis;
using Standpipe.Cli;
using Standpipe.Cli.Attaching;
using Standpipe.Cli.Inspecting;
using Standpipe.Cli.Reporting;

RootCommand root = new("Runs pipelines of processes over anonymous pipes.") { RunVerb.Create(), InspectVerb.Create(), AttachVerb.Create() };

// '@file' is a file's name to a shell, not a list of arguments.
ParseResult parsed = root.Parse(ObservationFlags.Complete(args), new ParserConfiguration { ResponseFileTokenReplacer = null });
if ((FindUnknown(parsed) ?? (parsed.Errors is [ParseError first, ..] ? first.Message : null)) is { } mistake)
{
    Complaint.WriteUsage(mistake, args is ["run" or "inspect" or "attach", ..] ? args[0] : string.Empty);
    return ExitCodes.Usage;
}

return await Invoke(parsed).ConfigureAwait(false);

// The library would take an unknown option for the next argument, and say only that the command is missing for an
// unknown one. What follows '--' is an argument, whatever it looks like; so is an option's value.
static string? FindUnknown(ParseResult parsed)
{
    if (parsed.Errors.Any(error => error.SymbolResult is OptionResult))
    {
        return null;
    }

    HashSet<Token> values = new(parsed.CommandResult.Children.OfType<OptionResult>().SelectMany(option => option.Tokens), ReferenceEqualityComparer.Instance);
    return parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash)
            .FirstOrDefault(token => token.Type == TokenType.Argument && token.Value is ['-', _, ..] && !values.Contains(token)) is { } option
        ? $"'{option.Value}' is not an option"
        : parsed.CommandResult.Command is RootCommand && parsed.UnmatchedTokens is [string command, ..] ? $"'{command}' is not a command" : null;
}

[SuppressMessage("Design", "CA1031", Justification = "The top of the program: what nobody expected is told in one line, with exit 125.")]
static async Task<int> Invoke(ParseResult parsed)
{
    try
    {
        // Signals are the verb's own business: it forwards them to the stages.
        return await parsed.InvokeAsync(
            new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }).ConfigureAwait(false);
    }
    catch (Exception exception)
    {
        Complaint.Write(exception.Message);
        return ExitCodes.ToolFailed;
    }
}
