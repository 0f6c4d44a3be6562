using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform;

/// <summary>A handle for a child, beside the standard ones.</summary>
/// <param name="Handle">The handle.</param>
/// <param name="Target">Its value in the child.</param>
/// <param name="IsOptional">Whether a handle that is closed by now is left out; else the start fails.</param>
internal readonly record struct InheritanceRequest(SafeFileHandle Handle, int Target, bool IsOptional);
