using System.Collections.Concurrent;
using System.Runtime.Versioning;
using Standpipe.Platform.Linux;

namespace Standpipe.Win32.Linux;

/// <summary>A thread, as far as it may be blocked in a transfer and be sent home from there. One a thread, made when it first blocks.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class BlockedCall
{
    // Without an eventfd for the thread (descriptors ran out) a blocked call looks every so often whether it was woken.
    private const int PollWithoutWakerMilliseconds = 20;

    // By thread id. Weak: a thread that has ended takes its waker with it; a later one of that number takes the place.
    private static readonly ConcurrentDictionary<int, WeakReference<BlockedCall>> s_threads = new();

    [ThreadStatic]
    private static BlockedCall? s_current;

    private readonly ThreadWaker _waker = ThreadWaker.Current;
    private volatile TransferQueue? _queue;

    // Under the queue's lock, or by the thread itself while it is in no queue.
    private bool _woken;

    private BlockedCall() => s_threads[Libc.gettid()] = new WeakReference<BlockedCall>(this);

    /// <summary>The calling thread's.</summary>
    internal static BlockedCall Current => s_current ??= new BlockedCall();

    /// <summary>The calling thread's, if it has ever blocked.</summary>
    internal static BlockedCall? Known => s_current;

    /// <summary>The handle of the transfer; set by the thread before it joins a queue.</summary>
    internal HandleEntry? Entry { get; private set; }

    /// <summary>The OVERLAPPED of the transfer, or 0.</summary>
    internal nint Overlapped { get; private set; }

    /// <summary>Whether it has been cancelled. Under the queue's lock.</summary>
    internal bool IsCancelled { get; private set; }

    /// <summary>Whether it has been given its turn. Under the queue's lock.</summary>
    internal bool HasTurn { get; set; }

    /// <summary>The queue that it is blocked in, if it is. From any thread, and so perhaps no longer true.</summary>
    internal TransferQueue? Queue => _queue;

    /// <summary>Finds a thread that has ever blocked.</summary>
    internal static BlockedCall? OfThread(int threadId) =>
        s_threads.TryGetValue(threadId, out WeakReference<BlockedCall>? reference) && reference.TryGetTarget(out BlockedCall? call)
            ? call
            : null;

    /// <summary>How long a thread that nobody can wake may sleep before it looks again.</summary>
    /// <param name="milliseconds">How long it would; -1: without end.</param>
    internal static int WithoutWaker(int milliseconds) =>
        milliseconds < 0 ? PollWithoutWakerMilliseconds : Math.Min(milliseconds, PollWithoutWakerMilliseconds);

    /// <summary>The calling thread ends: nobody can find it any more.</summary>
    internal static void Forget()
    {
        if (s_current is not null)
        {
            _ = s_threads.TryRemove(Libc.gettid(), out _);
            s_current = null;
        }
    }

    /// <summary>Blocks until a thread that is blocked nowhere else is woken. By the thread.</summary>
    internal static void WaitForWaker(ThreadWaker waker)
    {
        pollfd one = new() { fd = waker.FileDescriptor, events = Sys.POLLIN };
        _ = RealPosix.poll(&one, 1, waker.FileDescriptor >= 0 ? -1 : PollWithoutWakerMilliseconds);
    }

    /// <summary>Begins to be blocked. Under the queue's lock, by the thread.</summary>
    internal void Begin(TransferQueue queue, HandleEntry entry, nint overlapped)
    {
        Entry = entry;
        Overlapped = overlapped;
        IsCancelled = false;
        HasTurn = false;
        _woken = false;
        _queue = queue;
    }

    /// <summary>Takes back the wake-up that came with the turn; it stays blocked, and can be cancelled. Under the queue's lock, by the thread.</summary>
    internal void TakeTurn()
    {
        if (_woken)
        {
            _woken = false;
            _waker.Reset();
        }
    }

    /// <summary>Ends being blocked, and takes back a wake-up that came too late. Under the queue's lock, by the thread.</summary>
    internal void End()
    {
        _queue = null;
        Entry = null;
        if (_woken)
        {
            _waker.Reset();
        }
    }

    /// <summary>Cancels it. Under the queue's lock.</summary>
    internal void Cancel()
    {
        IsCancelled = true;
        Wake();
    }

    /// <summary>Makes its poll return. Under the queue's lock.</summary>
    internal void Wake()
    {
        _woken = true;
        _waker.Wake();
    }

    /// <summary>Blocks until a descriptor is ready or the thread is woken. By the thread, without the lock.</summary>
    /// <param name="fileDescriptor">The descriptor, or -1 to wait for the waker alone.</param>
    /// <param name="events">What for.</param>
    /// <param name="milliseconds">How long at most; -1: without end.</param>
    /// <returns>What the descriptor is ready for; 0 if it is not.</returns>
    internal short Wait(int fileDescriptor, short events, int milliseconds)
    {
        pollfd* both = stackalloc pollfd[2];
        both[0] = new pollfd { fd = fileDescriptor, events = events };
        both[1] = new pollfd { fd = _waker.FileDescriptor, events = Sys.POLLIN };
        int timeout = _waker.FileDescriptor >= 0 ? milliseconds : WithoutWaker(milliseconds);
        int result = RealPosix.poll(both, 2, timeout);
        return result > 0 ? both[0].revents : (short)0;
    }
}
