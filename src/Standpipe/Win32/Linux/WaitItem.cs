using System.Runtime.Versioning;

namespace Standpipe.Win32.Linux;

/// <summary>One of the objects of a wait.</summary>
[SupportedOSPlatform("linux")]
internal readonly struct WaitItem
{
    private WaitItem(HandleEntry? entry, int fileDescriptor, TransferQueue? queue)
    {
        Entry = entry;
        FileDescriptor = fileDescriptor;
        Queue = queue;
    }

    /// <summary>Its handle, with a use counted; null for this process and thread, which do not end while they wait.</summary>
    internal HandleEntry? Entry { get; }

    /// <summary>What polls readable while it is signalled; -1 if nothing does.</summary>
    internal int FileDescriptor { get; }

    /// <summary>The transfers whose absence signals it, if it is an end of a pipe, or a file.</summary>
    internal TransferQueue? Queue { get; }

    /// <summary>Looks the object up.</summary>
    internal static WIN32_ERROR TryMake(HANDLE handle, out WaitItem item)
    {
        item = new WaitItem(null, -1, null);
        if (handle == PseudoHandles.CurrentProcess || handle == PseudoHandles.CurrentThread)
        {
            return WIN32_ERROR.ERROR_SUCCESS;
        }

        HandleEntry? entry = HandleTable.Use(handle);
        if (entry is null)
        {
            return WIN32_ERROR.ERROR_INVALID_HANDLE;
        }

        if ((entry.Access & Kernel32.SYNCHRONIZE) == 0)
        {
            entry.EndUse();
            return WIN32_ERROR.ERROR_ACCESS_DENIED;
        }

        // A console's input is signalled while there is some.
        item = entry.Target is StreamObject { Kind: not StreamKind.Character } stream
            ? new WaitItem(entry, -1, stream.Transfers)
            : new WaitItem(entry, entry.FileDescriptor, null);
        return WIN32_ERROR.ERROR_SUCCESS;
    }

    /// <summary>Whether it is signalled at this moment.</summary>
    internal bool IsSignalled() => Queue is not null ? Queue.IsIdle : Entry is not null && Entry.Target.IsSignalled(Entry);

    /// <summary>Lets the wait be over, if it is signalled, and takes its signal, if it is one that a wait uses up.</summary>
    /// <returns>False if it is not signalled, or another thread was faster.</returns>
    internal bool TryTake(out bool abandoned)
    {
        abandoned = false;
        return Queue is not null ? Queue.IsIdle : Entry is not null && Entry.Target.TryTake(Entry, out abandoned);
    }

    /// <summary>Puts back a signal that was taken.</summary>
    internal void GiveBack(bool abandoned)
    {
        if (Queue is null)
        {
            Entry?.Target.GiveBack(Entry, abandoned);
        }
    }
}
