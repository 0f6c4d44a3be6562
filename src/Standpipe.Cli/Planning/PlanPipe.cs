namespace Standpipe.Cli.Planning;

/// <summary>A kernel pipe of the graph.</summary>
internal sealed class PlanPipe
{
    /// <summary>Gets the descriptors that write into it.</summary>
    internal List<PlanPort> Writers { get; } = [];

    /// <summary>Gets the descriptors that read from it.</summary>
    internal List<PlanPort> Readers { get; } = [];

    /// <summary>Gets what it is called: <c>cat.1 -> sort.0</c>.</summary>
    internal string Name => $"{Say(Writers)} -> {Say(Readers)}";

    private static string Say(List<PlanPort> ports) => ports.Count == 0 ? "nobody" : string.Join(", ", ports);
}
