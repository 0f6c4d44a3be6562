using System.Diagnostics;
using Microsoft.Win32.SafeHandles;
using Standpipe.Platform.Linux;
using Standpipe.Platform.Windows;

namespace Standpipe.Platform;

/// <summary>The transfers of one end of a pipe, and its closing while they go on.</summary>
internal abstract partial class PipeEndIo
{
    /// <summary>Whoever is to wait did not look, or not so that it counts.</summary>
    internal const int Unknown = -1;

    private AdaptiveSpin? _spin;

    private protected PipeEndIo(SafeFileHandle handle) => Handle = handle;

    /// <summary>The end, owned.</summary>
    internal SafeFileHandle Handle { get; }

    /// <summary>Whether a read looks again and again for a moment before it waits.</summary>
    internal bool Spins
    {
        get => _spin is not null;
        set => _spin = value ? _spin ?? new AdaptiveSpin() : null;
    }

    /// <summary>Whether reads can look without disturbing anybody.</summary>
    private protected virtual bool CanSpin => false;

    /// <summary>Makes the operating system's kind.</summary>
    /// <param name="handle">The end; owned from now on.</param>
    /// <param name="isReadEnd">Which end it is.</param>
    internal static PipeEndIo Create(SafeFileHandle handle, bool isReadEnd) =>
        OperatingSystem.IsLinux() ? new LinuxPipeEndIo(handle, isReadEnd)
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

    /// <summary>Reads what is there or, if <see cref="Spins"/>, comes within a moment.</summary>
    /// <returns>Done or WouldBlock.</returns>
    /// <inheritdoc cref="TryRead(Span{byte})"/>
    /// <param name="buffer">Where the bytes go.</param>
    /// <param name="maySkip">Whether the try may be spared, and WouldBlock be the answer, where tries have been in vain.</param>
    internal Transfer TryReadPatiently(Span<byte> buffer, bool maySkip)
    {
        Transfer transfer = maySkip ? TryReadIfLikely(buffer) : TryRead(buffer);
        return transfer.Status == TransferStatus.WouldBlock && _spin is { } spin && CanSpin && AdaptiveSpin.IsWorthwhile
            ? SpinRead(buffer, spin)
            : transfer;
    }

    /// <summary>Reads what is there, unless that is not worth the try.</summary>
    /// <inheritdoc cref="TryRead(Span{byte})"/>
    private protected virtual Transfer TryReadIfLikely(Span<byte> buffer) => TryRead(buffer);

    /// <summary>How often it has been told that there is something to read; to be asked before a look, for <see cref="Arm"/>.</summary>
    /// <value><see cref="Unknown"/> where that saves nothing: then <see cref="Arm"/> looks itself.</value>
    internal virtual int Reports => Unknown;

    /// <summary>Calls the handler once, when a transfer would not block; at once if it would not now. One handler at a time.</summary>
    /// <remarks>A call that was meant for an earlier handler may reach this one: see <see cref="IsReady"/>. After the close: no call.</remarks>
    /// <param name="handler">Whom to call.</param>
    /// <param name="reports">What <see cref="Reports"/> was before a read of its own found nothing, or <see cref="Unknown"/>.</param>
    /// <returns><see langword="false"/> if something has happened since: look again, nobody will call.</returns>
    /// <exception cref="ObjectDisposedException">The end was closed.</exception>
    /// <exception cref="IOException">The system has no room for another wait.</exception>
    internal abstract bool Arm(ReadinessHandler handler, int reports);

    /// <summary>Forgets the handler; a call that is under way may still reach it.</summary>
    internal abstract void Disarm();

    /// <summary>Whether a transfer would not block: there is something, or room, or the other side is gone.</summary>
    /// <exception cref="ObjectDisposedException">The end was closed.</exception>
    internal abstract bool IsReady();

    /// <summary>Writes what fits.</summary>
    /// <returns>Done, perhaps with fewer bytes than given; WouldBlock; or Broken.</returns>
    /// <exception cref="ObjectDisposedException">The end was closed.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    internal abstract Transfer TryWrite(ReadOnlySpan<byte> buffer);

    /// <summary>Copies the first bytes that are there, and takes none.</summary>
    /// <returns>Done, with 0 bytes at end of file; or WouldBlock.</returns>
    /// <exception cref="ObjectDisposedException">The end was closed.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    internal abstract Transfer TryPeek(Span<byte> buffer);

    /// <summary>Waits for room, where nothing tells of it (<see cref="Readiness.TellsWritable"/>), without a thread of the pool, and writes at least a byte.</summary>
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

    private Transfer SpinRead(Span<byte> buffer, AdaptiveSpin spin)
    {
        long limit = spin.Begin();
        if (limit == 0)
        {
            return new Transfer(0, TransferStatus.WouldBlock);
        }

        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            Transfer transfer = TryRead(buffer);
            long elapsed = Stopwatch.GetTimestamp() - start;
            if (transfer.Status != TransferStatus.WouldBlock)
            {
                spin.Succeeded(elapsed);
                return transfer;
            }

            if (elapsed > limit)
            {
                spin.Failed();
                return transfer;
            }
        }
    }
}
