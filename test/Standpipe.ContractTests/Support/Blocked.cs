using System.Runtime.CompilerServices;

namespace Standpipe.ContractTests.Support;

/// <summary>A call on a thread of its own, which may block.</summary>
internal static class Blocked
{
    /// <summary>Starts the call.</summary>
    internal static Blocked<T> Call<T>(Func<T> call) => new(call);

    /// <summary>Starts the call, and returns when it is blocked on that end of a pipe.</summary>
    internal static Blocked<T> On<T>(HANDLE end, Func<T> call)
    {
        Blocked<T> blocked = new(call);
        while (Try.IsSet(end) && blocked.IsRunning)
        {
            _ = Thread.Yield();
        }

        Assert.True(blocked.IsRunning, "the call returned instead of blocking");
        return blocked;
    }
}

/// <summary>A call on a thread of its own.</summary>
/// <typeparam name="T">What it returns.</typeparam>
internal sealed unsafe class Blocked<T>
{
    private readonly Thread _thread;
    private readonly TaskAwaiter<T> _result;

    internal Blocked(Func<T> call)
    {
        Task<T> task = new(call);
        _result = task.GetAwaiter();
        using ManualResetEventSlim known = new();
        _thread = new Thread(() =>
        {
            HANDLE thread;
            _ = DuplicateHandle(GetCurrentProcess(), GetCurrentThread(), GetCurrentProcess(), &thread, 0, false, DUPLICATE_SAME_ACCESS);
            Handle = thread;
            ThreadId = GetCurrentThreadId();
            known.Set();
            task.RunSynchronously();
        })
        {
            IsBackground = true,
        };
        _thread.Start();
        known.Wait();
    }

    /// <summary>The thread, by a handle that <see cref="Result"/> closes.</summary>
    internal HANDLE Handle { get; private set; }

    internal uint ThreadId { get; private set; }

    internal bool IsRunning => _thread.IsAlive;

    /// <summary>Waits for the call to return.</summary>
    internal T Result()
    {
        _thread.Join();
        if (!Handle.IsNull)
        {
            _ = CloseHandle(Handle);
            Handle = default;
        }

        return _result.GetResult();
    }
}
