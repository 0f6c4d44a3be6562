using Microsoft.Win32.SafeHandles;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>The pipes of one run: who gets which end, and what this process does at the others.</summary>
internal sealed partial class GraphWiring : IDisposable
{
    // What a pipe is asked to hold through which this process passes bytes on: fewer wake-ups, if the user's budget allows it.
    private const int RelayCapacity = 256 * 1024;

    // What a pipe holds unless the user's pipes hold too much already.
    private const int UsualCapacity = 64 * 1024;

    private readonly ProcessGraph _graph;
    private readonly RunState _state;
    private readonly GraphFiles _files;
    private readonly Dictionary<GraphNode, NodeRun> _nodes;
    private readonly NodeDescriptors _descriptors;

    // Files that this process reads or writes to the end of the run.
    private readonly List<SafeFileHandle> _owned = [];
    private readonly List<PipeRun> _pipes = [];
    private readonly List<GraphPump> _pumps = [];

    internal GraphWiring(ProcessGraph graph, RunState state, NodeRun[] nodes, GraphFiles files)
    {
        _graph = graph;
        _state = state;
        _files = files;
        _nodes = nodes.ToDictionary(node => node.Node);
        _descriptors = new NodeDescriptors(graph, _nodes);
        Edges = [.. graph.Edges.Select(edge => new EdgeRun(edge))];
    }

    internal IReadOnlyList<EdgeRun> Edges { get; }

    internal IReadOnlyList<GraphPump> Pumps => _pumps;

    /// <summary>Makes all pipes.</summary>
    /// <exception cref="IOException">One cannot be made.</exception>
    internal void Connect()
    {
        foreach (EdgeRun edge in Edges.Where(edge => edge.Edge is { Relay: null, Source: null, Sink: null }))
        {
            ConnectNodes(edge);
        }

        foreach (IGrouping<GraphSource, EdgeRun> source in Edges.Where(edge => edge.Edge.Source is not null).GroupBy(edge => edge.Edge.Source!))
        {
            ConnectSource(source.Key, [.. source]);
        }

        foreach (IGrouping<GraphSink, EdgeRun> sink in Edges.Where(edge => edge.Edge is { Relay: null, Sink: not null }).GroupBy(edge => edge.Edge.Sink!))
        {
            ConnectSink(sink.Key, [.. sink]);
        }

        foreach (IGrouping<GraphRelay, EdgeRun> relay in Edges.Where(edge => edge.Edge.Relay is not null).GroupBy(edge => edge.Edge.Relay!))
        {
            ConnectRelay(relay.Key, [.. relay]);
        }

        _descriptors.Join();
        Introduce();
        IntroduceCopies();
    }

    /// <summary>The options of a program's child.</summary>
    internal ChildProcessOptions MakeOptions(GraphNode node, ProcessGroupMode group) => _descriptors.MakeOptions(node, group);

    /// <summary>The children have theirs: closes it here, where it would keep end of file, or SIGPIPE, from somebody.</summary>
    internal void HandOver() => _descriptors.HandOver();

    public void Dispose()
    {
        _pumps.ForEach(pump => pump.Close());
        _descriptors.Close();
        foreach (IDisposable side in _owned.Concat<IDisposable>(_pipes))
        {
            side.Dispose();
        }

        _owned.Clear();
        _pipes.Clear();
    }

    private void ConnectNodes(EdgeRun edge)
    {
        edge.WriterPipe = edge.ReaderPipe = Make(edge.Edge, edge.Edge.Options.Meter ? RelayCapacity : 0);
        if (edge.Edge.Options.Meter)
        {
            edge.ReaderPipe = Make(edge.Edge, RelayCapacity);
            edge.Pump = Add(new GraphMeter(edge.WriterPipe.ReadEnd, edge.ReaderPipe.WriteEnd));
        }

        _descriptors.GiveWrite(edge.Edge.From, edge.WriterPipe.WriteEnd);
        _descriptors.GiveRead([edge.Edge.To!], edge.ReaderPipe.ReadEnd);
    }

    private void ConnectSource(GraphSource source, EdgeRun[] edges)
    {
        GraphPort[] readers = [.. edges.Select(edge => edge.Edge.To!)];
        bool needsPipe = source.Feed is not null || edges.Any(edge => edge.Edge.Options.Meter)
            || (source.End is null && readers.Any(port => port.Node.IsInProcess));
        if (!needsPipe)
        {
            if (source.End is { } end)
            {
                _descriptors.GiveRead(readers, end, isCallers: true);
            }
            else
            {
                _descriptors.Give(readers, OpenForChild(source, source.GetHandle));
            }

            return;
        }

        PipeRun pipe = Make(edges[0].Edge, 0);
        GraphPump pump = Add<GraphPump>(
            source.Feed is { } feed ? new GraphFeed(feed(pipe.WriteEnd))
            : source.End is { } moved ? new GraphMeter(moved, pipe.WriteEnd)
            : new GraphHandleFeed(OpenForThis(source, source.GetHandle), pipe.WriteEnd));
        foreach (EdgeRun edge in edges)
        {
            (edge.WriterPipe, edge.ReaderPipe, edge.Pump, edge.IsShared) = (pipe, pipe, pump, edges.Length > 1);
        }

        _descriptors.GiveRead(readers, pipe.ReadEnd);
    }

