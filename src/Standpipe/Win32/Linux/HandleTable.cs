using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Standpipe.Platform.Linux;

namespace Standpipe.Win32.Linux;

/// <summary>The handles of this process. The kernel's descriptor table gives the numbers; this one adds what it lacks.</summary>
/// <remarks>
/// A handle for descriptor n lies at index n + 1 and has the value (n + 1) * 4, in this process and in a child that inherits
/// it. Looking up takes no lock; adding and removing do. A descriptor closes only after its place is empty, so whoever
/// gets that number next finds room.
/// </remarks>
[SupportedOSPlatform("linux")]
internal static class HandleTable
{
    private const int InitialSize = 256;

    private static readonly Lock s_lock = new();

    // Written under s_lock, read without: an array is never changed after a larger one has replaced it.
    private static HandleEntry?[] s_entries = new HandleEntry?[InitialSize];

    /// <summary>Finds a handle and counts a use of it.</summary>
    /// <returns>The handle, or null if there is none of that value (the pseudo handles are none here).</returns>
    internal static HandleEntry? Use(HANDLE handle)
    {
        int index = HandleValue.ToIndex(handle);
        HandleEntry?[] entries = Volatile.Read(ref s_entries);
        HandleEntry? entry = index < entries.Length ? Volatile.Read(ref entries[index]) : null;
        return entry is null ? UseUnknown(index) : entry.TryUse() ? entry : null;
    }

    /// <summary>Finds a handle by its place, without counting a use.</summary>
    internal static HandleEntry? Look(int index)
    {
        HandleEntry?[] entries = Volatile.Read(ref s_entries);
        return index < entries.Length ? Volatile.Read(ref entries[index]) : null;
    }

    /// <summary>Makes a handle.</summary>
    /// <param name="fileDescriptor">Its descriptor, close-on-exec and at 3 or above; owned from now on, and closed on failure.</param>
    /// <param name="access">Its rights.</param>
    /// <param name="flags">Its HANDLE_FLAG_... bits.</param>
    /// <param name="target">What it names.</param>
    /// <param name="handle">The value.</param>
    internal static WIN32_ERROR Add(int fileDescriptor, uint access, uint flags, KernelObject target, out HANDLE handle)
    {
        // What was inherited under another number keeps its value; a descriptor whose place is taken by such a handle moves on.
        Inheritance.Prepare();
        lock (s_lock)
        {
            int fd = fileDescriptor;
            while (IsTaken(HandleValue.OfDescriptor(fd)))
            {
                int moved = Libc.fcntl(fd, Sys.F_DUPFD_CLOEXEC, fd + 1);
                int error = Marshal.GetLastPInvokeError();
                _ = Libc.close(fd);
                if (moved < 0)
                {
                    handle = default;
                    return ErrorTable.FromErrno(error);
                }

                fd = moved;
            }

            HandleEntry entry = new(HandleValue.OfDescriptor(fd), fd, access, flags, target);
            Put(entry);
            handle = entry.Value;
            return WIN32_ERROR.ERROR_SUCCESS;
        }
    }

    /// <summary>Puts a handle that was inherited at its place, unless there is one.</summary>
    /// <param name="entry">The handle.</param>
    /// <returns>The one that is there now.</returns>
    internal static HandleEntry PutInherited(HandleEntry entry)
    {
        lock (s_lock)
        {
            if (IsTaken(entry.Index))
            {
                return s_entries[entry.Index]!;
            }

            Put(entry);
            return entry;
        }
    }

    /// <summary>Takes a closed handle that nobody uses any more out, then closes its descriptor.</summary>
    internal static void Remove(HandleEntry entry)
    {
        lock (s_lock)
        {
            Volatile.Write(ref s_entries[entry.Index], null);
        }

        if (entry.FileDescriptor >= LinuxHandle.FirstOrdinary)
        {
            _ = Libc.close(entry.FileDescriptor);
        }

        StandardDescriptors.Close(entry.StandardCopies);
        entry.Target.HandleRemoved();
    }

    /// <summary>All handles, each with a use counted, in the order of their values.</summary>
    internal static List<HandleEntry> UseAll()
    {
        List<HandleEntry> all = [];
        foreach (HandleEntry? entry in Volatile.Read(ref s_entries))
        {
            if (entry is not null && entry.TryUse())
            {
                all.Add(entry);
            }
        }

        return all;
    }

    private static HandleEntry? UseUnknown(int index) =>
        HandleValue.ToDescriptor(index) >= 0 && Inheritance.Find(index) is { } entry && entry.TryUse() ? entry : null;

    private static bool IsTaken(int index) => index < s_entries.Length && s_entries[index] is not null;

    private static void Put(HandleEntry entry)
    {
        if (entry.Index >= s_entries.Length)
        {
            HandleEntry?[] larger = new HandleEntry?[(int)BitOperations.RoundUpToPowerOf2((uint)entry.Index + 1)];
            s_entries.CopyTo(larger, 0);
            Volatile.Write(ref s_entries, larger);
        }

        entry.Target.HandleAdded();
        Volatile.Write(ref s_entries[entry.Index], entry);
    }
}
