namespace Standpipe.Platform;

/// <summary>Why a child could not be started.</summary>
/// <param name="Kind">The sort of failure.</param>
/// <param name="Reason">The reason in words, with the error's name and number.</param>
/// <param name="NativeErrorCode">The system's error number.</param>
/// <param name="Tried">The paths that were tried, in order.</param>
internal sealed record StartFault(StartFaultKind Kind, string Reason, int NativeErrorCode, IReadOnlyList<string> Tried);
