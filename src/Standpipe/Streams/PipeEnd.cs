using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>One end of an anonymous pipe, as a stream: <see cref="PipeReadEnd"/> or <see cref="PipeWriteEnd"/>.</summary>
/// <remarks>
/// <para><b>Ownership</b>: an end owns its handle. Handing it to a child moves it: the end is disposed of once the
/// child has started, so that end of file and broken pipe come when they should.</para>
/// <para><b>Threads</b>: every member may be called from any thread. <see cref="Stream.Dispose()"/> is idempotent; a call
/// that is blocked on the end in another thread, or an asynchronous one that is pending, then ends with
/// <see cref="ObjectDisposedException"/>, and the handle closes as the last of them leaves.</para>
/// <para><b>Source</b>: contract AP-05, AP-22, L-9; pipe(7).</para>
/// </remarks>
[SuppressMessage("Naming", "CA1710", Justification = "An end of a pipe is called an end; that it is a stream, its base says.")]
public abstract partial class PipeEnd : Stream
{
    private readonly HandleInheritability _inheritability;

    private volatile bool _disposed;

    private protected PipeEnd(SafeFileHandle handle, bool isReadEnd, HandleInheritability inheritability)
    {
        Io = PipeEndIo.Create(handle, isReadEnd);
        _inheritability = inheritability;
        if (inheritability == HandleInheritability.Inheritable)
        {
            InheritableHandles.Add(handle);
        }
    }

    /// <summary>Gets the handle.</summary>
    /// <value>Still owned by this end: do not dispose of it. A descriptor on Linux.</value>
    public SafeFileHandle SafeFileHandle => Io.Handle;

    /// <summary>Gets whether a child that is given all inheritable handles gets this one.</summary>
    /// <value>Decided when the end was made; a duplicate can have the other value.</value>
    /// <remarks><b>Source</b>: contract AP-06, AP-07.</remarks>
    public HandleInheritability Inheritability => _inheritability;

