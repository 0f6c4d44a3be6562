using System.Net.Sockets;
using Microsoft.Win32.SafeHandles;
using Standpipe.Platform;

namespace Standpipe;

/// <content>Moving bytes into files and sockets.</content>
public sealed partial class PipeReadEnd
{
    /// <summary>Moves bytes from this pipe into a file, blocking until there are no more or so many were moved.</summary>
    /// <param name="destination">A file or a device that is open for writing; still the caller's. Written at its own position, which moves on.</param>
    /// <param name="count">Bytes to move at most; all until end of file by default.</param>
    /// <returns>Bytes moved: fewer than <paramref name="count"/> only at end of file.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="destination"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <exception cref="PipeBrokenException">The handle is a pipe's, or a socket's, and nobody reads there any more.</exception>
    /// <exception cref="ObjectDisposedException">The end is, or meanwhile was, disposed of; or the handle was closed before.</exception>
    /// <exception cref="IOException">The system reported an error, for instance that the disk is full; its message tells how many bytes were moved.</exception>
    /// <remarks>
    /// <para><b>Blocking</b>: while the pipe is empty. No byte is lost however the call ends: what has left the pipe is in the file.</para>
    /// <para><b>Linux</b>: the kernel copies from the pipe's pages to the file's, past this process. It holds the pipe meanwhile, so from a pipe of 64 KiB this takes
    /// up to twice as long as <see cref="CopyTo(Stream, int)"/>, which may lose bytes when the disk is full. Where the kernel does not do it (a file that was opened
    /// to append, some devices) the bytes are copied here. Whoever else writes through the same open file at that time writes over its bytes, and it over theirs,
    /// unless the file was opened to append: splice(2) does not take the lock that write(2) takes. Do not use a <see cref="FileStream"/>'s handle: the stream has a position of its own.</para>
    /// <para><b>Windows</b>: a copy, by way of this process.</para>
    /// <para><b>Source</b>: splice(2).</para>
    /// </remarks>
    public long SpliceTo(SafeFileHandle destination, long count = long.MaxValue)
    {
        Check(destination, count);
        return Splicing.IsAvailable
            ? SpliceTo(SpliceSide.Of(destination), isSocket: false, count)
            : BorrowedFile.Use(destination, FileAccess.Write, stream => StreamCopy.Out(this, stream, count));
    }

    /// <summary>Moves bytes from this pipe into a file, until there are no more or so many were moved.</summary>
    /// <inheritdoc cref="SpliceTo(SafeFileHandle, long)"/>
    /// <param name="destination">A file or a device that is open for writing; still the caller's. Written at its own position, which moves on.</param>
    /// <param name="count">Bytes to move at most; all until end of file by default.</param>
    /// <param name="cancellationToken">Ends the wait for bytes. None is lost: the pipe stays usable.</param>
    /// <exception cref="PipeWriteCanceledException">It was cancelled; the exception tells how many bytes were moved.</exception>
    /// <remarks>
    /// <para><b>Blocking</b>: the file itself is written by a thread of the pool, which waits for the disk if the kernel does.</para>
    /// <para><b>Source</b>: splice(2).</para>
    /// </remarks>
    public Task<long> SpliceToAsync(
        SafeFileHandle destination, long count = long.MaxValue, CancellationToken cancellationToken = default) =>
        SpliceToAsync(destination, isShared: false, count, cancellationToken);

    /// <summary>Moves bytes from this pipe into a socket, blocking until there are no more or so many were moved.</summary>
    /// <param name="destination">A connected stream socket; still the caller's. It is not shut down at the end.</param>
    /// <param name="count">Bytes to move at most; all until end of file by default.</param>
    /// <returns>Bytes moved: fewer than <paramref name="count"/> only at end of file.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="destination"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The socket is none of <see cref="SocketType.Stream"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <exception cref="PipeBrokenException">The other side takes no more, or the socket was disposed of; it tells how many bytes were moved.</exception>
    /// <exception cref="ObjectDisposedException">The end is, or meanwhile was, disposed of; or the socket was before.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    /// <remarks>
    /// <para><b>Blocking</b>: while the pipe is empty or the other side slow, whatever <see cref="Socket.Blocking"/> and
    /// <see cref="Socket.SendTimeout"/> say. No byte is lost however the call ends: what has left the pipe is with the socket.</para>
    /// <para><b>Linux</b>: a socket on which an asynchronous operation was begun before, or that does not block, takes the pipe's pages as they
    /// are. To any other the bytes are copied, since the kernel would block there where nothing can end it.</para>
    /// <para><b>Windows</b>: a copy, by way of this process. A socket whose <see cref="Socket.Blocking"/> is off is refused with an <see cref="IOException"/>.</para>
    /// <para><b>Source</b>: splice(2), send(2).</para>
    /// </remarks>
    public long SpliceTo(Socket destination, long count = long.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Check(destination, count);
        if (Splicing.IsAvailable)
        {
            return SpliceTo(SpliceSide.Of(destination.SafeHandle), isSocket: true, count);
        }

        using NetworkStream stream = new(destination, ownsSocket: false);
        return StreamCopy.Out(this, stream, count);
    }

