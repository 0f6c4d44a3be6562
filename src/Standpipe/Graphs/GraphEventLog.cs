using System.Runtime.CompilerServices;

namespace Standpipe;

/// <summary>The events of one run: as many as fit are kept for whoever comes late, the last one for ever.</summary>
internal sealed class GraphEventLog
{
    private const int Capacity = 1024;

    private readonly Lock _lock = new();

    // Under _lock. Events are numbered from 0; the oldest that is kept has the number _first.
    private readonly Queue<GraphEvent> _events = new();
    private long _first;
    private bool _completed;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Adds an event; nothing comes after <see cref="GraphEventKind.Completed"/>.</summary>
    internal void Add(GraphEvent what)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            if (_completed)
            {
                return;
            }

            if (_events.Count == Capacity)
            {
                _ = _events.Dequeue();
                _first++;
            }

            _events.Enqueue(what);
            _completed = what.Kind == GraphEventKind.Completed;
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }

    /// <summary>All events that are kept, then those that come, to the last.</summary>
    internal async IAsyncEnumerable<GraphEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        long next = 0;
        while (true)
        {
            GraphEvent[] batch;
            bool completed;
            Task changed;
            lock (_lock)
            {
                next = Math.Max(next, _first);
                batch = [.. _events.Skip((int)(next - _first))];
                completed = _completed;
                changed = _changed.Task;
            }

            next += batch.Length;
            foreach (GraphEvent what in batch)
            {
                yield return what;
            }

            if (completed)
            {
                yield break;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
