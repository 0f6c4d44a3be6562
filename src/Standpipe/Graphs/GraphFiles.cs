using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>Opens the files of a graph: each node's in their order, the nodes beside each other, since a FIFO waits for its other side.</summary>
internal sealed class GraphFiles : IDisposable
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();

    // Under _lock: what is open, by source or sink; what is being opened, by path, and what is the other side of that once
    // nobody waits for it any more; who still opens; whether nobody wants any of it any more.
    private readonly Dictionary<object, SafeFileHandle> _handles = [];
    private readonly Dictionary<object, string> _opening = [];
    private readonly Dictionary<object, SafeFileHandle> _otherSides = [];
    private int _openers;
    private bool _abandoned;

    internal GraphFiles(ProcessGraph graph)
    {
        HashSet<object> seen = [];
        List<IGrouping<GraphNode, (object Key, string? Path, Func<SafeFileHandle> Open)>> nodes = [.. graph.Edges
            .Where(edge => (edge.Source?.OpenHandle ?? edge.Sink?.OpenHandle) is not null && seen.Add(Key(edge)))
            .GroupBy(
                edge => edge.To?.Node ?? edge.From[0].Node,
                edge => (Key(edge), edge.Source?.Path ?? edge.Sink?.Path, edge.Source?.OpenHandle ?? edge.Sink!.OpenHandle!))];
        _openers = nodes.Count;
        if (nodes.Count == 0)
        {
            _done.SetResult();
        }

        foreach (IGrouping<GraphNode, (object Key, string? Path, Func<SafeFileHandle> Open)> node in nodes)
        {
            new Thread(() => OpenAll(node)) { IsBackground = true, Name = "Standpipe files" }.UnsafeStart();
        }
    }

    /// <summary>Gets the task that completes when all are open, or fails as soon as one cannot be.</summary>
    internal Task Completion => _done.Task;

    /// <summary>Takes the handle of a source or a sink; null if it has no file.</summary>
    internal SafeFileHandle? Take(object key) => _handles.Remove(key, out SafeFileHandle? handle) ? handle : null;

    /// <summary>Closes what was not taken, and what is still being opened as soon as that is over.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _abandoned = true;
            foreach (SafeFileHandle handle in _handles.Values)
            {
                handle.Dispose();
            }

            _handles.Clear();
            foreach ((object key, string path) in _opening)
            {
                // It stays until the opener has left, who may not even have begun to wait.
                if (RedirectFile.Unblock(path) is { } otherSide)
                {
                    _otherSides.Add(key, otherSide);
                }
            }
        }
    }

    private static object Key(GraphEdge edge) => (object?)edge.Source ?? edge.Sink!;

    [SuppressMessage("Design", "CA1031", Justification = "Top of a thread we own: its failure is handed to who waits.")]
    private void OpenAll(IEnumerable<(object Key, string? Path, Func<SafeFileHandle> Open)> files)
    {
        try
        {
            foreach ((object key, string? path, Func<SafeFileHandle> open) in files)
            {
                if (!Open(key, path ?? string.Empty, open))
                {
                    return;
                }
            }

            if (Interlocked.Decrement(ref _openers) == 0)
            {
                _ = _done.TrySetResult();
            }
        }
        catch (Exception exception)
        {
            _ = _done.TrySetException(exception);
        }
    }

    private bool Open(object key, string path, Func<SafeFileHandle> open)
    {
        lock (_lock)
        {
            if (_abandoned)
            {
                return false;
            }

            _opening.Add(key, path);
        }

        SafeFileHandle? handle = null;
        try
        {
            handle = open();
        }
        finally
        {
            lock (_lock)
            {
                _ = _opening.Remove(key);
                if (_otherSides.Remove(key, out SafeFileHandle? otherSide))
                {
                    otherSide.Dispose();
                }

                if (handle is not null && !_abandoned)
                {
                    _handles.Add(key, handle);
                    handle = null;
                }
            }

            handle?.Dispose();
        }

        return true;
    }
}
