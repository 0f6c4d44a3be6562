using System.Runtime.Versioning;

namespace Standpipe.Win32.Linux;

/// <summary>An event: an eventfd whose counter is not 0 while it is set.</summary>
/// <param name="manualReset">Whether a wait that it ends leaves it set.</param>
[SupportedOSPlatform("linux")]
internal sealed class EventObject(bool manualReset) : KernelObject
{
    private readonly Lock _lock = new();

    // Under _lock: who is blocked in a wait for it, in order. A pulse is for them alone, and the descriptor cannot say it.
    private readonly List<PulseWaiter> _waiters = [];

    /// <summary>Whether a wait that it ends leaves it set.</summary>
    internal bool ManualReset => manualReset;

    internal override bool TryTake(HandleEntry entry, out bool abandoned)
    {
        abandoned = false;
        return manualReset ? IsSignalled(entry) : EventFunctions.Reset(entry);
    }

    internal override void GiveBack(HandleEntry entry, bool abandoned)
    {
        if (!manualReset)
        {
            EventFunctions.Set(entry);
        }
    }

    /// <summary>Ends the waits that are blocked on it at this moment, all or for automatic reset the first, and leaves it reset.</summary>
    internal void Pulse(HandleEntry entry)
    {
        lock (_lock)
        {
            foreach (PulseWaiter waiter in _waiters)
            {
                if (waiter.TryEnd(this) && !manualReset)
                {
                    break;
                }
            }
        }

        _ = EventFunctions.Reset(entry);
    }

    /// <summary>Says that a thread will be blocked in a wait for it.</summary>
    internal void AddWaiter(PulseWaiter waiter)
    {
        lock (_lock)
        {
            _waiters.Add(waiter);
        }
    }

    /// <summary>Takes back <see cref="AddWaiter"/>. From here on no pulse ends that wait.</summary>
    internal void RemoveWaiter(PulseWaiter waiter)
    {
        lock (_lock)
        {
            _ = _waiters.Remove(waiter);
        }
    }
}
