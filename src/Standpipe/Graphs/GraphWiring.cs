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

    private readonly List<PipeRun> _pipes = [];
    private readonly List<GraphPump> _pumps = [];

    // What the fan-outs write, by branch.
    private readonly Dictionary<EdgeRun, PipeWriteEnd> _branchEnds = [];

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

        foreach (IGrouping<GraphSink, EdgeRun> sink in Edges.Where(edge => edge.Edge.Sink is not null).GroupBy(edge => edge.Edge.Sink!))
        {
            ConnectSink(sink.Key, [.. sink.Where(edge => edge.Edge.Relay is null)], [.. sink.Where(edge => edge.Edge.Relay is not null)]);
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
        foreach (PipeWriteEnd end in _branchEnds.Values)
        {
            end.Dispose();
        }

        _pipes.ForEach(pipe => pipe.Dispose());
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
        SafeFileHandle? file = null;
        GraphPump pump = Add<GraphPump>(
            source.Feed is { } feed ? new GraphFeed(feed(pipe.WriteEnd))
            : source.End is { } moved ? new GraphMeter(_descriptors.Move(moved), pipe.WriteEnd)
            : source.GetHandle is { } get ? new GraphHandleFeed(get() ?? OpenNull(out file), file, pipe.WriteEnd)
            : new GraphHandleFeed(Open(source, out file), file, pipe.WriteEnd));
        foreach (EdgeRun edge in edges)
        {
            (edge.WriterPipe, edge.ReaderPipe, edge.Pump, edge.IsShared) = (pipe, pipe, pump, edges.Length > 1);
        }

        _descriptors.GiveRead(readers, pipe.ReadEnd);
    }

    /// <summary>Connects what leads to one sink: descriptors of nodes, and branches of fan-outs.</summary>
    /// <param name="sink">The sink.</param>
    /// <param name="edges">From nodes.</param>
    /// <param name="branches">From fan-outs.</param>
    private void ConnectSink(GraphSink sink, EdgeRun[] edges, EdgeRun[] branches)
    {
        if (sink.IsClosed)
        {
            ConnectNobody(edges, [.. edges.SelectMany(edge => edge.Edge.From)], branches);
            return;
        }

        if (sink.GetHandle is not null || sink == GraphSink.Null)
        {
            // Whoever else writes there need not do so through the same pipe: so each is counted by itself.
            Array.ForEach(Array.FindAll(edges, edge => edge.Edge.Options.Meter), edge => ConnectTaker(sink, [edge], []));
            edges = Array.FindAll(edges, edge => !edge.Edge.Options.Meter);
        }

        GraphPort[] writers = [.. edges.SelectMany(edge => edge.Edge.From)];
        // What this process writes for a branch, and what a node writes itself, would overwrite each other in a file: then all goes one way.
        bool needsPipe = sink.CaptureLimit is not null || sink.Stream is not null || edges.Any(edge => edge.Edge.Options.Meter)
            || (sink.End is null && writers.Any(port => port.Node.IsInProcess))
            || (branches.Length > 0 && (sink.Path is not null || sink.End is not null));
        if (!needsPipe && edges.Length > 0)
        {
            if (sink.End is { } end)
            {
                _descriptors.GiveWrite(writers, end, isCallers: true);
            }
            else
            {
                _descriptors.Give(writers, OpenForChild(sink, sink.GetHandle));
            }
        }

        if (needsPipe || branches.Length > 0)
        {
            ConnectTaker(sink, needsPipe ? edges : [], branches);
        }
    }

    /// <summary>Connects to one pipe what this process takes.</summary>
    private void ConnectTaker(GraphSink sink, EdgeRun[] edges, EdgeRun[] branches)
    {
        PipeRun pipe = Make((edges.FirstOrDefault() ?? branches[0]).Edge, branches.Length > 0 ? RelayCapacity : 0);
        GraphPump taker = MakeTaker(sink, pipe);
        bool isShared = edges.Length + branches.Length > 1;
        foreach (EdgeRun edge in edges)
        {
            (edge.WriterPipe, edge.ReaderPipe, edge.Pump, edge.Taker, edge.IsShared) = (pipe, pipe, taker, taker, isShared);
        }

        foreach (EdgeRun branch in branches)
        {
            // Each fan-out closes its own end; the last one's close is the end of file.
            (branch.ReaderPipe, branch.Taker, branch.IsShared) = (pipe, taker, isShared);
            _branchEnds.Add(branch, isShared ? pipe.WriteEnd.Duplicate() : pipe.WriteEnd);
        }

        if (edges.Length > 0 || isShared)
        {
            _descriptors.GiveWrite([.. edges.SelectMany(edge => edge.Edge.From)], pipe.WriteEnd);
        }
    }

    /// <summary>Connects what nobody reads.</summary>
    private void ConnectNobody(EdgeRun[] edges, GraphPort[] writers, EdgeRun[] branches)
    {
        if (edges.Length > 0)
        {
            PipeRun unread = MakeUnread(edges[0].Edge);
            Array.ForEach(edges, edge => (edge.WriterPipe, edge.ReaderPipe, edge.IsShared) = (unread, unread, true));
            _descriptors.GiveWrite(writers, unread.WriteEnd);
        }

        foreach (EdgeRun branch in branches)
        {
            branch.ReaderPipe = MakeUnread(branch.Edge);
            _branchEnds.Add(branch, branch.ReaderPipe.WriteEnd);
        }
    }

    /// <summary>Makes a pipe that has lost its reader, which is sure from the start on, and where nobody tells of it, too.</summary>
    private PipeRun MakeUnread(GraphEdge edge)
    {
        PipeRun unread = Make(edge, 0);
        unread.FirstClosed = side => _state.TellClosed(edge, side);
        unread.ReadEnd.Dispose();
        unread.Note(GraphSide.Reader, isSure: true);
        return unread;
    }

    private void ConnectRelay(GraphRelay relay, EdgeRun[] branches)
    {
        PipeRun incoming = Make(branches[0].Edge, RelayCapacity);
        for (int i = 0; i < branches.Length; i++)
        {
            EdgeRun branch = branches[i];
            (branch.WriterPipe, branch.Branch) = (incoming, i);
            if (branch.Edge.To is { } to)
            {
                branch.ReaderPipe = Make(branch.Edge, RelayCapacity);
                _branchEnds.Add(branch, branch.ReaderPipe.WriteEnd);
                _descriptors.GiveRead([to], branch.ReaderPipe.ReadEnd);
            }
        }

        GraphPump fan = Add(new GraphFan(
            incoming.ReadEnd, [.. branches.Select(branch => _branchEnds[branch])], [.. branches.Select(branch => branch.Edge.To is null)]));
        Array.ForEach(branches, branch => branch.Pump = fan);
        _descriptors.GiveWrite([relay.From], incoming.WriteEnd);
    }

    private GraphPump MakeTaker(GraphSink sink, PipeRun pipe)
    {
        SafeFileHandle? file = null;
        return Add<GraphPump>(
            sink.CaptureLimit is { } limit ? new GraphCapture(new CapturePump(pipe.ReadEnd, limit))
            : sink.Stream is { } stream ? new GraphDrain(pipe.ReadEnd, stream)
            : sink.End is { } end ? new GraphMeter(pipe.ReadEnd, _descriptors.Move(end), isLast: true)
            : sink.GetHandle is { } get ? new GraphHandleDrain(pipe.ReadEnd, get() ?? OpenNull(out file), file)
            : sink == GraphSink.Null ? new GraphHandleDrain(pipe.ReadEnd, OpenNull(out file), file)
            : new GraphHandleDrain(pipe.ReadEnd, Open(sink, out file), file));
    }

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

    /// <summary>The file of a source or a sink, for this process: closed with what reads or writes it.</summary>
    private SafeFileHandle Open(object key, out SafeFileHandle file) =>
        file = _files.Take(key) ?? throw new InvalidOperationException($"{key} was taken by somebody else.");

    private static SafeFileHandle OpenNull(out SafeFileHandle file) => file = RedirectFile.OpenNull();
}
