namespace Standpipe.Cli;

/// <summary>What the tool says to people: on standard error, one line, in its own name.</summary>
internal static class Complaint
{
    /// <summary>The command as people type it.</summary>
    internal const string ToolName = "standpipe";

    /// <summary>Writes one line.</summary>
    internal static void Write(string message) => WriteHint($"{ToolName}: {message}");

    /// <summary>Writes a line that goes with the one before.</summary>
    internal static void WriteHint(string line)
    {
        try
        {
            Console.Error.WriteLine(line);
        }
        catch (IOException)
        {
            // Nobody listens: the exit code says the rest.
        }
    }
}
