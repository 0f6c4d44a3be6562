using Standpipe.Platform;

namespace Standpipe;

/// <content>Copying from streams.</content>
public sealed partial class PipeWriteEnd
{
    /// <summary>Copies everything that a stream has left into this pipe, by the shortest way there is, blocking.</summary>
    /// <param name="source">The stream; still the caller's. Read from its position on.</param>
    /// <returns>Bytes copied.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is <see langword="null"/>.</exception>
    /// <exception cref="NotSupportedException">The stream does not read.</exception>
    /// <exception cref="PipeBrokenException">No reader is left; it tells how many bytes went in.</exception>
    /// <exception cref="ObjectDisposedException">The end or the stream is, or meanwhile was, disposed of.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    /// <remarks>
    /// <para><b>Blocking</b>: while the pipe is full. Then the position of a stream that has one is behind the last byte that went in, however the call ends;
    /// if the system reports an error, perhaps before it.</para>
    /// <para><b>Linux</b>: from a <see cref="PipeReadEnd"/>, a <see cref="FileStream"/>, an anonymous pipe's stream and, if it has no time limit,
    /// a <see cref="System.Net.Sockets.NetworkStream"/>, the kernel moves the bytes by itself. What comes from a file is the file's own pages: who writes
    /// to the file before they are read changes what will be read. From any other stream they are copied.</para>
    /// <para><b>Source</b>: splice(2).</para>
    /// </remarks>
    public long CopyFrom(Stream source)
    {
        Check(source);
        if (source is PipeReadEnd end)
        {
            return end.SpliceTo(this);
        }

        if (!Splicing.IsAvailable || KernelStream.ForReading(source) is not { } stream)
        {
            return StreamCopy.In(source, this, long.MaxValue);
        }

        SpliceStep step;
        try
        {
            step = new SpliceOperation(stream.Side, this).Run(long.MaxValue);
        }
        finally
        {
            stream.MoveOn();
        }

        return step.Status == SpliceStatus.Unsupported ? step.Count + StreamCopy.In(source, this, long.MaxValue) : step.Count;
    }

    /// <summary>Copies everything that a stream has left into this pipe, by the shortest way there is.</summary>
    /// <param name="source">The stream; still the caller's. Read from its position on.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Bytes copied.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is <see langword="null"/>.</exception>
    /// <exception cref="NotSupportedException">The stream does not read.</exception>
    /// <exception cref="PipeBrokenException">No reader is left; it tells how many bytes went in.</exception>
    /// <exception cref="PipeWriteCanceledException">It was cancelled; the exception tells how many bytes went in.</exception>
    /// <exception cref="ObjectDisposedException">The end or the stream is, or meanwhile was, disposed of.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    /// <remarks>
    /// <para><b>Threads</b>: takes its turn among the asynchronous writes of this end. A read of the stream that does not heed its token is waited for: however
    /// the copy ends, it ends no sooner than that read.</para>
    /// <para><b>Linux</b>: as <see cref="CopyFrom"/>.</para>
    /// <para><b>Source</b>: splice(2).</para>
    /// </remarks>
    public Task<long> CopyFromAsync(Stream source, CancellationToken cancellationToken = default)
    {
        Check(source);
        return source is PipeReadEnd end
            ? end.SpliceToAsync(this, long.MaxValue, cancellationToken)
            : JointOperation.RunAsync([this], joint => CopyFromAsync(joint, source), cancellationToken);
    }

    private async Task CopyFromAsync(JointOperation joint, Stream source)
    {
        if (Splicing.IsAvailable && KernelStream.ForReading(source) is { } stream)
        {
            SpliceStatus status;
            try
            {
                status = await new SpliceOperation(stream.Side, this).RunAsync(joint, long.MaxValue).ConfigureAwait(false);
            }
            finally
            {
                stream.MoveOn();
            }

            if (status != SpliceStatus.Unsupported)
            {
                return;
            }
        }

        await StreamCopy.InAsync(joint, source, this, long.MaxValue).ConfigureAwait(false);
    }

    private void Check(Stream source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (!source.CanRead)
        {
            throw new NotSupportedException("The stream does not read, or is disposed of.");
        }

        ThrowIfDisposed();
    }
}
