using System.Runtime.Versioning;

namespace Standpipe.Win32.Linux;

/// <summary>What handles name. Duplicates of a handle share it; each has a descriptor of its own for it.</summary>
[SupportedOSPlatform("linux")]
internal abstract class KernelObject
{
    /// <summary>Called when a handle for it has been made.</summary>
    internal virtual void HandleAdded()
    {
    }

    /// <summary>Called when a handle for it is gone.</summary>
    internal virtual void HandleRemoved()
    {
    }
}
