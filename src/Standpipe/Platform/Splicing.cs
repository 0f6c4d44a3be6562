using Standpipe.Platform.Linux;

namespace Standpipe.Platform;

/// <summary>Moving bytes between two descriptors, one of them a pipe, without taking them into this process.</summary>
/// <remarks>No byte is ever between the two: what left the source is in the destination, whenever a call ends and however.</remarks>
internal static class Splicing
{
    /// <summary>Whether the system can do it. Windows cannot: the other members are not for it, and bytes are copied.</summary>
    internal static bool IsAvailable => OperatingSystem.IsLinux();

    /// <summary>Moves what can be moved at once.</summary>
    /// <param name="source">A read end; or a file, a socket or a device if the destination is a pipe.</param>
    /// <param name="destination">A write end; or a file, a socket or a device if the source is a pipe.</param>
    /// <param name="count">The most to move, above 0.</param>
    /// <returns>Moved (a byte or more), EndOfFile, SourceEmpty, DestinationFull, Broken or Unsupported.</returns>
    /// <exception cref="IOException">The system reported an error; nothing was moved.</exception>
    /// <exception cref="ObjectDisposedException">One of the two is closed.</exception>
    internal static SpliceStep TryMove(SpliceSide source, SpliceSide destination, long count) =>
        OperatingSystem.IsLinux() ? LinuxSplicing.TryMove(source, destination, count) : throw Unsupported.Exception();

    /// <summary>Moves so many bytes, or all until end of file, blocking as long as it takes.</summary>
    /// <returns>Moved (all), EndOfFile, Broken, SourceClosed, DestinationClosed or Unsupported, with the bytes moved before.</returns>
    /// <exception cref="IOException">The system reported an error; its message tells how many bytes were moved.</exception>
    /// <exception cref="ObjectDisposedException">One of the two was closed before.</exception>
    /// <inheritdoc cref="TryMove" path="/param"/>
    internal static SpliceStep Move(SpliceSide source, SpliceSide destination, long count) =>
        OperatingSystem.IsLinux() ? LinuxSplicing.Move(source, destination, count) : throw Unsupported.Exception();

    /// <summary>Has a pipe get what another holds, which keeps it.</summary>
    /// <param name="source">A read end.</param>
    /// <param name="destination">A write end.</param>
    /// <param name="count">The most to duplicate, above 0.</param>
    /// <returns>Moved with the bytes duplicated, from the source's first on; or as <see cref="TryMove"/>.</returns>
    /// <exception cref="IOException">The system reported an error; nothing was duplicated.</exception>
    /// <exception cref="ObjectDisposedException">One of the two is closed.</exception>
    internal static SpliceStep TryTee(SpliceSide source, SpliceSide destination, long count) =>
        OperatingSystem.IsLinux() ? LinuxSplicing.TryTee(source, destination, count) : throw Unsupported.Exception();

    /// <summary>Blocks until the source, or one of several destinations, lets the bytes go on, or any of them is closed.</summary>
    /// <param name="source">Where the bytes come from.</param>
    /// <param name="destinations">Whose room is awaited (DestinationFull), or whose going ends the wait (SourceEmpty).</param>
    /// <param name="others">Destinations whose closing alone ends the wait.</param>
    /// <param name="reason">Which of the two.</param>
    /// <exception cref="IOException">The system reported an error.</exception>
    /// <exception cref="ObjectDisposedException">One of them was closed before.</exception>
    internal static void WaitForAny(SpliceSide source, SpliceSide[] destinations, SpliceSide[] others, SpliceStatus reason)
    {
        if (OperatingSystem.IsLinux())
        {
            LinuxSplicing.WaitForAny(source, destinations, others, reason);
        }
        else
        {
            throw Unsupported.Exception();
        }
    }

    /// <summary>Blocks until a side lets the bytes go on, or its opposite is closed.</summary>
    /// <param name="source">Where the bytes come from.</param>
    /// <param name="destination">Where they go.</param>
    /// <param name="reason">For which side: SourceEmpty or DestinationFull.</param>
    /// <returns>Moved: look again; or SourceClosed or DestinationClosed.</returns>
    /// <exception cref="IOException">The system reported an error.</exception>
    /// <exception cref="ObjectDisposedException">One of the two was closed before.</exception>
    internal static SpliceStatus Wait(SpliceSide source, SpliceSide destination, SpliceStatus reason) =>
        OperatingSystem.IsLinux() ? LinuxSplicing.Wait(source, destination, reason) : throw Unsupported.Exception();

    /// <summary>Reads what there is from what cannot be spliced.</summary>
    /// <returns>Done, with 0 bytes at end of file; or WouldBlock.</returns>
    /// <exception cref="IOException">The system reported an error.</exception>
    /// <exception cref="ObjectDisposedException">It is closed.</exception>
    internal static Transfer TryRead(SpliceSide source, Span<byte> buffer) =>
        OperatingSystem.IsLinux() ? LinuxSplicing.TryRead(source, buffer) : throw Unsupported.Exception();

    /// <summary>Writes what fits to what cannot be spliced.</summary>
    /// <returns>Done, perhaps with fewer bytes than given; WouldBlock; or Broken.</returns>
    /// <exception cref="IOException">The system reported an error.</exception>
    /// <exception cref="ObjectDisposedException">It is closed.</exception>
    internal static Transfer TryWrite(SpliceSide destination, ReadOnlySpan<byte> buffer) =>
        OperatingSystem.IsLinux() ? LinuxSplicing.TryWrite(destination, buffer) : throw Unsupported.Exception();

    /// <summary>Gives back bytes that were read and found no place, if the source can have them: a file.</summary>
    internal static void GiveBack(SpliceSide source, int count)
    {
        if (OperatingSystem.IsLinux())
        {
            LinuxSplicing.GiveBack(source, count);
        }
    }
}
