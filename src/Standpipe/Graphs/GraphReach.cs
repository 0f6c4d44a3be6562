using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>Signalling and killing the nodes of a run, and what they started.</summary>
internal sealed class GraphReach(RunState state, IReadOnlyList<NodeRun> nodes) : IDisposable
{
    // How long a killed process may take to be gone; one that is stuck in the kernel is not waited for for ever.
    private static readonly TimeSpan s_killTime = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();

    // Under _lock: who was below the nodes when they were looked at, to be found also if their parents have ended.
    private readonly List<SafeFileHandle> _below = [];

    /// <summary>The process group that a node is to begin in.</summary>
    internal ProcessGroupMode Group(ChildProcessOptions node) =>
        state.Options.Containment == GraphContainment.Groups && node.ProcessGroup == ProcessGroupMode.Inherit
            ? ProcessGroupMode.New
            : node.ProcessGroup;

    /// <summary>Whether a program is to lead a process group.</summary>
    internal bool LeadsGroup(GraphNode node) => Group(node.Options!) != ProcessGroupMode.Inherit;

    /// <summary>Remembers who is below the nodes now.</summary>
    internal void Look()
    {
        int[] living = [.. nodes.Where(node => !node.HasEnded).Select(node => node.Child).OfType<ChildProcess>().Select(child => child.Id)];
        if (living.Length > 0)
        {
            lock (_lock)
            {
                _below.AddRange(state.Options.FindBelow(living));
            }
        }
    }

    /// <summary>Sends a signal to a node, if it still runs.</summary>
    /// <returns>Whether the node got it, or was killed where there are no signals.</returns>
    internal bool Signal(NodeRun node, PosixSignal signal)
    {
        if (node.Child is not { } child || node.HasEnded)
        {
            return false;
        }

        try
        {
            return child.Signal(signal, ScopeOf(node));
        }
        catch (PlatformNotSupportedException)
        {
            // Windows has none to send: the end is all that it can be told.
            return child.Kill(ScopeOf(node));
        }
    }

    /// <summary>Kills all that is in reach.</summary>
    internal void Kill()
    {
        TryLook();

        // First: by one write it has all of them at once, and none can start another meanwhile.
        state.Group?.Kill();
        foreach (NodeRun node in nodes)
        {
            // A group may have members when its leader is gone.
            _ = node.Child?.Kill(ScopeOf(node));
        }

        lock (_lock)
        {
            foreach (SafeFileHandle process in _below)
            {
                _ = ProcessTree.Kill(process);
            }
        }

        _ = state.Group?.WaitUntilEmpty(s_killTime);
        if (state.Options.Containment == GraphContainment.AllDescendants)
        {
            _ = ProcessTree.KillDescendants(s_killTime);
        }
    }

    /// <summary>Looks once more. What keeps it from that was told when the stopping began, and must not keep the nodes alive.</summary>
    private void TryLook()
    {
        try
        {
            Look();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Who was found before is killed all the same.
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _below.ForEach(process => process.Dispose());
            _below.Clear();
        }
    }

    private SignalScope ScopeOf(NodeRun node) =>
        LeadsGroup(node.Node) ? SignalScope.Group : SignalScope.Process;
}
