namespace Standpipe.Cli.Viewing;

/// <summary>One stage in a frame. A figure that the system does not tell is null.</summary>
/// <param name="Name">The stage's name.</param>
/// <param name="State">What it does at the moment, in words.</param>
/// <param name="Activity">The same as a kind.</param>
internal sealed record FlowStage(string Name, string State, FlowActivity Activity)
{
    /// <summary>Gets the processor time a second; above 1 where several threads compute.</summary>
    internal double? Processor { get; init; }

    /// <summary>Gets the share of time blocked in reads.</summary>
    internal double? Reading { get; init; }

    /// <summary>Gets the share of time blocked in writes.</summary>
    internal double? Writing { get; init; }
}
