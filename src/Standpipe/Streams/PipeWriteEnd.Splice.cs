using System.Net.Sockets;
using Microsoft.Win32.SafeHandles;
using Standpipe.Platform;

namespace Standpipe;

/// <content>Moving bytes in without reading them.</content>
public sealed partial class PipeWriteEnd
{
    /// <summary>Moves bytes from a file into this pipe, blocking until there are no more or so many were moved.</summary>
    /// <param name="source">A file or a device that is open for reading; still the caller's. Read at its own position, which moves on.</param>
    /// <param name="count">Bytes to move at most; all until end of file by default.</param>
    /// <returns>Bytes moved: fewer than <paramref name="count"/> only at end of file.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <exception cref="PipeBrokenException">No reader is left; it tells how many bytes were moved.</exception>
    /// <exception cref="ObjectDisposedException">The end is, or meanwhile was, disposed of; or the handle was closed before.</exception>
    /// <exception cref="IOException">The system reported an error; its message tells how many bytes were moved.</exception>
    /// <remarks>
    /// <para><b>Blocking</b>: while the pipe is full. The file's position is behind the last byte that was moved, however the call ends.</para>
    /// <para><b>Linux</b>: what lies in the pipe is the file's own pages. Who writes to the file before they are read changes what will be read.
    /// Do not use a <see cref="FileStream"/>'s handle: the stream has a position of its own; <see cref="CopyFrom"/> knows it.</para>
    /// <para><b>Windows</b>: a copy, by way of this process.</para>
    /// <para><b>Source</b>: splice(2).</para>
    /// </remarks>
    public long SpliceFrom(SafeFileHandle source, long count = long.MaxValue)
    {
        Check(source, count);
        return Splicing.IsAvailable
            ? SpliceFrom(SpliceSide.Of(source), count)
            : BorrowedFile.Use(source, FileAccess.Read, stream => StreamCopy.In(stream, this, count));
    }

    /// <summary>Moves bytes from a file into this pipe, until there are no more or so many were moved.</summary>
    /// <inheritdoc cref="SpliceFrom(SafeFileHandle, long)"/>
    /// <param name="source">A file or a device that is open for reading; still the caller's. Read at its own position, which moves on.</param>
    /// <param name="count">Bytes to move at most; all until end of file by default.</param>
    /// <param name="cancellationToken">Ends the wait for room. None is lost: the position is behind the last byte that was moved.</param>
    /// <exception cref="PipeWriteCanceledException">It was cancelled; the exception tells how many bytes were moved.</exception>
    /// <remarks>
    /// <para><b>Blocking</b>: the file itself is read by a thread of the pool, which waits for the disk if the kernel does.</para>
    /// <para><b>Linux</b>: what lies in the pipe is the file's own pages, as for the blocking form.</para>
    /// <para><b>Source</b>: splice(2).</para>
    /// </remarks>
    public Task<long> SpliceFromAsync(
        SafeFileHandle source, long count = long.MaxValue, CancellationToken cancellationToken = default)
    {
        Check(source, count);
        return JointOperation.RunAsync(
            [this],
            joint => Splicing.IsAvailable
                ? SpliceFromAsync(joint, SpliceSide.Of(source), count)
                : BorrowedFile.UseAsync(source, FileAccess.Read, stream => StreamCopy.InAsync(joint, stream, this, count)),
            cancellationToken);
    }

    /// <summary>Moves bytes from a socket into this pipe, blocking until there are no more or so many were moved.</summary>
    /// <param name="source">A connected stream socket; still the caller's.</param>
    /// <param name="count">Bytes to move at most; all until the other side shuts down by default.</param>
    /// <returns>Bytes moved: fewer than <paramref name="count"/> only at the end.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The socket is none of <see cref="SocketType.Stream"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <exception cref="PipeBrokenException">No reader is left; it tells how many bytes were moved. Noticed also while nothing comes.</exception>
    /// <exception cref="ObjectDisposedException">The end is, or meanwhile was, disposed of; or the socket was before.</exception>
    /// <exception cref="IOException">The system reported an error, for instance that the other side reset the connection.</exception>
    /// <remarks>
    /// <para><b>Blocking</b>: while nothing comes or the pipe is full, whatever <see cref="Socket.Blocking"/> and
    /// <see cref="Socket.ReceiveTimeout"/> say. No byte is lost however the call ends. Dispose of this end first, then of the socket: while the pipe
    /// is full, nobody looks at the socket, and its disposal waits.</para>
    /// <para><b>Windows</b>: a copy, by way of this process. A socket whose <see cref="Socket.Blocking"/> is off is refused with an <see cref="IOException"/>.</para>
    /// <para><b>Source</b>: splice(2).</para>
    /// </remarks>
    public long SpliceFrom(Socket source, long count = long.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(source);
        Check(source, count);
        if (Splicing.IsAvailable)
        {
            return SpliceFrom(SpliceSide.Of(source.SafeHandle), count);
        }

        using NetworkStream stream = new(source, ownsSocket: false);
        return StreamCopy.In(stream, this, count);
    }

    /// <summary>Moves bytes from a socket into this pipe, until there are no more or so many were moved, without a thread.</summary>
    /// <inheritdoc cref="SpliceFrom(Socket, long)"/>
    /// <param name="source">A connected stream socket; still the caller's.</param>
    /// <param name="count">Bytes to move at most; all until the other side shuts down by default.</param>
    /// <param name="cancellationToken">Ends it. No byte is lost: the pipe and the socket stay usable.</param>
    /// <exception cref="PipeWriteCanceledException">It was cancelled; the exception tells how many bytes were moved.</exception>
    /// <remarks>
    /// <para><b>Windows</b>: a copy; what was received and found no room before it was cancelled is lost.</para>
    /// <para><b>Source</b>: splice(2).</para>
    /// </remarks>
    public Task<long> SpliceFromAsync(Socket source, long count = long.MaxValue, CancellationToken cancellationToken = default)
    {
        Check(source, count);
        return JointOperation.RunAsync(
            [this],
            async joint =>
            {
                if (Splicing.IsAvailable)
                {
                    await SpliceFromAsync(joint, SpliceSide.Of(source.SafeHandle), count).ConfigureAwait(false);
                    return;
                }

                NetworkStream stream = new(source, ownsSocket: false);
                await using (stream.ConfigureAwait(false))
                {
                    await StreamCopy.InAsync(joint, stream, this, count).ConfigureAwait(false);
                }
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            WakeJoint();
        }
    }

    private long SpliceFrom(SpliceSide side, long count)
    {
        SpliceStep step = count == 0 ? default : new SpliceOperation(side, this).Run(count);
        return step.Status == SpliceStatus.Unsupported ? new SideCopy(this, side).In(step.Count, count) : step.Count;
    }

    private async Task SpliceFromAsync(JointOperation joint, SpliceSide side, long count)
    {
        if (await new SpliceOperation(side, this).RunAsync(joint, count).ConfigureAwait(false) == SpliceStatus.Unsupported)
        {
            await new SideCopy(this, side).InAsync(joint, count).ConfigureAwait(false);
        }
    }

    private void Check(SafeFileHandle source, long count)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ObjectDisposedException.ThrowIf(source.IsClosed, source);
        ThrowIfDisposed();
    }

    private void Check(Socket source, long count)
    {
        StreamSocket.Require(source, nameof(source));
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ThrowIfDisposed();
    }
}
