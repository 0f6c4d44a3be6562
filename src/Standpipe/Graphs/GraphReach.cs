using System.Diagnostics.CodeAnalysis;
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

    // By one thread at a time: a stopping looks, and kills later.
    private bool _hasWarned;

    /// <summary>The process group that a node is to begin in.</summary>
    internal ProcessGroupMode Group(ChildProcessOptions node) =>
        state.Options.Containment == GraphContainment.Groups && node.ProcessGroup == ProcessGroupMode.Inherit
            ? ProcessGroupMode.New
            : node.ProcessGroup;

    /// <summary>Whether a program is to lead a process group.</summary>
    internal bool LeadsGroup(GraphNode node) => Group(node.Options!) != ProcessGroupMode.Inherit;

    /// <summary>Remembers who is below the nodes now. What keeps it from that is a warning.</summary>
    internal void Look() => Try(FindBelow);

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

    /// <summary>Kills all that is in reach. What keeps it from one part is a warning, and keeps it from no other.</summary>
    internal void Kill()
    {
        // Who was found before is killed all the same.
        Look();

        // First: by one write it has all of them at once, and none can start another meanwhile.
        Try(() => state.Group?.Kill());
        foreach (NodeRun node in nodes)
        {
            // A group may have members when its leader is gone.
            Try(() => node.Child?.Kill(ScopeOf(node)));
        }

        lock (_lock)
        {
            _below.ForEach(process => Try(() => ProcessTree.Kill(process)));
        }

        Try(() => state.Group?.WaitUntilEmpty(s_killTime));
        if (state.Options.Containment == GraphContainment.AllDescendants)
        {
            Try(KillDescendants);
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

    private void FindBelow()
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

    private void KillDescendants()
    {
        if (!state.Options.KillDescendants(s_killTime))
        {
            Warn("what the nodes have started may be left: not all below this process could be killed");
        }
    }

    /// <summary>Does what must not keep the rest from being done.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Nodes that nobody tells, kills or waits for would be worse, whatever the reason.")]
    private void Try(Action part)
    {
        try
        {
            part();
        }
        catch (Exception exception)
        {
            Warn($"what the nodes have started cannot be looked for, and may be left: {exception.Message}");
        }
    }

    private void Warn(string message)
    {
        // What fails once fails again for the same reason, a moment later.
        if (!_hasWarned)
        {
            _hasWarned = true;
            state.Warn(GraphWarningKind.DescendantsUnknown, message);
        }
    }

    private SignalScope ScopeOf(NodeRun node) =>
        LeadsGroup(node.Node) ? SignalScope.Group : SignalScope.Process;
}
