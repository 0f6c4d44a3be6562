using System.Runtime.Versioning;
using Standpipe.Platform.Linux;

namespace Standpipe.Win32.Linux;

/// <summary>One open handle: a descriptor of its own, the rights it carries, its flags, and what it names.</summary>
/// <remarks>
/// Counts the calls that use it. Closing only forbids new ones; whoever leaves last takes it out of the table and then
/// closes the descriptor, so that no call ever meets a recycled number.
/// </remarks>
[SupportedOSPlatform("linux")]
internal sealed class HandleEntry
{
    private const int Closed = int.MinValue;

    // The calls that use it, in the lower bits; Closed, the sign, once CloseHandle has been called.
    private int _uses;
    private int _flags;

    internal HandleEntry(int index, int fileDescriptor, uint access, uint flags, KernelObject target)
    {
        Index = index;
        FileDescriptor = fileDescriptor;
        Access = access;
        _flags = (int)flags;
        Target = target;
    }

    /// <summary>Its place in the table.</summary>
    internal int Index { get; }

    /// <summary>Its value for the user.</summary>
    internal HANDLE Value => HandleValue.FromIndex(Index);

    /// <summary>Its descriptor, open as long as a use is counted or it is not closed.</summary>
    internal int FileDescriptor { get; }

    /// <summary>Descriptors among 0 to 2 that are the same thing (bits 0 to 2): it closes with them.</summary>
    internal int StandardCopies { get; init; }

    /// <summary>Its rights.</summary>
    internal uint Access { get; }

    /// <summary>What it names.</summary>
    internal KernelObject Target { get; }

    /// <summary>HANDLE_FLAG_... bits.</summary>
    internal uint Flags => (uint)Volatile.Read(ref _flags);

    /// <summary>Whether CloseHandle has been called.</summary>
    internal bool IsClosed => Volatile.Read(ref _uses) < 0;

    /// <summary>
    /// Whether its descriptor was closed by other means than its handle: nothing is open there, or for a pipe, what is open is
    /// not that pipe. Descriptors 0 to 2 are whatever they are.
    /// </summary>
    internal bool IsLost => FileDescriptor >= LinuxHandle.FirstOrdinary
        && (Target is StreamObject { Identity: { } identity }
            ? !FileIdentity.TryGet(FileDescriptor, out FileIdentity now, out _) || now != identity
            : !LinuxHandle.IsOpen(FileDescriptor));

    /// <summary>Changes flags.</summary>
    /// <param name="mask">Which.</param>
    /// <param name="flags">To what.</param>
    internal void SetFlags(uint mask, uint flags)
    {
        int seen;
        int wanted;
        do
        {
            seen = Volatile.Read(ref _flags);
            wanted = (int)(((uint)seen & ~mask) | (flags & mask));
        }
        while (Interlocked.CompareExchange(ref _flags, wanted, seen) != seen);
    }

    /// <summary>Counts a use, unless it is closed.</summary>
    internal bool TryUse()
    {
        int seen = Volatile.Read(ref _uses);
        while (seen >= 0)
        {
            int before = Interlocked.CompareExchange(ref _uses, seen + 1, seen);
            if (before == seen)
            {
                return true;
            }

            seen = before;
        }

        return false;
    }

    /// <summary>Ends a use.</summary>
    internal void EndUse()
    {
        if (Interlocked.Decrement(ref _uses) == Closed)
        {
            HandleTable.Remove(this);
        }
    }

    /// <summary>Forbids new uses. The caller holds a use; when the last has ended, the descriptor closes.</summary>
    /// <returns>Whether this call did it.</returns>
    internal bool TryClose() => (Interlocked.Or(ref _uses, Closed) & Closed) == 0;
}
