namespace Standpipe.Platform;

/// <summary>Why the system does not give a pipe a capacity.</summary>
/// <param name="Reason">A whole message: operation, object, reason.</param>
/// <param name="Limit">The largest capacity for an unprivileged process, in bytes.</param>
internal sealed record CapacityRefusal(string Reason, int Limit);
