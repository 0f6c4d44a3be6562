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
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Nobody listens, or the descriptor is closed (EBADF comes as the latter): the exit code says the rest.
        }
    }
}
