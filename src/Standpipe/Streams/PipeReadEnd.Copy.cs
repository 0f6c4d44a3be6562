using Standpipe.Platform;

namespace Standpipe;

/// <content>Copying into streams.</content>
public sealed partial class PipeReadEnd
{
    /// <summary>Copies everything until end of file into a stream, by the shortest way there is.</summary>
    /// <param name="destination">The stream; still the caller's.</param>
    /// <param name="bufferSize">How much is copied at a time where it has to be, in bytes, more than 0.</param>
    /// <exception cref="ArgumentNullException"><paramref name="destination"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bufferSize"/> is 0 or negative.</exception>
    /// <exception cref="NotSupportedException">The stream does not write.</exception>
    /// <exception cref="PipeBrokenException">The stream is a pipe or a socket whose other side is gone.</exception>
    /// <exception cref="ObjectDisposedException">The end or the stream is, or meanwhile was, disposed of.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    /// <remarks>
    /// <para><b>Linux</b>: into a <see cref="PipeWriteEnd"/>, an anonymous pipe's stream and, if it does not block and has no time
    /// limit, a <see cref="System.Net.Sockets.NetworkStream"/>, the kernel moves the bytes by itself. Into any other stream they are copied; into a file too, since
    /// there the kernel copies in any case, and takes longer.</para>
    /// <para><b>Source</b>: splice(2).</para>
    /// </remarks>
    public override void CopyTo(Stream destination, int bufferSize)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ValidateCopyToArguments(destination, bufferSize);
        ThrowIfDisposed();
        SpliceStatus status = SpliceStatus.Unsupported;
        if (Splicing.IsAvailable && destination is PipeWriteEnd end)
        {
            status = new SpliceOperation(this, end).Run(long.MaxValue).Status;
        }
        else if (Splicing.IsAvailable && KernelStream.ForWriting(destination) is { } stream)
        {
            status = new SpliceOperation(this, stream.Side, stream.CanGo).Run(long.MaxValue).Status;
        }

        if (status == SpliceStatus.Unsupported)
        {
            base.CopyTo(destination, bufferSize);
        }
    }

    /// <summary>Copies everything until end of file into a stream, by the shortest way there is.</summary>
    /// <param name="destination">The stream; still the caller's.</param>
    /// <param name="bufferSize">How much is copied at a time where it has to be, in bytes, more than 0.</param>
    /// <param name="cancellationToken">Ends it. Where the kernel moves the bytes none is lost.</param>
    /// <returns>Completes at end of file.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="destination"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bufferSize"/> is 0 or negative.</exception>
    /// <exception cref="NotSupportedException">The stream does not write.</exception>
    /// <exception cref="PipeBrokenException">The stream is a pipe or a socket whose other side is gone.</exception>
    /// <exception cref="ObjectDisposedException">The end or the stream is, or meanwhile was, disposed of.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    /// <remarks>
    /// <para><b>Linux</b>: as <see cref="CopyTo(Stream, int)"/>.</para>
    /// <para><b>Source</b>: splice(2).</para>
    /// </remarks>
    public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ValidateCopyToArguments(destination, bufferSize);
        ThrowIfDisposed();
        return !Splicing.IsAvailable ? base.CopyToAsync(destination, bufferSize, cancellationToken)
            : destination is PipeWriteEnd end ? CopyToEndAsync(end, bufferSize, cancellationToken)
            : KernelStream.ForWriting(destination) is { } stream ? CopyToKernelAsync(destination, stream, bufferSize, cancellationToken)
            : base.CopyToAsync(destination, bufferSize, cancellationToken);
    }

    private async Task CopyToEndAsync(PipeWriteEnd destination, int bufferSize, CancellationToken cancellationToken)
    {
        SpliceStatus status = SpliceStatus.Moved;
        _ = await JointOperation.RunAsync(
            [this, destination],
            async joint => status = await new SpliceOperation(this, destination).RunAsync(joint, long.MaxValue).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        if (status == SpliceStatus.Unsupported)
        {
            await base.CopyToAsync(destination, bufferSize, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CopyToKernelAsync(Stream destination, KernelStream stream, int bufferSize, CancellationToken cancellationToken)
    {
        SpliceStatus status = SpliceStatus.Moved;
        _ = await JointOperation.RunAsync(
            [this],
            async joint => status = await new SpliceOperation(this, stream.Side, stream.CanGo).RunAsync(joint, long.MaxValue).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        if (status == SpliceStatus.Unsupported)
        {
            await base.CopyToAsync(destination, bufferSize, cancellationToken).ConfigureAwait(false);
        }
    }
}
