namespace Standpipe.Platform;

/// <summary>What a transfer over a pipe came to.</summary>
/// <param name="Count">Bytes moved; for a transfer that stopped early, those moved before it stopped.</param>
/// <param name="Status">Whether it stopped, and why.</param>
internal readonly record struct Transfer(int Count, TransferStatus Status);
