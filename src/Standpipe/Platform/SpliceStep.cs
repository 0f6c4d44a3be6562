namespace Standpipe.Platform;

/// <summary>What was moved, and why it was not more.</summary>
/// <param name="Count">Bytes that have left the source, each of which is in the destination.</param>
/// <param name="Status">Whether it goes on, and why not.</param>
internal readonly record struct SpliceStep(long Count, SpliceStatus Status);
