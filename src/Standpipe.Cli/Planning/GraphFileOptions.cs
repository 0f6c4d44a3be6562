namespace Standpipe.Cli.Planning;

/// <summary>What a graph's file says of running it; what it does not say is null.</summary>
internal sealed class GraphFileOptions
{
    /// <summary>Gets or sets how long it may run.</summary>
    internal TimeSpan? Timeout { get; set; }

    /// <summary>Gets or sets how long it may stand still.</summary>
    internal TimeSpan? StallTimeout { get; set; }

    /// <summary>Gets or sets how long stages may take to end.</summary>
    internal TimeSpan? KillAfter { get; set; }

    /// <summary>Gets or sets whose end is the graph's.</summary>
    internal string? ExitPolicy { get; set; }

    /// <summary>Gets or sets what is made of an early close.</summary>
    internal string? EarlyClose { get; set; }
}
