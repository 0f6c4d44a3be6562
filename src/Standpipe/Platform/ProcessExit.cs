namespace Standpipe.Platform;

/// <summary>How a child ended.</summary>
/// <param name="Code">Its exit code, if it exited.</param>
/// <param name="Signal">The signal that killed it, if one did. Both null: it ended, and how was not to be learned.</param>
/// <param name="CoreDumped">Whether the signal left a core dump.</param>
/// <param name="Usage">What it used, if known.</param>
internal sealed record ProcessExit(int? Code, int? Signal, bool CoreDumped, ProcessUsage? Usage);
