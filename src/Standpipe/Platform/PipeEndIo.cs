using Microsoft.Win32.SafeHandles;
using Standpipe.Platform.Linux;
using Standpipe.Platform.Windows;

namespace Standpipe.Platform;

/// <summary>The transfers of one end of a pipe, and its closing while they go on.</summary>
internal abstract class PipeEndIo
{
    private protected PipeEndIo(SafeFileHandle handle) => Handle = handle;

    /// <summary>The end, owned.</summary>
    internal SafeFileHandle Handle { get; }

    /// <summary>Makes the operating system's kind.</summary>
    /// <param name="handle">The end; owned from now on.</param>
    internal static PipeEndIo Create(SafeFileHandle handle) =>
        OperatingSystem.IsLinux() ? new LinuxPipeEndIo(handle)
        : OperatingSystem.IsWindows() ? new WindowsPipeEndIo(handle)
        : throw Unsupported.Exception();

    /// <summary>Reads what is there, blocking until that is at least a byte or end of file.</summary>
    /// <returns>Done (with 0 bytes at end of file, or for an empty buffer once a read would not block) or Closed.</returns>
    /// <exception cref="ObjectDisposedException">The end was closed before.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    internal abstract Transfer Read(Span<byte> buffer);

    /// <summary>Writes everything, blocking as long as it takes.</summary>
    /// <returns>Done, Broken or Closed, with the bytes that went in.</returns>
    /// <exception cref="ObjectDisposedException">The end was closed before.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    internal abstract Transfer Write(ReadOnlySpan<byte> buffer);

    /// <summary>Reads what is there.</summary>
    /// <returns>Done or WouldBlock.</returns>
    /// <exception cref="ObjectDisposedException">The end was closed.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    internal abstract Transfer TryRead(Span<byte> buffer);

    /// <summary>Writes what fits.</summary>
    /// <returns>Done, perhaps with fewer bytes than given; WouldBlock; or Broken.</returns>
    /// <exception cref="ObjectDisposedException">The end was closed.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    internal abstract Transfer TryWrite(ReadOnlySpan<byte> buffer);

    /// <summary>Waits for room, without a thread of the pool, and writes at least a byte.</summary>
    /// <returns>Done, perhaps with fewer bytes than given; WouldBlock if others took the room; or Broken.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing was written.</exception>
    /// <exception cref="ObjectDisposedException">The end was closed.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    internal abstract Task<Transfer> WriteSomeAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>The bytes that wait in the pipe.</summary>
    internal abstract int GetBytesAvailable();

    /// <summary>Whether the other side has no handle left anywhere.</summary>
    internal abstract bool IsOtherEndClosed();

    /// <summary>Ends the blocked calls and closes the handle when the last of them has left. Idempotent, from any thread.</summary>
    internal abstract void Close();
}
