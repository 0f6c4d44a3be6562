using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>The end of an anonymous pipe that writes.</summary>
/// <remarks>
/// <para><b>Blocking</b>: a write returns when its last byte is in the pipe, however much larger than the pipe it is; with
/// no read end left in any process it throws <see cref="PipeBrokenException"/>, even a write of nothing. SIGPIPE is
/// ignored by the .NET runtime and so never ends this process.</para>
/// <para><b>Threads</b>: writes of up to 4096 bytes never mix with those of others; longer ones of several writers may.
/// Asynchronous writes of one end go in whole, in the order in which they were begun.</para>
/// <para><b>Source</b>: contract AP-17, AP-18, L-3, L-4; write(2), pipe(7).</para>
/// </remarks>
[SuppressMessage("Naming", "CA1710", Justification = "An end of a pipe is called an end; that it is a stream, its base says.")]
public sealed partial class PipeWriteEnd : PipeEnd
{
    /// <summary>Wraps a handle that is known to be a write end.</summary>
    internal PipeWriteEnd(SafeFileHandle handle, HandleInheritability inheritability)
        : base(handle, isReadEnd: false, inheritability)
    {
    }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanWrite => IsOpen;

    /// <summary>Gets the operations to be used again.</summary>
    internal PipeOperationPool<PipeWriteOperation> Operations { get; } = new();

    /// <summary>Makes an end of a handle.</summary>
    /// <param name="handle">A write end of a pipe; owned by the result from now on, unless the call throws.</param>
    /// <param name="inheritability">Whether the result is inheritable.</param>
    /// <returns>The end; the caller owns it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="handle"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The handle is no pipe, or not its write end.</exception>
    /// <exception cref="ObjectDisposedException">The handle is closed.</exception>
    public static PipeWriteEnd FromHandle(
        SafeFileHandle handle, HandleInheritability inheritability = HandleInheritability.None)
    {
        RequireKnown(inheritability);
        Handle.RequirePipeEnd(handle, forReading: false, nameof(handle));
        return new PipeWriteEnd(handle, inheritability);
    }

    /// <summary>Makes an end of a descriptor, for instance one that a parent passed down.</summary>
    /// <param name="fileDescriptor">
    /// An open write end. 3 and above are owned by the result from now on and made close-on-exec; 0, 1 and 2 are
    /// duplicated and stay as they are. On Windows a handle's value, and 0, 1 and 2 for the standard handles.
    /// </param>
    /// <param name="inheritability">Whether the result is inheritable.</param>
    /// <returns>The end; the caller owns it.</returns>
    /// <exception cref="ArgumentException">Nothing is open there, it is no pipe, or it is not a write end; it is left as it was.</exception>
    public static PipeWriteEnd FromFileDescriptor(
        int fileDescriptor, HandleInheritability inheritability = HandleInheritability.None)
    {
        RequireKnown(inheritability);
        return new PipeWriteEnd(Handle.AdoptPipeEnd(fileDescriptor, forReading: false), inheritability);
    }

    /// <summary>Opens, in a child, an end that its parent told it of.</summary>
    /// <param name="childValue">What the parent told: <see cref="PipeEnd.ChildValue"/> or <see cref="InheritedHandle.ChildValue"/>.</param>
    /// <param name="inheritability">Whether the result is inheritable in turn.</param>
    /// <returns>The end; the caller owns it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="childValue"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">It is no number, nothing is open there, it is no pipe, or it is not a write end.</exception>
    /// <remarks><b>Source</b>: contract AP-09, AP-10.</remarks>
    public static PipeWriteEnd FromChildValue(
        string childValue, HandleInheritability inheritability = HandleInheritability.None) =>
        FromFileDescriptor(Handle.ParseChildValue(childValue), inheritability);

    /// <summary>Makes a second handle for the same end.</summary>
    /// <param name="inheritability">Whether the duplicate is inheritable, whatever this one is.</param>
    /// <returns>The duplicate; the caller owns it. Readers get no end of file until both are closed.</returns>
    /// <exception cref="ObjectDisposedException">The end is disposed of.</exception>
    /// <exception cref="IOException">No descriptor is left.</exception>
    /// <remarks><b>Source</b>: contract AP-07.</remarks>
    public PipeWriteEnd Duplicate(HandleInheritability inheritability = HandleInheritability.None)
    {
        RequireKnown(inheritability);
        return new PipeWriteEnd(Handle.Duplicate(Io.Handle), inheritability);
    }

