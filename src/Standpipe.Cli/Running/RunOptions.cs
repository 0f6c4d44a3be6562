namespace Standpipe.Cli.Running;

/// <summary>How to run a pipeline.</summary>
internal sealed class RunOptions
{
    /// <summary>Gets how much every pipe must hold, in bytes; 0: the system's default.</summary>
    internal int Capacity { get; init; }

    /// <summary>Gets how long it may run; null: for ever.</summary>
    internal TimeSpan? Timeout { get; init; }

    /// <summary>Gets how long stages may take to end when they are told to.</summary>
    internal TimeSpan KillAfter { get; init; }

    /// <summary>Gets whether to print a line for each stage at the end.</summary>
    internal bool Summary { get; init; }
}
