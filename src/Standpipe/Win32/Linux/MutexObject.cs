using System.Runtime.Versioning;

namespace Standpipe.Win32.Linux;

/// <summary>A mutex: an eventfd whose counter is 1 while nobody owns it.</summary>
/// <remarks>A child that inherits it takes it from the same counter; which thread owns it, and how often, each process knows of its own threads.</remarks>
[SupportedOSPlatform("linux")]
internal sealed class MutexObject : KernelObject
{
    private readonly Lock _lock = new();

    // Under _lock.
    private ThreadObject? _owner;
    private uint _count;
    private bool _isAbandoned;

    internal override bool IsSignalled(HandleEntry entry)
    {
        lock (_lock)
        {
            return (_owner is not null && _owner == ThreadObject.Known) || base.IsSignalled(entry);
        }
    }

    internal override bool TryTake(HandleEntry entry, out bool abandoned)
    {
        abandoned = false;
        lock (_lock)
        {
            ThreadObject current = ThreadObject.Current;
            if (_owner == current)
            {
                _count++;
                return true;
            }

            if (_owner is not null || !EventFunctions.Reset(entry))
            {
                return false;
            }

            abandoned = _isAbandoned;
            _isAbandoned = false;
            SetOwner(current);
            return true;
        }
    }

    internal override void GiveBack(HandleEntry entry, bool abandoned)
    {
        lock (_lock)
        {
            _isAbandoned |= abandoned;
            Leave(entry);
        }
    }

    /// <summary>Makes the calling thread the owner of a mutex that is new, and was made with its counter at 0.</summary>
    internal void BeginOwned()
    {
        lock (_lock)
        {
            SetOwner(ThreadObject.Current);
        }
    }

    /// <summary>Releases it once.</summary>
    /// <returns>False if the calling thread does not own it.</returns>
    internal bool TryRelease(HandleEntry entry)
    {
        lock (_lock)
        {
            if (_owner is null || _owner != ThreadObject.Known)
            {
                return false;
            }

            Leave(entry);
            return true;
        }
    }

    /// <summary>Its owner has ended: the next one is told. By that thread, the last thing that it does.</summary>
    internal void Abandon()
    {
        // Without a handle nobody waits for it any more.
        List<HandleEntry> all = HandleTable.UseAll();
        lock (_lock)
        {
            _owner = null;
            _count = 0;
            _isAbandoned = true;
            if (all.Find(entry => entry.Target == this) is { } any)
            {
                EventFunctions.Set(any);
            }
        }

        all.ForEach(entry => entry.EndUse());
    }

    /// <summary>Under the lock.</summary>
    private void SetOwner(ThreadObject thread)
    {
        _owner = thread;
        _count = 1;
        thread.Owned.Add(this);
    }

    /// <summary>Under the lock, by the owner.</summary>
    private void Leave(HandleEntry entry)
    {
        if (--_count == 0)
        {
            _ = _owner!.Owned.Remove(this);
            _owner = null;
            EventFunctions.Set(entry);
        }
    }
}
