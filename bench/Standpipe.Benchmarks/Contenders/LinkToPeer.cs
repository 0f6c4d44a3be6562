namespace Standpipe.Benchmarks.Contenders;

/// <summary>Two new pipes: this process's ends, and what the other is to have.</summary>
/// <param name="Link">This process's ends.</param>
/// <param name="PeerInput">What the other process reads.</param>
/// <param name="PeerOutput">What the other process writes.</param>
/// <param name="ClosePeerEnds">Closes its ends here, once it has them.</param>
internal sealed record LinkToPeer(Link Link, InheritedHandle PeerInput, InheritedHandle PeerOutput, Action ClosePeerEnds);
