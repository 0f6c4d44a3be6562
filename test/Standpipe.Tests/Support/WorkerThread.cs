using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Standpipe.Platform.Windows;

namespace Standpipe.Tests;

/// <summary>A thread whose blocking can be observed, and whose exception is kept.</summary>
internal sealed class WorkerThread
{
    // Only to fail: nothing waits this long when the library works.
    private static readonly TimeSpan s_hang = TimeSpan.FromSeconds(30);

    // The system calls in which a blocked transfer waits: read, write and poll on x86-64, read, write and ppoll on arm64.
    private static readonly string[] s_waits =
        RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? ["63 ", "64 ", "73 "] : ["0 ", "1 ", "7 ", "271 "];

    private readonly Thread _thread;
    private volatile int _id;
    private Exception? _exception;

    private WorkerThread(Action action) => _thread = new Thread(() => Run(action)) { IsBackground = true };

    internal bool IsAlive => _thread.IsAlive;

    internal static WorkerThread Start(Action action)
    {
        WorkerThread worker = new(action);
        worker._thread.Start();
        return worker;
    }

    /// <summary>Spins until a condition that another thread brings about holds.</summary>
    internal static void SpinUntil(Func<bool> condition, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < s_hang, $"never came: {what}");
            _ = Thread.Yield();
        }
    }

    /// <summary>Returns once the kernel has put the thread to sleep in such a call.</summary>
    internal void WaitUntilBlocked()
    {
        SpinUntil(() => _id != 0, "the thread's start");
        SpinUntil(IsBlocked, "the blocked call");
    }

    /// <summary>Waits for the thread's end.</summary>
    /// <returns>What it threw.</returns>
    internal Exception? Join()
    {
        Assert.True(_thread.Join(s_hang), "the thread is stuck");
        return _exception;
    }

    private bool IsBlocked()
    {
        Assert.True(_thread.IsAlive, $"the call did not block: {_exception}");
        if (OperatingSystem.IsWindows())
        {
            // In the kernel, or in the queue of those who want to be there.
            return GatedEnd.IsInside(_id) || (_thread.ThreadState & System.Threading.ThreadState.WaitSleepJoin) != 0;
        }

        try
        {
            string call = File.ReadAllText($"/proc/self/task/{_id}/syscall");
            return s_waits.Any(wait => call.StartsWith(wait, StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return false;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The test looks at it.")]
    private void Run(Action action)
    {
        _id = OperatingSystem.IsWindows() ? Environment.CurrentManagedThreadId : DescriptorCalls.gettid();
        try
        {
            action();
        }
        catch (Exception exception)
        {
            _exception = exception;
        }
    }
}