    /// <summary>Writes all bytes, blocking until the last one is in the pipe.</summary>
    /// <param name="buffer">The bytes; empty asks only whether a reader is left.</param>
    /// <exception cref="PipeBrokenException">No reader is left; it tells how many bytes went in.</exception>
    /// <exception cref="ObjectDisposedException">The end is, or meanwhile was, disposed of; what went in before stays.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ThrowIfDisposed();
        Transfer transfer = Io.Write(buffer);
        if (transfer.Status != TransferStatus.Done)
        {
            throw transfer.Status == TransferStatus.Broken
                ? PipeBrokenException.AfterWriting(transfer.Count, buffer.Length)
                : DisposedMeanwhile();
        }
    }

    /// <inheritdoc cref="Write(ReadOnlySpan{byte})"/>
    /// <param name="buffer">The bytes.</param>
    /// <param name="offset">Index of the first.</param>
    /// <param name="count">How many.</param>
    public override void Write(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        Write(buffer.AsSpan(offset, count));
    }

    /// <summary>Writes one byte.</summary>
    /// <param name="value">The byte.</param>
    public override void WriteByte(byte value) => Write(new ReadOnlySpan<byte>(in value));

    /// <summary>Writes all bytes, waiting for room without a thread.</summary>
    /// <param name="buffer">The bytes; not to be changed until the operation completes.</param>
    /// <param name="cancellationToken">Ends the wait for room. What went in before stays in the pipe.</param>
    /// <returns>Completes when the last byte is in the pipe.</returns>
    /// <exception cref="PipeBrokenException">No reader is left; it tells how many bytes went in.</exception>
    /// <exception cref="ObjectDisposedException">The end is, or meanwhile was, disposed of; what went in before stays.</exception>
    /// <exception cref="OperationCanceledException">The write was cancelled: before it began, or (<see cref="PipeWriteCanceledException"/>, which tells how many bytes went in) while it waited.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        if (!Readiness.TellsWritable)
        {
            return new ValueTask(WriteOnAThreadAsync(buffer, cancellationToken));
        }

        if (!TryTakeTurn())
        {
            return TakeOperation().Start(buffer, 0, hasTurn: false, cancellationToken);
        }

        Transfer first;
        try
        {
            first = Io.TryWrite(buffer.Span);
        }
        catch
        {
            PassTurn();
            throw;
        }

        if (first.Status == TransferStatus.Broken)
        {
            PassTurn();
            return ValueTask.FromException(PipeBrokenException.AfterWriting(first.Count, buffer.Length));
        }

        if (first.Status == TransferStatus.WouldBlock || first.Count < buffer.Length)
        {
            return TakeOperation().Start(buffer, first.Count, hasTurn: true, cancellationToken);
        }

        PassTurn();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc cref="WriteAsync(ReadOnlyMemory{byte}, CancellationToken)"/>
    /// <param name="buffer">The bytes.</param>
    /// <param name="offset">Index of the first.</param>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Ends the wait for room.</param>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    /// <inheritdoc/>
    public override IAsyncResult BeginWrite(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) =>
        TaskToAsyncResult.Begin(WriteAsync(buffer, offset, count, CancellationToken.None), callback, state);

    /// <inheritdoc/>
    public override void EndWrite(IAsyncResult asyncResult) => TaskToAsyncResult.End(asyncResult);

    /// <summary>Not supported: this end only writes.</summary>
    /// <param name="buffer">Not used.</param>
    /// <param name="offset">Not used.</param>
    /// <param name="count">Not used.</param>
    /// <returns>Never.</returns>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override int Read(byte[] buffer, int offset, int count) => throw WrongDirection();

    /// <summary>Not supported: this end only writes.</summary>
    /// <param name="buffer">Not used.</param>
    /// <returns>Never.</returns>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override int Read(Span<byte> buffer) => throw WrongDirection();

    /// <summary>Not supported: this end only writes.</summary>
    /// <returns>Never.</returns>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override int ReadByte() => throw WrongDirection();

    /// <summary>Not supported: this end only writes.</summary>
    /// <param name="buffer">Not used.</param>
    /// <param name="offset">Not used.</param>
    /// <param name="count">Not used.</param>
    /// <param name="cancellationToken">Not used.</param>
    /// <returns>Never.</returns>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        throw WrongDirection();

    /// <summary>Not supported: this end only writes.</summary>
    /// <param name="buffer">Not used.</param>
    /// <param name="cancellationToken">Not used.</param>
    /// <returns>Never.</returns>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        throw WrongDirection();

    /// <summary>Not supported: this end only writes.</summary>
    /// <param name="buffer">Not used.</param>
    /// <param name="offset">Not used.</param>
    /// <param name="count">Not used.</param>
    /// <param name="callback">Not used.</param>
    /// <param name="state">Not used.</param>
    /// <returns>Never.</returns>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override IAsyncResult BeginRead(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) =>
        throw WrongDirection();

    /// <summary>Writes what fits, without waiting.</summary>
    internal Transfer TryWrite(ReadOnlySpan<byte> buffer) => Io.TryWrite(buffer);

    private static NotSupportedException WrongDirection() => new("The write end of a pipe only writes.");

    private PipeWriteOperation TakeOperation() => Operations.TryTake() ?? new PipeWriteOperation(this);
}