    /// <summary>Gets or sets how much the pipe holds before a writer blocks.</summary>
    /// <value>
    /// Bytes, as the system gave it. Setting asks for at least that many, more than 0; it takes effect at once, for
    /// both ends and in every process, and wakes a blocked writer. Windows refuses more than the pipe was made with.
    /// </value>
    /// <exception cref="ArgumentOutOfRangeException">The value set is 0 or negative.</exception>
    /// <exception cref="PipeCapacityException">The system refuses: too large, or what waits in the pipe would not fit.</exception>
    /// <exception cref="ObjectDisposedException">The end is disposed of.</exception>
    public int Capacity
    {
        get => Pipe.GetCapacity(Io.Handle);
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            PipeCapacityException.ThrowIfRefused(Pipe.TrySetCapacity(Io.Handle, value), value);
        }
    }

    /// <summary>Gets how many bytes wait in the pipe.</summary>
    /// <value>Bytes written and not yet read, at this moment; on Windows, what a blocked writer offers too.</value>
    /// <exception cref="ObjectDisposedException">The end is disposed of.</exception>
    /// <exception cref="PlatformNotSupportedException">On Windows, for a write end: only the read end knows.</exception>
    public int BytesAvailable => Io.GetBytesAvailable();

    /// <summary>Gets whether nobody, in any process, holds the other end any more.</summary>
    /// <value>For a read end: no more will be written, though bytes may wait. For a write end: a write would fail.</value>
    /// <exception cref="ObjectDisposedException">The end is disposed of.</exception>
    public bool IsOtherEndClosed => Io.IsOtherEndClosed();

    /// <summary>Gets the value by which a child knows this end when it inherits it without being given another.</summary>
    /// <value>A decimal number, to be told in an argument or an environment variable; a descriptor on Linux, a handle on Windows.</value>
    /// <exception cref="ObjectDisposedException">The end is disposed of.</exception>
    /// <remarks><b>Source</b>: contract AP-10.</remarks>
    public string ChildValue
    {
        get
        {
            ThrowIfDisposed();
            return Io.Handle.DangerousGetHandle().ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Gets or sets whether what awaits an asynchronous operation always goes on, on the thread that saw the pipe become ready.</summary>
    /// <value>
    /// Default <see langword="false"/>: it goes on there as long as another thread stays to serve the other ends, else on a thread of the pool, and may
    /// do whatever it likes. For operations that wait from now on.
    /// </value>
    /// <remarks>
    /// On Linux two threads serve every pending operation of the process's pipe ends. Going on in one of them spares the way to another
    /// thread, also where many ends become ready at once, at a price: what the thread was told of at the same time waits, and while such continuations
    /// run in both, no other end's operation goes on. So one that blocks, computes for long, or waits synchronously for another pipe (which can
    /// then never become ready) stalls or deadlocks the library's asynchronous operations. Only for short continuations that are all your own. On
    /// Windows it has no effect.
    /// </remarks>
    public bool AllowSynchronousContinuations { get; set; }

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <summary>Not supported: a pipe has no length.</summary>
    public override long Length => throw NotSeekable();

    /// <summary>Not supported: a pipe has no position.</summary>
    public override long Position
    {
        get => throw NotSeekable();
        set => throw NotSeekable();
    }

    /// <summary>Gets the transfers.</summary>
    internal PipeEndIo Io { get; }

    /// <summary>Gets whether the end is still usable.</summary>
    internal bool IsOpen => !_disposed;

    /// <summary>Gets whose turn it is among the asynchronous operations.</summary>
    internal PipeTurn Turn { get; } = new();

    /// <summary>Names the descriptor by which a child is to know this end.</summary>
    /// <param name="fileDescriptor">The number in the child, 3 or more.</param>
    /// <returns>An entry for <see cref="ChildProcessOptions.InheritedHandles"/>. The end moves into the child.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 3: those are the standard streams.</exception>
    /// <exception cref="PlatformNotSupportedException">On Windows, unless the number is <see cref="ChildValue"/>: there is no choice.</exception>
    public InheritedHandle As(int fileDescriptor) => InheritedHandle.FromPipeEnd(this).As(fileDescriptor);

    /// <summary>Names this end for a child's list, under its own number, and keeps the caller's open.</summary>
    /// <returns>An entry for <see cref="ChildProcessOptions.InheritedHandles"/>.</returns>
    public InheritedHandle Share() => InheritedHandle.FromPipeEnd(this).Share();

    /// <summary>Does nothing: a pipe keeps no bytes on this side.</summary>
    /// <exception cref="ObjectDisposedException">The end is disposed of.</exception>
    public override void Flush() => ThrowIfDisposed();

    /// <summary>Does nothing: a pipe keeps no bytes on this side.</summary>
    /// <param name="cancellationToken">Cancels before it begins.</param>
    /// <returns>A completed task.</returns>
    /// <exception cref="ObjectDisposedException">The end is disposed of.</exception>
    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        return cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : Task.CompletedTask;
    }

    /// <summary>Not supported: a pipe has no positions.</summary>
    /// <param name="offset">Not used.</param>
    /// <param name="origin">Not used.</param>
    /// <returns>Never.</returns>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override long Seek(long offset, SeekOrigin origin) => throw NotSeekable();

    /// <summary>Not supported: a pipe has no length.</summary>
    /// <param name="value">Not used.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void SetLength(long value) => throw NotSeekable();

    /// <summary>Checks an inheritability.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such value.</exception>
    internal static void RequireKnown(HandleInheritability inheritability)
    {
        if (inheritability is not (HandleInheritability.None or HandleInheritability.Inheritable))
        {
            throw new ArgumentOutOfRangeException(nameof(inheritability), inheritability, "No such inheritability.");
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // In this order: the operations that wait see that the end is closed, and whoever begins one does too.
            _disposed = true;
            Turn.EndDisposed();
            Io.Close();
        }

        base.Dispose(disposing);
    }

    /// <summary>Throws if the end is disposed of.</summary>
    private protected void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, this);

    /// <summary>Takes the asynchronous operations' turn if it is free.</summary>
    internal bool TryTakeTurn() => Turn.TryTake();

    /// <summary>Waits for the turn: operations run in the order in which they were begun.</summary>
    /// <exception cref="ObjectDisposedException">The end was disposed of, before or meanwhile; the turn is not taken.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled; the turn is not taken.</exception>
    internal Task TakeTurnAsync(CancellationToken cancellationToken) =>
        Turn.TryTake() ? Task.CompletedTask : new PipeTurnOperation(this).Start(cancellationToken);

    /// <summary>Passes the turn on.</summary>
    internal void PassTurn() => Turn.Pass();

    /// <summary>Waits until a transfer would not block, and takes nothing. By the operation whose turn it is; see <see cref="Readiness.TellsWritable"/>.</summary>
    /// <exception cref="ObjectDisposedException">The end was disposed of, before or meanwhile.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    internal Task WaitUntilReadyAsync(CancellationToken cancellationToken) => new PipeWaitOperation(this).Start(cancellationToken);

    /// <summary>The exception of a call during which the end was disposed of.</summary>
    internal ObjectDisposedException DisposedMeanwhile() =>
        new(GetType().FullName, "The end of the pipe was disposed of while the call waited.");

    private static NotSupportedException NotSeekable() => new("A pipe has no length and no position.");
}
