using Microsoft.Win32.SafeHandles;

namespace Standpipe;

/// <summary>What each descriptor of each node of one run will be.</summary>
internal sealed class NodeDescriptors(ProcessGraph graph, IReadOnlyDictionary<GraphNode, NodeRun> nodes)
{
    // Of programs; null: closed.
    private readonly Dictionary<GraphPort, SafeFileHandle?> _handles = [];

    // The children's ends, and files: ours until they have them. Ends of the caller's: ours once they have them.
    private readonly List<IDisposable> _childSides = [];
    private readonly List<PipeEnd> _moved = [];

    /// <summary>Gives each port this handle.</summary>
    internal void Give(GraphPort[] ports, SafeFileHandle? handle)
    {
        foreach (GraphPort port in ports)
        {
            _handles[port] = handle;
        }
    }

    /// <summary>Gives each port this end; a stage in this process gets one of its own.</summary>
    internal void GiveRead(IReadOnlyList<GraphPort> ports, PipeReadEnd end, bool isCallers = false) => Give(ports, end, () => end.Duplicate(), isCallers);

    /// <inheritdoc cref="GiveRead"/>
    internal void GiveWrite(IReadOnlyList<GraphPort> ports, PipeWriteEnd end, bool isCallers = false) => Give(ports, end, () => end.Duplicate(), isCallers);

    /// <summary>Closes a file when the children have it.</summary>
    internal void Keep(SafeFileHandle file) => _childSides.Add(file);

    /// <summary>Takes an end of the caller's for this process: a duplicate, so that the caller's is still good if the start fails.</summary>
    internal PipeReadEnd Move(PipeReadEnd end)
    {
        _moved.Add(end);
        return end.Duplicate();
    }

    /// <inheritdoc cref="Move(PipeReadEnd)"/>
    internal PipeWriteEnd Move(PipeWriteEnd end)
    {
        _moved.Add(end);
        return end.Duplicate();
    }

    /// <summary>Makes copies of what is now known.</summary>
    internal void Join()
    {
        foreach ((GraphPort descriptor, GraphPort same) in graph.Joins)
        {
            _handles[descriptor] = Resolve(same);
        }
    }

    /// <summary>What a descriptor is a copy of; itself, if of nothing.</summary>
    internal GraphPort FindOriginal(GraphPort port)
    {
        GraphPort? further = graph.Joins.FirstOrDefault(join => join.Descriptor.Equals(port)).Same;
        return further is null ? port : FindOriginal(further);
    }

    /// <summary>The options of a program's child.</summary>
    internal ChildProcessOptions MakeOptions(GraphNode node, ProcessGroupMode group)
    {
        ChildProcessOptions options = node.Options!;
        return options.With(
            (_handles.TryGetValue(node.Input, out SafeFileHandle? input) ? ChildInput.FromOptional(input) : options.StandardInput,
                _handles.TryGetValue(node.Output, out SafeFileHandle? output) ? ChildOutput.FromOptional(output) : options.StandardOutput,
                _handles.TryGetValue(node.Error, out SafeFileHandle? error) ? ChildOutput.FromOptional(error) : options.StandardError),
            _handles.Where(entry => entry.Key.Node == node && entry.Key.Descriptor > PreparedStreams.Error && entry.Value is not null)
                .Select(entry => InheritedHandle.FromHandle(entry.Value!).As(entry.Key.Descriptor)),
            group);
    }

    /// <summary>The children have theirs: closes all of it here.</summary>
    internal void HandOver()
    {
        Close();
        _moved.ForEach(end => end.Dispose());
        _moved.Clear();
    }

    /// <summary>Closes what is the graph's own; ends of the caller's stay the caller's if the children never had them.</summary>
    internal void Close()
    {
        _childSides.ForEach(side => side.Dispose());
        _childSides.Clear();
    }

    private void Give(IReadOnlyList<GraphPort> ports, PipeEnd end, Func<PipeEnd> duplicate, bool isCallers)
    {
        bool kept = false;
        foreach (GraphPort port in ports)
        {
            if (!port.Node.IsInProcess)
            {
                _handles[port] = end.SafeFileHandle;
            }
            else
            {
                // A stage disposes of what it has, so each of several has its own; and so that the caller's is still good if the start fails.
                bool isOnly = ports.Count == 1 && !isCallers;
                nodes[port.Node].Ends[port.Descriptor] = isOnly ? end : duplicate();
                kept = isOnly;
            }
        }

        if (!kept && isCallers)
        {
            _moved.Add(end);
        }
        else if (!kept)
        {
            _childSides.Add(end);
        }
    }

    private SafeFileHandle? Resolve(GraphPort port)
    {
        GraphPort original = FindOriginal(port);
        return _handles.TryGetValue(original, out SafeFileHandle? handle) ? handle : original.Descriptor switch
        {
            PreparedStreams.Input => StandardHandles.Input,
            PreparedStreams.Output => StandardHandles.Output,
            _ => StandardHandles.Error,
        };
    }
}