    private void ConnectSink(GraphSink sink, EdgeRun[] edges)
    {
        GraphPort[] writers = [.. edges.SelectMany(edge => edge.Edge.From)];
        if (sink.IsClosed)
        {
            PipeRun unread = Make(edges[0].Edge, 0);
            unread.ReadEnd.Dispose();
            Array.ForEach(edges, edge => (edge.WriterPipe, edge.ReaderPipe, edge.IsShared) = (unread, unread, true));
            _descriptors.GiveWrite(writers, unread.WriteEnd);
            return;
        }

        bool needsPipe = sink.CaptureLimit is not null || sink.Stream is not null || edges.Any(edge => edge.Edge.Options.Meter)
            || (sink.End is null && writers.Any(port => port.Node.IsInProcess));
        if (!needsPipe)
        {
            if (sink.End is { } end)
            {
                _descriptors.GiveWrite(writers, end, isCallers: true);
            }
            else
            {
                _descriptors.Give(writers, OpenForChild(sink, sink.GetHandle));
            }

            return;
        }

        PipeRun pipe = Make(edges[0].Edge, 0);
        GraphPump taker = MakeTaker(sink, pipe);
        foreach (EdgeRun edge in edges)
        {
            (edge.WriterPipe, edge.ReaderPipe, edge.Pump, edge.Taker, edge.IsShared) = (pipe, pipe, taker, taker, edges.Length > 1);
        }

        _descriptors.GiveWrite(writers, pipe.WriteEnd);
    }

    private void ConnectRelay(GraphRelay relay, EdgeRun[] branches)
    {
        PipeRun incoming = Make(branches[0].Edge, RelayCapacity);
        for (int i = 0; i < branches.Length; i++)
        {
            EdgeRun branch = branches[i];
            (branch.WriterPipe, branch.Branch, branch.ReaderPipe) = (incoming, i, Make(branch.Edge, RelayCapacity));
            if (branch.Edge.To is { } to)
            {
                _descriptors.GiveRead([to], branch.ReaderPipe.ReadEnd);
            }
            else
            {
                branch.Taker = MakeTaker(branch.Edge.Sink!, branch.ReaderPipe);
            }
        }

        GraphPump fan = Add(new GraphFan(incoming.ReadEnd, [.. branches.Select(branch => branch.ReaderPipe!.WriteEnd)]));
        Array.ForEach(branches, branch => branch.Pump = fan);
        _descriptors.GiveWrite([relay.From], incoming.WriteEnd);
    }

    private GraphPump MakeTaker(GraphSink sink, PipeRun pipe) => Add<GraphPump>(
        sink.CaptureLimit is { } limit ? new GraphCapture(new CapturePump(pipe.ReadEnd, limit))
        : sink.Stream is { } stream ? new GraphDrain(pipe.ReadEnd, stream)
        : sink.End is { } end ? new GraphMeter(pipe.ReadEnd, end)
        : new GraphHandleDrain(pipe.ReadEnd, OpenForThis(sink, sink.GetHandle)));

    private PipeRun Make(GraphEdge edge, int capacity)
    {
        int? asked = edge.Options.Capacity;
        AnonymousPipe pipe;
        try
        {
            pipe = AnonymousPipe.Create(new AnonymousPipeOptions
            {
                Capacity = asked ?? capacity,
                CapacityPolicy = asked is null ? PipeCapacityPolicy.WithinBudget : PipeCapacityPolicy.Require,
            });
        }
        catch (PipeCapacityException)
        {
            pipe = AnonymousPipe.Create(new AnonymousPipeOptions { Capacity = asked!.Value, CapacityPolicy = PipeCapacityPolicy.AtMost });
        }

        PipeRun run = new(pipe);
        _pipes.Add(run);
        if (pipe.Capacity < (asked ?? UsualCapacity))
        {
            _state.Warn(
                GraphWarningKind.SmallPipe,
                $"{edge.Name}: its pipe holds {pipe.Capacity} bytes, not {asked ?? UsualCapacity}: the system gives this user no more");
        }

        return run;
    }

    private T Add<T>(T pump)
        where T : GraphPump
    {
        _pumps.Add(pump);
        return pump;
    }

    private SafeFileHandle? OpenForChild(object key, Func<SafeFileHandle?>? getHandle)
    {
        if (_files.Take(key) is { } file)
        {
            _descriptors.Keep(file);
            return file;
        }

        return getHandle?.Invoke();
    }

    private SafeFileHandle OpenForThis(object key, Func<SafeFileHandle?>? getHandle)
    {
        SafeFileHandle? borrowed = getHandle?.Invoke();
        if (borrowed is null)
        {
            _owned.Add(_files.Take(key) ?? RedirectFile.OpenNull());
        }

        return borrowed ?? _owned[^1];
    }
}
