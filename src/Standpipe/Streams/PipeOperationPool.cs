using Standpipe.Platform;

namespace Standpipe;

/// <summary>The operations of one end that are not in use, so that waiting allocates nothing after the first time.</summary>
internal sealed class PipeOperationPool<TOperation>
    where TOperation : PipeOperation
{
    // More than these begun at once on one end are let go of when they are over.
    private const int MostKept = 16;

    private readonly SteadyLock _lock = new();

    // Most ends never have more than one.
    private TOperation? _only;
    private Stack<TOperation>? _others;

    /// <summary>Takes one.</summary>
    /// <returns>Null if there is none: make it.</returns>
    internal TOperation? TryTake()
    {
        if (Interlocked.Exchange(ref _only, null) is { } only)
        {
            return only;
        }

        if (_others is null)
        {
            return null;
        }

        using (_lock.Enter())
        {
            return _others.Count > 0 ? _others.Pop() : null;
        }
    }

    /// <summary>Takes one back.</summary>
    internal void Return(TOperation operation)
    {
        if (Interlocked.CompareExchange(ref _only, operation, null) is null)
        {
            return;
        }

        using (_lock.Enter())
        {
            _others ??= new Stack<TOperation>();
            if (_others.Count < MostKept)
            {
                _others.Push(operation);
            }
        }
    }
}
