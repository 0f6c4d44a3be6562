namespace Standpipe.Inspection;

/// <summary>Why a process waits: who it waits for, who that one waits for, and so on, down to the one that could move.</summary>
public sealed class WaitChain
{
    internal WaitChain(IReadOnlyList<WaitLink> links, WaitChainEnd end, string summary)
    {
        Links = links;
        End = end;
        Summary = summary;
    }

    /// <summary>Gets the chain.</summary>
    /// <value>The process that was asked about first; at least that one.</value>
    public IReadOnlyList<WaitLink> Links { get; }

    /// <summary>Gets what the chain ends at.</summary>
    /// <value>A process that could move, one that cannot, or what cannot be seen.</value>
    public WaitChainEnd End { get; }

    /// <summary>Gets the answer in one sentence.</summary>
    /// <value>A sentence for people.</value>
    public string Summary { get; }

    /// <summary>Gives the answer.</summary>
    /// <returns><see cref="Summary"/>.</returns>
    public override string ToString() => Summary;
}
