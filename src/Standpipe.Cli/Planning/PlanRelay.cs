namespace Standpipe.Cli.Planning;

/// <summary>A fan-out: what one descriptor writes goes to several, by this process.</summary>
internal sealed class PlanRelay
{
    /// <summary>Gets the pipe that it reads.</summary>
    internal PlanPipe Incoming { get; } = new();

    /// <summary>Gets the pipes that it writes.</summary>
    internal List<PlanPipe> Branches { get; } = [];

    /// <summary>Gets the files that it writes.</summary>
    internal List<PlanStream.OpenFile> Files { get; } = [];
}
