namespace Standpipe.Cli;

/// <summary>What the tool says to people: on standard error, one line, in its own name.</summary>
internal static class Complaint
{
    /// <summary>The command as people type it.</summary>
    internal const string ToolName = "standpipe";

    /// <summary>Writes one line.</summary>
    internal static void Write(string message) => WriteHint($"{ToolName}: {message}");

    /// <summary>Says what is wrong with the command line, and where to look.</summary>
    /// <param name="mistake">What is wrong.</param>
    /// <param name="verb">The verb that was meant; empty if none.</param>
    internal static void WriteUsage(string mistake, string verb)
    {
        Write(mistake);
        WriteHint($"Try '{ToolName} {(verb.Length > 0 ? verb + " " : string.Empty)}--help'.");
    }

    /// <summary>Writes a line, or several, that go with the one before. Names of others in them are made safe to show.</summary>
    internal static void WriteHint(string line)
    {
        try
        {
            Console.Error.WriteLine(Printable.Lines(line));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Nobody listens, or the descriptor is closed (EBADF comes as the latter): the exit code says the rest.
        }
    }
}
