namespace Standpipe.Cli;

/// <summary>The exit codes that are the tool's own; every other is a stage's.</summary>
internal static class ExitCodes
{
    /// <summary>What was to be looked at is not there, or cannot be.</summary>
    internal const int Failed = 1;

    /// <summary>The command line, or the graph, is not understood.</summary>
    internal const int Usage = 2;

    /// <summary>Something that was looked at is stuck.</summary>
    internal const int Stuck = 3;

    /// <summary>The time of <c>--timeout</c> was over.</summary>
    internal const int TimedOut = 124;

    /// <summary>The tool itself failed: a file or a pipe could not be opened.</summary>
    internal const int ToolFailed = 125;

    /// <summary>A program is there and cannot be executed.</summary>
    internal const int CannotExecute = 126;

    /// <summary>A program is not there.</summary>
    internal const int NotFound = 127;

    /// <summary>The exit code of a program that cannot be started.</summary>
    internal static int Of(ChildStartException exception) => exception.Failure switch
    {
        ChildStartFailure.NotFound => NotFound,
        ChildStartFailure.NotExecutable or ChildStartFailure.IsDirectory or ChildStartFailure.BadFormat or ChildStartFailure.ArgumentListTooLong => CannotExecute,
        _ => ToolFailed,
    };
}
