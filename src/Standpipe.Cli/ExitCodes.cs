namespace Standpipe.Cli;

/// <summary>The exit codes that are the tool's own; every other is a stage's.</summary>
internal static class ExitCodes
{
    /// <summary>The command line, or the graph, is not understood.</summary>
    internal const int Usage = 2;

    /// <summary>The time of <c>--timeout</c> was over.</summary>
    internal const int TimedOut = 124;

    /// <summary>The tool itself failed: a file or a pipe could not be opened.</summary>
    internal const int ToolFailed = 125;

    /// <summary>A program is there and cannot be executed.</summary>
    internal const int CannotExecute = 126;

    /// <summary>A program is not there.</summary>
    internal const int NotFound = 127;
}
