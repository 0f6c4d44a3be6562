namespace Standpipe.Cli.Planning;

/// <summary>A kernel pipe of the graph.</summary>
internal sealed class PlanPipe
{
    /// <summary>Gets the descriptors that write into it.</summary>
    internal List<PlanPort> Writers { get; } = [];

    /// <summary>Gets the descriptors that read from it.</summary>
    internal List<PlanPort> Readers { get; } = [];

    /// <summary>Gets the relay that writes into it in place of a node.</summary>
    internal PlanRelay? Relay { get; init; }

    /// <summary>Gets or sets how much it must hold, in bytes; null: the system's default.</summary>
    internal int? Capacity { get; set; }

    /// <summary>Gets or sets whether its bytes are counted.</summary>
    internal bool Meter { get; set; }

    /// <summary>Gets whose output it carries.</summary>
    internal IReadOnlyList<PlanPort> From => Relay?.Incoming.Writers ?? Writers;

    /// <summary>Gets what it is called: <c>cat.1->sort.0</c>.</summary>
    internal string Name => $"{Say(From)}->{Say(Readers)}";

    /// <summary>Says descriptors.</summary>
    internal static string Say(IReadOnlyList<PlanPort> ports) => ports.Count == 0 ? "nobody" : string.Join('+', ports);
}
