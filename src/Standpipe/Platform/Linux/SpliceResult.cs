namespace Standpipe.Platform.Linux;

/// <summary>A <see cref="SpliceStep"/> with the error number of what failed.</summary>
/// <param name="Count">Bytes moved, also before a failure.</param>
/// <param name="Status">What it came to, if nothing failed.</param>
/// <param name="Error">0, or the error number.</param>
internal readonly record struct SpliceResult(long Count, SpliceStatus Status, int Error = 0);
