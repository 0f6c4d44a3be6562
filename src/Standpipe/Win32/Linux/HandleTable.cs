using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Standpipe.Platform.Linux;

namespace Standpipe.Win32.Linux;

/// <summary>The handles of this process. The kernel's descriptor table gives the numbers; this one adds what it lacks.</summary>
/// <remarks>
/// A handle lies at the place of its value, and its value is its descriptor's number (<see cref="HandleValue"/>), in this process
/// and in a child that inherits it. Looking up takes no lock; adding and removing do. Only the kernel says which numbers are free.
/// <para>
/// Whoever lies in a place owns the descriptor of that number. A descriptor closes only after its place is empty; so an
/// entry that is still there when the kernel gives its number away was closed behind this table's back, by
/// <c>SafeFileHandle.Dispose</c> say. It is put out, and closes nothing when its last use ends.
/// </para>
/// </remarks>
[SupportedOSPlatform("linux")]
internal static class HandleTable
{
    private const int InitialSize = 64;
    private const int FirstSweep = 64;

    private static readonly Lock s_lock = new();

    // Written under s_lock, read without: an array is never changed after a larger one has replaced it.
    private static HandleEntry?[] s_entries = new HandleEntry?[InitialSize];

    // Under s_lock. How many entries there are, and at how many to look for those whose descriptors are gone: twice as many as
    // there were after the last look, so that the looks cost each Add a constant.
    private static int s_count;
    private static int s_sweepAt = FirstSweep;

    // Under s_lock. No place below it is free, except where a stranger's descriptor was and has been closed since.
    private static int s_lowest = HandleValue.FirstOrdinaryIndex;

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
    /// <param name="fileDescriptor">Its descriptor, close-on-exec and at 3 or above; owned from now on, moved to a number that is a value, and closed on failure.</param>
    /// <param name="access">Its rights.</param>
    /// <param name="flags">Its HANDLE_FLAG_... bits.</param>
    /// <param name="target">What it names.</param>
    /// <param name="handle">The value.</param>
    internal static WIN32_ERROR Add(int fileDescriptor, uint access, uint flags, KernelObject target, out HANDLE handle) =>
        Add(fileDescriptor, isOwned: true, access, flags, target, out handle);

    /// <summary>Makes a handle of a duplicate of a descriptor, which stays as it is.</summary>
    /// <inheritdoc cref="Add(int, uint, uint, KernelObject, out HANDLE)"/>
    internal static WIN32_ERROR AddDuplicate(int fileDescriptor, uint access, uint flags, KernelObject target, out HANDLE handle) =>
        Add(fileDescriptor, isOwned: false, access, flags, target, out handle);

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

