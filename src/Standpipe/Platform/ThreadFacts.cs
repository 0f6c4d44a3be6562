namespace Standpipe.Platform;

/// <summary>What one scan saw of a thread.</summary>
/// <param name="Id">The thread; the first has its process's id.</param>
/// <param name="Wait">What it is at.</param>
/// <param name="InputKind">What the descriptor that it reads stands for.</param>
/// <param name="OutputKind">What the descriptor that it writes stands for.</param>
/// <param name="IsSteady">
/// Whether it was in one and the same wait at the scan's beginning and at its end, and never on a processor between: so all steady threads were
/// waiting at one moment, when the pipes were measured.
/// </param>
internal sealed record ThreadFacts(
    int Id,
    ThreadWait Wait,
    DescriptorKind InputKind = DescriptorKind.Unknown,
    DescriptorKind OutputKind = DescriptorKind.Unknown,
    bool IsSteady = false);
