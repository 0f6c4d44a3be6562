using System.Runtime.Versioning;

namespace Standpipe.Win32.Linux;

/// <summary>An event: an eventfd whose counter is not 0 while it is set.</summary>
/// <param name="manualReset">Whether a wait that it ends leaves it set.</param>
[SupportedOSPlatform("linux")]
internal sealed class EventObject(bool manualReset) : KernelObject
{
    /// <summary>Whether a wait that it ends leaves it set.</summary>
    internal bool ManualReset => manualReset;
}
