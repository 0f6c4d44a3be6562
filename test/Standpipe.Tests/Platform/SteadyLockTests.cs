using Standpipe.Platform;

namespace Standpipe.Tests.Platform;

public class SteadyLockTests
{
    [Fact]
    public void Enter_InterruptedWhileAnotherHasIt_TakesItAndKeepsTheInterrupt()
    {
        SteadyLock shared = new();
        using SemaphoreSlim never = new(0);
        bool entered = false;
        Thread? waiting = null;
        WorkerThread worker;
        using (shared.Enter())
        {
            worker = WorkerThread.Start(() =>
            {
                Volatile.Write(ref waiting, Thread.CurrentThread);
                using (shared.Enter())
                {
                    entered = true;
                }

                never.Wait(TestContext.Current.CancellationToken);
            });
            WorkerThread.SpinUntil(() => IsWaiting(Volatile.Read(ref waiting)), "the wait for the lock");
            waiting!.Interrupt();
            WorkerThread.SpinUntil(() => IsWaiting(waiting), "the next wait for the lock");
            Assert.True(worker.IsAlive);
        }

        Assert.IsType<ThreadInterruptedException>(worker.Join());
        Assert.True(entered);
    }

    [Fact]
    public void Wait_Interrupted_HasTheLockAndKeepsTheInterrupt()
    {
        SteadyLock shared = new();
        using SemaphoreSlim never = new(0);
        bool waited = false;
        WorkerThread worker = WorkerThread.Start(() =>
        {
            SteadyLock.Scope scope = shared.Enter();
            try
            {
                Thread.CurrentThread.Interrupt();
                scope.Wait(Timeout.Infinite);
                scope.WakeAll();   // throws if the lock is not this thread's
                waited = true;
            }
            finally
            {
                scope.Dispose();
            }

            never.Wait(TestContext.Current.CancellationToken);
        });

        Assert.IsType<ThreadInterruptedException>(worker.Join());
        Assert.True(waited);
    }

    private static bool IsWaiting(Thread? thread) => thread is not null && (thread.ThreadState & ThreadState.WaitSleepJoin) != 0;
}
