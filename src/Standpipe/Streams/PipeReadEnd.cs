using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>The end of an anonymous pipe that reads.</summary>
/// <remarks>
/// <para><b>Blocking</b>: a read returns as soon as one write of any size has completed, with what is there; 0 once
/// every write end, in every process, is closed <em>and</em> what was written has been read. A read into an empty buffer
/// waits for the same and takes nothing.</para>
/// <para><b>Threads</b>: synchronous reads of several threads each get part of the bytes; asynchronous reads of one end
/// get theirs in the order in which they were begun.</para>
/// <para><b>Source</b>: contract AP-14 to AP-16; read(2), pipe(7).</para>
/// </remarks>
[SuppressMessage("Naming", "CA1710", Justification = "An end of a pipe is called an end; that it is a stream, its base says.")]
public sealed partial class PipeReadEnd : PipeEnd
{
    /// <summary>Wraps a handle that is known to be a read end.</summary>
    internal PipeReadEnd(SafeFileHandle handle, HandleInheritability inheritability)
        : base(handle, isReadEnd: true, inheritability)
    {
    }

    /// <summary>Gets or sets what a read does while nothing is in the pipe.</summary>
    /// <value>Default <see cref="PipeWaitStrategy.Block"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">There is no such strategy.</exception>
    /// <remarks>
    /// <para><b>Blocking</b>: an asynchronous read looks for its moment, too, on the thread that begins it, before it waits without one.</para>
    /// <para><b>Windows</b>: always as <see cref="PipeWaitStrategy.Block"/>.</para>
    /// </remarks>
    public PipeWaitStrategy WaitStrategy
    {
        get => Io.Spins ? PipeWaitStrategy.AdaptiveSpin : PipeWaitStrategy.Block;
        set => Io.Spins = value switch
        {
            PipeWaitStrategy.Block => false,
            PipeWaitStrategy.AdaptiveSpin => true,
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, "No such strategy."),
        };
    }

    /// <inheritdoc/>
    public override bool CanRead => IsOpen;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <summary>Gets the operations to be used again.</summary>
    internal PipeOperationPool<PipeReadOperation> Operations { get; } = new();

    /// <summary>Makes an end of a handle.</summary>
    /// <param name="handle">A read end of a pipe; owned by the result from now on, unless the call throws.</param>
    /// <param name="inheritability">Whether the result is inheritable.</param>
    /// <returns>The end; the caller owns it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="handle"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The handle is no pipe, or not its read end.</exception>
    /// <exception cref="ObjectDisposedException">The handle is closed.</exception>
    public static PipeReadEnd FromHandle(
        SafeFileHandle handle, HandleInheritability inheritability = HandleInheritability.None)
    {
        RequireKnown(inheritability);
        Handle.RequirePipeEnd(handle, forReading: true, nameof(handle));
        return new PipeReadEnd(handle, inheritability);
    }

    /// <summary>Makes an end of a descriptor, for instance one that a parent passed down.</summary>
    /// <param name="fileDescriptor">
    /// An open read end. 3 and above are owned by the result from now on and made close-on-exec; 0, 1 and 2 are
    /// duplicated and stay as they are. On Windows a handle's value, and 0, 1 and 2 for the standard handles.
    /// </param>
    /// <param name="inheritability">Whether the result is inheritable.</param>
    /// <returns>The end; the caller owns it.</returns>
    /// <exception cref="ArgumentException">Nothing is open there, it is no pipe, or it is not a read end; it is left as it was.</exception>
    public static PipeReadEnd FromFileDescriptor(
        int fileDescriptor, HandleInheritability inheritability = HandleInheritability.None)
    {
        RequireKnown(inheritability);
        return new PipeReadEnd(Handle.AdoptPipeEnd(fileDescriptor, forReading: true), inheritability);
    }

    /// <summary>Opens, in a child, an end that its parent told it of.</summary>
    /// <param name="childValue">What the parent told: <see cref="PipeEnd.ChildValue"/> or <see cref="InheritedHandle.ChildValue"/>.</param>
    /// <param name="inheritability">Whether the result is inheritable in turn.</param>
    /// <returns>The end; the caller owns it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="childValue"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">It is no number, nothing is open there, it is no pipe, or it is not a read end.</exception>
    /// <remarks><b>Source</b>: contract AP-09, AP-10.</remarks>
    public static PipeReadEnd FromChildValue(
        string childValue, HandleInheritability inheritability = HandleInheritability.None) =>
        FromFileDescriptor(Handle.ParseChildValue(childValue), inheritability);

    /// <summary>Makes a second handle for the same end.</summary>
    /// <param name="inheritability">Whether the duplicate is inheritable, whatever this one is.</param>
    /// <returns>The duplicate; the caller owns it. The pipe stays open for reading until both are closed.</returns>
    /// <exception cref="ObjectDisposedException">The end is disposed of.</exception>
    /// <exception cref="IOException">No descriptor is left.</exception>
    /// <remarks><b>Source</b>: contract AP-07.</remarks>
    public PipeReadEnd Duplicate(HandleInheritability inheritability = HandleInheritability.None)
    {
        RequireKnown(inheritability);
        return new PipeReadEnd(Handle.Duplicate(Io.Handle), inheritability);
    }

    /// <summary>Reads what is in the pipe, blocking until that is at least a byte.</summary>
    /// <param name="buffer">Where the bytes go.</param>
    /// <returns>Bytes read; 0 at end of file, or for an empty buffer.</returns>
    /// <exception cref="ObjectDisposedException">The end is, or meanwhile was, disposed of.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    public override int Read(Span<byte> buffer)
    {
        ThrowIfDisposed();
        Transfer transfer = Io.Read(buffer);
        return transfer.Status == TransferStatus.Done ? transfer.Count : throw DisposedMeanwhile();
    }

    /// <inheritdoc cref="Read(Span{byte})"/>
    /// <param name="buffer">Where the bytes go.</param>
    /// <param name="offset">Index of the first byte.</param>
    /// <param name="count">How many at most.</param>
    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    /// <summary>Reads one byte, blocking until it is there.</summary>
    /// <returns>The byte, or -1 at end of file.</returns>
    public override int ReadByte()
    {
        byte value = 0;
        return Read(new Span<byte>(ref value)) == 0 ? -1 : value;
    }

    /// <summary>Reads what is in the pipe, waiting until that is at least a byte, without a thread.</summary>
    /// <param name="buffer">Where the bytes go; untouched until the operation completes.</param>
    /// <param name="cancellationToken">Ends the wait. No byte is lost: the pipe stays usable.</param>
    /// <returns>Bytes read; 0 at end of file, or for an empty buffer.</returns>
    /// <exception cref="ObjectDisposedException">The end is, or meanwhile was, disposed of.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    /// <exception cref="IOException">The system reported an error.</exception>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<int>(cancellationToken);
        }

        if (buffer.IsEmpty || !TryTakeTurn())
        {
            return TakeOperation().Start(buffer, hasTurn: false, PipeEndIo.Unknown, cancellationToken);
        }

        // Where waiting takes a system call, which looks too, a look before it can be spared; where it takes none, the look is what it rests on.
        int reports = Io.Reports;
        Transfer transfer;
        try
        {
            transfer = Io.TryReadPatiently(buffer.Span, maySkip: AllowSynchronousContinuations && reports == PipeEndIo.Unknown);
        }
        catch
        {
            PassTurn();
            throw;
        }

        if (transfer.Status == TransferStatus.WouldBlock)
        {
            return TakeOperation().Start(buffer, hasTurn: true, reports, cancellationToken);
        }

        PassTurn();
        return new ValueTask<int>(transfer.Count);
    }

    /// <inheritdoc cref="ReadAsync(Memory{byte}, CancellationToken)"/>
    /// <param name="buffer">Where the bytes go.</param>
    /// <param name="offset">Index of the first byte.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    /// <inheritdoc/>
    public override IAsyncResult BeginRead(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) =>
        TaskToAsyncResult.Begin(ReadAsync(buffer, offset, count, CancellationToken.None), callback, state);

    /// <inheritdoc/>
    public override int EndRead(IAsyncResult asyncResult) => TaskToAsyncResult.End<int>(asyncResult);

    /// <summary>Not supported: this end only reads.</summary>
    /// <param name="buffer">Not used.</param>
    /// <param name="offset">Not used.</param>
    /// <param name="count">Not used.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void Write(byte[] buffer, int offset, int count) => throw WrongDirection();

    /// <summary>Not supported: this end only reads.</summary>
    /// <param name="buffer">Not used.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void Write(ReadOnlySpan<byte> buffer) => throw WrongDirection();

    /// <summary>Not supported: this end only reads.</summary>
    /// <param name="value">Not used.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void WriteByte(byte value) => throw WrongDirection();

    /// <summary>Not supported: this end only reads.</summary>
    /// <param name="buffer">Not used.</param>
    /// <param name="offset">Not used.</param>
    /// <param name="count">Not used.</param>
    /// <param name="cancellationToken">Not used.</param>
    /// <returns>Never.</returns>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        throw WrongDirection();

    /// <summary>Not supported: this end only reads.</summary>
    /// <param name="buffer">Not used.</param>
    /// <param name="cancellationToken">Not used.</param>
    /// <returns>Never.</returns>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        throw WrongDirection();

    /// <summary>Not supported: this end only reads.</summary>
    /// <param name="buffer">Not used.</param>
    /// <param name="offset">Not used.</param>
    /// <param name="count">Not used.</param>
    /// <param name="callback">Not used.</param>
    /// <param name="state">Not used.</param>
    /// <returns>Never.</returns>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override IAsyncResult BeginWrite(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) =>
        throw WrongDirection();

    /// <summary>Reads what is there, without waiting.</summary>
    internal Transfer TryRead(Span<byte> buffer) => Io.TryRead(buffer);

    private static NotSupportedException WrongDirection() => new("The read end of a pipe only reads.");

    private PipeReadOperation TakeOperation() => Operations.TryTake() ?? new PipeReadOperation(this);
}
