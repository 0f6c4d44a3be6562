using Microsoft.Win32.SafeHandles;
using Standpipe.Cli.Planning;

namespace Standpipe.Cli.Running;

/// <summary>Makes the library's graph of a plan: pipes are its edges, all else are handles that the stages are given.</summary>
internal sealed class GraphMaker
{
    private readonly ProcessGraph _graph = new();
    private readonly Dictionary<PlanNode, GraphNode> _nodes = [];
    private readonly OpenFiles _files;

    private GraphMaker(OpenFiles files) => _files = files;

    /// <summary>Makes it.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="files">Its files, open.</param>
    /// <param name="tails">Who keeps the end of standard error, by the stage's name; empty for none. Those who have the tool's own get it through them.</param>
    /// <exception cref="IOException">A descriptor is to be the copy of one that this process has been started without.</exception>
    internal static ProcessGraph Make(GraphPlan plan, OpenFiles files, IReadOnlyDictionary<string, StderrTail> tails)
    {
        GraphMaker maker = new(files);
        foreach (PlanNode node in plan.Nodes)
        {
            maker._nodes.Add(node, maker._graph.Add(node.Name, NodeCommand.Make(node, maker.Find)));
        }

        foreach (PlanPipe pipe in plan.Pipes.Where(pipe => pipe.Relay is null))
        {
            maker.Connect(pipe);
        }

        foreach (PlanRelay relay in plan.Relays)
        {
            maker.Connect(relay);
        }

        foreach ((PlanNode node, GraphNode made) in maker._nodes)
        {
            if (node.HasOwnError && tails.TryGetValue(node.Name, out StderrTail? tail))
            {
                _ = maker._graph.Connect(made.Error, GraphSink.ToStream(tail, CapturePolicy.UntilExit));
            }
        }

        return maker._graph;
    }

    private static GraphEdgeOptions Options(PlanPipe pipe) => new() { Capacity = pipe.Capacity, Meter = pipe.Meter };

    private SafeFileHandle? Find(PlanStream stream) => stream switch
    {
        PlanStream.OpenFile file => _files[file],
        PlanStream.Inherited { Descriptor: 0 } => StandardHandles.Input,
        PlanStream.Inherited { Descriptor: 1 } => StandardHandles.Output,
        _ => StandardHandles.Error,
    };

    private void Connect(PlanPipe pipe)
    {
        GraphPort[] writers = [.. pipe.Writers.Select(Port)];
        GraphPort[] readers = [.. pipe.Readers.Select(Port)];
        if (writers.Length > 0 && readers.Length > 0)
        {
            _ = _graph.FanIn(writers, readers[0], Options(pipe));
            Share(readers);
        }
        else if (writers.Length > 0)
        {
            // A redirection took the reader away: writing fails, as in sh.
            _ = _graph.Connect(writers[0], GraphSink.Closed);
            Share(writers);
        }
        else if (readers.Length > 0)
        {
            // It never had a writer: end of file at once, as in sh.
            using AnonymousPipe empty = AnonymousPipe.Create();
            empty.WriteEnd.Dispose();
            _ = _graph.Connect(GraphSource.FromPipeReadEnd(empty.ReadEnd.Duplicate()), readers[0]);
            Share(readers);
        }
    }

    private void Connect(PlanRelay relay)
    {
        GraphPort[] writers = [.. relay.Incoming.Writers.Select(Port)];
        GraphRelay fan = _graph.FanOut(writers[0]);
        Share(writers);
        foreach (PlanPipe branch in relay.Branches)
        {
            GraphPort[] readers = [.. branch.Readers.Select(Port)];
            _ = fan.Add(readers[0], Options(branch));
            Share(readers);
        }

        foreach (PlanStream.OpenFile file in relay.Files)
        {
            _ = fan.Add(GraphSink.FromHandle(_files[file], $"'{file.Path}'"));
        }
    }

    /// <summary>Gives all the same end as the first has.</summary>
    private void Share(GraphPort[] ports)
    {
        foreach (GraphPort port in ports.Skip(1))
        {
            _graph.Join(port, ports[0]);
        }
    }

    private GraphPort Port(PlanPort port) => _nodes[port.Node].Descriptor(port.Descriptor);
}
