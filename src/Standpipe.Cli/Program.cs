using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Standpipe.Cli;

RootCommand root = new("Runs pipelines of processes over anonymous pipes.") { RunVerb.Create() };

// '@file' is a file's name to a shell, not a list of arguments.
ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
if (parsed.Errors.Count > 0)
{
    Complaint.Write(parsed.Errors[0].Message);
    Complaint.WriteHint($"Try '{Complaint.ToolName} {(args is ["run", ..] ? "run " : string.Empty)}--help'.");
    return ExitCodes.Usage;
}

return await Invoke(parsed).ConfigureAwait(false);

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