            _ = Put(entry);
            return entry;
        }
    }

    /// <summary>Takes a closed handle that nobody uses any more out, then closes its descriptor, if that is still its own.</summary>
    internal static void Remove(HandleEntry entry)
    {
        if (TryForget(entry) && entry.FileDescriptor >= LinuxHandle.FirstOrdinary)
        {
            _ = Libc.close(entry.FileDescriptor);
            lock (s_lock)
            {
                // Again, since now it is true: whoever looked in between found the number taken and went on.
                Offer(entry.Index);
            }
        }

        StandardDescriptors.Close(entry.StandardCopies);
        entry.Target.HandleRemoved();
    }

    /// <summary>Takes a handle out whose descriptor was closed by other means, so that nobody closes it again.</summary>
    internal static void Forget(HandleEntry entry) => _ = TryForget(entry);

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

    private static WIN32_ERROR Add(
        int fileDescriptor, bool isOwned, uint access, uint flags, KernelObject target, out HANDLE handle)
    {
        // What was inherited under another number keeps its value, and so must be there first.
        Inheritance.Prepare();
        List<HandleEntry> lost = [];
        int placed;
        lock (s_lock)
        {
            if (s_count >= s_sweepAt)
            {
                Sweep(lost);
            }

            placed = isOwned && CanStay(fileDescriptor) ? fileDescriptor : Duplicate(fileDescriptor, lost);
            HandleEntry? entry = placed < 0 ? null : new(HandleValue.OfDescriptor(placed), placed, access, flags, target);
            handle = entry?.Value ?? default;
            if (entry is not null && Put(entry) is { } former)
            {
                lost.Add(former);
            }
        }

        if (isOwned && placed != fileDescriptor)
        {
            _ = Libc.close(fileDescriptor);
        }

        lost.ForEach(HandleFunctions.Abandon);
        return placed < 0 ? ErrorTable.FromErrno(-placed) : WIN32_ERROR.ERROR_SUCCESS;
    }

    /// <summary>Under the lock: a duplicate whose number is a value, and whose place is free or belongs to an entry that has lost its descriptor.</summary>
    /// <returns>Its number, or minus the error number.</returns>
    private static int Duplicate(int fileDescriptor, List<HandleEntry> lost)
    {
        int placed = Duplicate(fileDescriptor, s_lowest);
        if (placed == -Errno.EMFILE && s_lowest > HandleValue.FirstOrdinaryIndex)
        {
            // Nothing above; below there may be what others have closed since, their own descriptors or ours.
            Sweep(lost);
            placed = Duplicate(fileDescriptor, HandleValue.FirstOrdinaryIndex);
        }

        return placed;
    }

    private static int Duplicate(int fileDescriptor, int index)
    {
        while (true)
        {
            while (IsTaken(index))
            {
                index++;
            }

            // The lowest number from there on that nobody has at this moment; any other way would race with who opens files.
            int copy = Libc.fcntl(fileDescriptor, Sys.F_DUPFD_CLOEXEC, HandleValue.ToDescriptor(index));
            if (copy < 0)
            {
                // EINVAL: the wanted number is above the limit.
                int errno = Marshal.GetLastPInvokeError();
                return errno == Errno.EINVAL ? -Errno.EMFILE : -errno;
            }

            if (CanStay(copy))
            {
                s_lowest = HandleValue.Above(copy);
                return copy;
            }

            _ = Libc.close(copy);
            index = HandleValue.Above(copy);
        }
    }

    /// <summary>Whether a new descriptor's number is a value and no other handle's. The kernel has just given it away: who has it in the table has lost it.</summary>
    private static bool CanStay(int fileDescriptor)
    {
        int index = HandleValue.OfDescriptor(fileDescriptor);
        return index >= HandleValue.FirstOrdinaryIndex && (Look(index) is not { } there || there.FileDescriptor == fileDescriptor);
    }

    /// <summary>Under the lock: takes out what has no descriptor any more.</summary>
    /// <param name="lost">Takes the entries, to be let go of outside the lock.</param>
    private static void Sweep(List<HandleEntry> lost)
    {
        foreach (HandleEntry? entry in s_entries)
        {
            if (entry is not null && !entry.IsClosed && entry.FileDescriptor >= HandleValue.FirstOrdinary
                && !LinuxHandle.IsOpen(entry.FileDescriptor))
            {
                _ = TryForget(entry);
                lost.Add(entry);
            }
        }

        s_sweepAt = Math.Max(FirstSweep, s_count * 2);
    }

    /// <summary>Empties a handle's place.</summary>
    /// <returns>False if another lies there by now: the descriptor of that number is the other's.</returns>
    private static bool TryForget(HandleEntry entry)
    {
        lock (s_lock)
        {
            if (s_entries[entry.Index] != entry)
            {
                return false;
            }

            Volatile.Write(ref s_entries[entry.Index], null);
            s_count--;
            Offer(entry.Index);
            return true;
        }
    }

    private static void Offer(int index) => s_lowest = Math.Max(HandleValue.FirstOrdinaryIndex, Math.Min(s_lowest, index));

    private static bool IsTaken(int index) => index < s_entries.Length && s_entries[index] is not null;

    /// <summary>Under the lock.</summary>
    /// <returns>The entry that lay in the place, which is no handle any more.</returns>
    private static HandleEntry? Put(HandleEntry entry)
    {
        if (entry.Index >= s_entries.Length)
        {
            HandleEntry?[] larger = new HandleEntry?[(int)BitOperations.RoundUpToPowerOf2((uint)entry.Index + 1)];
            s_entries.CopyTo(larger, 0);
            Volatile.Write(ref s_entries, larger);
        }

        entry.Target.HandleAdded();
        HandleEntry? former = s_entries[entry.Index];
        Volatile.Write(ref s_entries[entry.Index], entry);
        s_count += former is null ? 1 : 0;
        return former;
    }
}