    /// <summary>Moves bytes from this pipe into a socket, until there are no more or so many were moved, without a thread.</summary>
    /// <inheritdoc cref="SpliceTo(Socket, long)"/>
    /// <param name="destination">A connected stream socket; still the caller's. It is not shut down at the end.</param>
    /// <param name="count">Bytes to move at most; all until end of file by default.</param>
    /// <param name="cancellationToken">Ends it. No byte is lost: the pipe and the socket stay usable.</param>
    /// <exception cref="PipeWriteCanceledException">It was cancelled; the exception tells how many bytes were moved.</exception>
    /// <remarks>
    /// <para><b>Linux</b>: as for the blocking form.</para>
    /// <para><b>Windows</b>: a copy; a send that is cancelled there may have sent a part that stays in the pipe too.</para>
    /// <para><b>Source</b>: splice(2), send(2).</para>
    /// </remarks>
    public Task<long> SpliceToAsync(
        Socket destination, long count = long.MaxValue, CancellationToken cancellationToken = default)
    {
        Check(destination, count);
        return JointOperation.RunAsync(
            [this],
            async joint =>
            {
                if (Splicing.IsAvailable)
                {
                    await SpliceToAsync(joint, SpliceSide.Of(destination.SafeHandle), isSocket: true, count).ConfigureAwait(false);
                    return;
                }

                NetworkStream stream = new(destination, ownsSocket: false);
                await using (stream.ConfigureAwait(false))
                {
                    await StreamCopy.OutAsync(joint, this, stream, count).ConfigureAwait(false);
                }
            },
            cancellationToken);
    }

    /// <inheritdoc cref="SpliceToAsync(SafeFileHandle, long, CancellationToken)"/>
    /// <param name="destination">A file or a device that is open for writing; still the caller's. Written at its own position, which moves on.</param>
    /// <param name="isShared">Whether others may write it meanwhile at the same position, in this process or another.</param>
    /// <param name="count">Bytes to move at most.</param>
    /// <param name="cancellationToken">Ends the wait for bytes. None is lost: the pipe stays usable.</param>
    internal Task<long> SpliceToAsync(SafeFileHandle destination, bool isShared, long count, CancellationToken cancellationToken)
    {
        Check(destination, count);
        return JointOperation.RunAsync(
            [this],
            joint => Splicing.IsAvailable
                ? SpliceToAsync(joint, SpliceSide.Of(destination, isShared: isShared), isSocket: false, count)
                : BorrowedFile.UseAsync(destination, FileAccess.Write, stream => StreamCopy.OutAsync(joint, this, stream, count)),
            cancellationToken);
    }

    private long SpliceTo(SpliceSide side, bool isSocket, long count)
    {
        SpliceStep step = count == 0 ? default : new SpliceOperation(this, side, isSocket).Run(count);
        return step.Status == SpliceStatus.Unsupported ? new SideCopy(this, side).Out(step.Count, count) : step.Count;
    }

    private async Task SpliceToAsync(JointOperation joint, SpliceSide side, bool isSocket, long count)
    {
        if (await new SpliceOperation(this, side, isSocket).RunAsync(joint, count).ConfigureAwait(false) == SpliceStatus.Unsupported)
        {
            await new SideCopy(this, side).OutAsync(joint, count).ConfigureAwait(false);
        }
    }

    private void Check(SafeFileHandle destination, long count)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ObjectDisposedException.ThrowIf(destination.IsClosed, destination);
        ThrowIfDisposed();
    }

    private void Check(Socket destination, long count)
    {
        StreamSocket.Require(destination, nameof(destination));
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ThrowIfDisposed();
    }
}
