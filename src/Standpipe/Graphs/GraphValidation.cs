using Standpipe.Platform;

namespace Standpipe;

/// <summary>Looks for what would keep a graph from starting.</summary>
internal sealed class GraphValidation(ProcessGraph graph)
{
    // What a start needs beside pipes, files and processes: two epolls and an inotify, the line to a watchdog and its process, the files of a control group, and what is open
    // for a moment only.
    private const int SpareDescriptors = 16;

    private readonly List<GraphProblem> _problems = [];

    /// <summary>Everything that is wrong.</summary>
    internal IReadOnlyList<GraphProblem> Run()
    {
        if (graph.Nodes.Count == 0)
        {
            Report(GraphProblemKind.Empty, "The graph has no node.");
        }

        if (CheckOwnership())
        {
            CheckDescriptors();
            CheckJoins();
            foreach (GraphNode node in graph.Nodes)
            {
                CheckOptions(node);
            }

            CheckFiles();
            CheckLimits();
        }

        foreach (GraphRelay relay in graph.Relays.Where(relay => relay.Branches.Count == 0))
        {
            Report(GraphProblemKind.NoBranch, $"The fan-out of {relay.From} has no reader.", relay.From.Node);
        }

        return _problems;
    }

    private IEnumerable<GraphPort> Ports() => graph.Edges.SelectMany(edge => edge.To is { } to ? edge.From.Append(to) : edge.From)
        .Concat(graph.Joins.SelectMany(join => (GraphPort[])[join.Descriptor, join.Same]))
        .Concat(graph.Relays.Select(relay => relay.From));

    private bool CheckOwnership()
    {
        GraphNode[] foreign = [.. Ports().Select(port => port.Node).Where(node => node.Graph != graph).Distinct()];
        foreach (GraphNode node in foreign)
        {
            Report(GraphProblemKind.ForeignNode, $"Node '{node.Name}' is connected here and belongs to another graph.", node);
        }

        return foreign.Length == 0;
    }

    private void CheckDescriptors()
    {
        HashSet<GraphPort> fed = [];
        HashSet<GraphPort> drained = [];
        foreach (GraphEdge edge in graph.Edges.Where(edge => edge.To is { } to && !fed.Add(to)))
        {
            Report(GraphProblemKind.FedTwice, $"Two edges end at {edge.To}: let them be one, by FanIn.", edge.To!.Node, edge);
        }

        foreach ((GraphPort from, GraphEdge? edge) in graph.Edges.Where(edge => edge.Relay is null)
            .SelectMany(edge => edge.From.Select(from => (from, (GraphEdge?)edge)))
            .Concat(graph.Relays.Select(relay => (relay.From, relay.Branches is [GraphEdge first, ..] ? first : null))).Where(one => !drained.Add(one.Item1)))
        {
            Report(GraphProblemKind.DrainedTwice, $"Two edges begin at {from}: let each have all of it, by FanOut.", from.Node, edge);
        }

        foreach (GraphPort port in fed.Where(drained.Contains))
        {
            Report(
                GraphProblemKind.BothDirections,
                $"One edge begins at {port} and another ends there: a descriptor has one direction.",
                port.Node,
                graph.Edges.First(edge => port.Equals(edge.To)));
        }

        foreach (GraphPort port in Ports().Where(port => !port.Node.IsInProcess && port.Descriptor >= Handle.ChildDescriptorLimit).Distinct())
        {
            Report(GraphProblemKind.DescriptorNotSupported, $"{port}: this system gives a child no descriptor of that number.", port.Node);
        }
    }

    private void CheckJoins()
    {
        HashSet<GraphPort> connected = [.. graph.Edges.SelectMany(edge => edge.To is { } to ? edge.From.Append(to) : edge.From)];
        Dictionary<GraphPort, GraphPort> targets = [];
        foreach ((GraphPort descriptor, GraphPort same) in graph.Joins)
        {
            string? reason = descriptor.Node.IsInProcess || same.Node.IsInProcess ? "a stage in this process has ends, not descriptors"
                : connected.Contains(descriptor) ? $"{descriptor} is connected itself"
                : !targets.TryAdd(descriptor, same) ? $"{descriptor} is a copy of another already"
                : null;
            reason ??= Unconnected(same, connected);
            for (GraphPort? at = same; reason is null && at is not null; at = targets.GetValueOrDefault(at))
            {
                reason = at.Equals(descriptor) ? "that goes round" : null;
            }

            if (reason is not null)
            {
                _ = targets.Remove(descriptor);
                Report(GraphProblemKind.BadJoin, $"{descriptor} cannot be a copy of {same}: {reason}.", descriptor.Node);
            }
        }
    }

