using System.Runtime.Versioning;
using Standpipe.Platform.Linux;

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

    /// <summary>Whether a wait for it would be over at this moment. Of an end of a pipe its <see cref="TransferQueue"/> tells instead.</summary>
    /// <param name="entry">The handle, with a use counted; its descriptor polls readable then.</param>
    internal virtual bool IsSignalled(HandleEntry entry) => (PipeState.Poll(entry.FileDescriptor, Sys.POLLIN) & ~Sys.POLLNVAL) != 0;

    /// <summary>Lets a wait for it be over, if it is signalled, and takes the signal if a wait uses it up.</summary>
    /// <param name="entry">The handle, with a use counted.</param>
    /// <param name="abandoned">Whether it is a mutex whose last owner ended without releasing it.</param>
    internal virtual bool TryTake(HandleEntry entry, out bool abandoned)
    {
        abandoned = false;
        return IsSignalled(entry);
    }

    /// <summary>Puts back what <see cref="TryTake"/> took.</summary>
    internal virtual void GiveBack(HandleEntry entry, bool abandoned)
    {
    }
}
