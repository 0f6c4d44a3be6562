namespace Standpipe;

/// <content>What an operation over several ends asks of each.</content>
public abstract partial class PipeEnd
{
    // The asynchronous operation over several ends whose turn it is here: to be woken when this end is disposed of.
    private JointOperation? _joint;

    /// <summary>Throws if the end is disposed of.</summary>
    /// <exception cref="ObjectDisposedException">It is.</exception>
    internal void RequireOpen() => ThrowIfDisposed();

    /// <summary>The exception of a call during which the end was disposed of.</summary>
    internal ObjectDisposedException ClosedMeanwhile() => DisposedMeanwhile();

    /// <summary>Tells whom to wake at disposal. By the operation whose turn it is.</summary>
    /// <exception cref="ObjectDisposedException">The end is disposed of.</exception>
    internal void Join(JointOperation operation)
    {
        // A full fence: either this sees the end disposed of, or whoever disposes of it sees the operation.
        _ = Interlocked.Exchange(ref _joint, operation);
        ThrowIfDisposed();
    }

    /// <summary>Ends what <see cref="Join"/> began.</summary>
    internal void Leave() => Volatile.Write(ref _joint, null);

    /// <summary>Wakes the operation that has this end and others. After the end is disposed of.</summary>
    private protected void WakeJoint()
    {
        Interlocked.MemoryBarrier();
        Volatile.Read(ref _joint)?.Wake();
    }
}