    /// <summary>Why a descriptor that is not connected cannot be copied; null if it can.</summary>
    private string? Unconnected(GraphPort same, HashSet<GraphPort> connected)
    {
        if (connected.Contains(same) || graph.Joins.Any(join => join.Descriptor.Equals(same)))
        {
            return null;
        }

        ChildProcessOptions options = same.Node.Options!;
        bool inherits = same.Descriptor switch
        {
            0 => options.StandardInput == ChildInput.Inherit,
            1 => options.StandardOutput == ChildOutput.Inherit,
            2 => options.StandardError == ChildOutput.Inherit,
            _ => false,
        };
        return inherits ? null : $"{same} is connected to nothing";
    }

    private void CheckOptions(GraphNode node)
    {
        if (node.Options is not { } options)
        {
            return;
        }

        HashSet<int> connected =
        [
            .. graph.Edges.SelectMany(edge => edge.To is { } to ? edge.From.Append(to) : edge.From)
                .Concat(graph.Joins.Select(join => join.Descriptor)).Where(port => port.Node == node).Select(port => port.Descriptor),
        ];
        CheckStream(node, 0, connected, options.StandardInput == ChildInput.Inherit, options.StandardInput == ChildInput.Pipe);
        CheckStream(node, 1, connected, options.StandardOutput == ChildOutput.Inherit, IsPipe(options.StandardOutput));
        CheckStream(node, 2, connected, options.StandardError == ChildOutput.Inherit, IsPipe(options.StandardError));
        foreach (InheritedHandle handle in options.InheritedHandles.Where(handle => connected.Contains(handle.Target)))
        {
            Report(GraphProblemKind.SetTwice, $"{node.Descriptor(handle.Target)} is connected, and among the node's inherited handles.", node);
        }

        try
        {
            _ = options.FindProgram();
        }
        catch (ChildStartException exception)
        {
            _problems.Add(new GraphProblem(GraphProblemKind.ProgramNotFound, $"Node '{node.Name}': {exception.Message}")
            {
                Node = node,
                StartException = exception,
            });
        }
        catch (ArgumentException exception)
        {
            Report(GraphProblemKind.BadOptions, $"Node '{node.Name}': {exception.Message}", node);
        }
    }

    private static bool IsPipe(ChildOutput output) => output == ChildOutput.Pipe || output == ChildOutput.Capture;

    private void CheckStream(GraphNode node, int descriptor, HashSet<int> connected, bool inherits, bool isPipe)
    {
        if (isPipe)
        {
            Report(
                GraphProblemKind.BadOptions,
                $"{node.Descriptor(descriptor)}: in a graph a pipe or a capture is an edge; connect it to a stage, a source or a sink.",
                node);
        }
        else if (!inherits && connected.Contains(descriptor))
        {
            Report(GraphProblemKind.SetTwice, $"{node.Descriptor(descriptor)} is connected, and set by the node's options.", node);
        }
    }

    private void CheckFiles()
    {
        Dictionary<string, string> read = [];
        foreach (GraphSource source in graph.Edges.Select(edge => edge.Source).OfType<GraphSource>().Distinct())
        {
            if (source.Path is not { } path)
            {
                continue;
            }

            if (!Path.Exists(path))
            {
                Report(GraphProblemKind.FileNotFound, $"File {source} is to be read and is not there.", Reader(source), EdgeOf(source));
            }
            else if (RedirectFile.Identify(path) is { } identity)
            {
                _ = read.TryAdd(identity, path);
            }
        }

        foreach (GraphSink sink in graph.Edges.Select(edge => edge.Sink).OfType<GraphSink>().Distinct())
        {
            if (sink.Path is { } path && RedirectFile.Identify(path) is { } identity && read.TryGetValue(identity, out string? other))
            {
                Report(GraphProblemKind.FileReadAndWritten, $"File '{other}' is read, and written as {sink}.", Writer(sink), EdgeOf(sink));
            }
        }
    }

    private GraphEdge EdgeOf(GraphSource source) => graph.Edges.First(edge => edge.Source == source);

    private GraphEdge EdgeOf(GraphSink sink) => graph.Edges.First(edge => edge.Sink == sink);

    private GraphNode? Reader(GraphSource source) => EdgeOf(source).To?.Node;

    private GraphNode? Writer(GraphSink sink) => EdgeOf(sink).From[0].Node;

    private void CheckLimits()
    {
        // Two for each pipe; a file has one. Of every process two are kept: itself, and its count of bytes.
        long needed = (2L * graph.Edges.Count) + (2L * graph.Edges.Count(edge => edge.Options.Meter))
            + (2L * graph.Relays.Count) + (2L * graph.Nodes.Count(node => !node.IsInProcess)) + SpareDescriptors;
        long available = Handle.CountAvailable();
        if (needed > available)
        {
            Report(
                GraphProblemKind.TooManyDescriptors,
                $"The graph needs up to {needed} descriptors here while it starts, and the limit of open files leaves {available}.");
        }
    }

    private void Report(GraphProblemKind kind, string message, GraphNode? node = null, GraphEdge? edge = null) =>
        _problems.Add(new GraphProblem(kind, message) { Node = node, Edge = edge });
}
