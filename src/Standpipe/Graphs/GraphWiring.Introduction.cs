namespace Standpipe;

/// <content>Who is whose neighbour.</content>
internal sealed partial class GraphWiring
{
    /// <summary>Tells edges and nodes of each other.</summary>
    private void Introduce()
    {
        foreach (EdgeRun edge in Edges)
        {
            foreach (NodeRun writer in edge.Edge.From.Select(from => _nodes[from.Node]))
            {
                writer.Outputs.Add(edge);
                edge.Writers.Add(writer);
            }

            if (edge.Edge.To is { } read)
            {
                _nodes[read.Node].Inputs.Add(edge);
            }

            // Whoever reads the same pipe, or through the same relay.
            foreach (EdgeRun other in Edges.Where(other => other.WriterPipe is not null && other.WriterPipe == edge.WriterPipe))
            {
                edge.Readers.AddRange(other.Edge.To is { } to ? [_nodes[to.Node]] : []);
                edge.Takers.AddRange(other.Taker is { } taker ? [taker] : []);
            }

            if (edge.OwnPipe is { FirstClosed: null } watched)
            {
                watched.FirstClosed = side => _state.TellClosed(edge.Edge, side);
            }

            Attend(edge);
        }
    }

    /// <summary>Lets an edge know what this process sees of its ends.</summary>
    private void Attend(EdgeRun edge)
    {
        (PipeRun? writer, PipeRun? reader, int branch, bool isShared) = (edge.WriterPipe, edge.ReaderPipe, edge.Branch, edge.IsShared);
        foreach (PipeRun pipe in ((PipeRun?[])[writer, reader]).OfType<PipeRun>())
        {
            pipe.Confirm = side => Confirm(pipe, side);
        }

        foreach (GraphPump pump in ((GraphPump?[])[edge.Pump, edge.Taker]).OfType<GraphPump>().Distinct())
        {
            pump.Ending += side =>
            {
                writer?.Note(pump == edge.Taker && writer != reader ? GraphSide.Unknown : side, isSure: true);

                // One branch of several that share a pipe does not close it.
                reader?.Note(pump is not GraphFan fan || side == GraphSide.Unknown ? side : isShared ? GraphSide.Unknown : fan.FirstOf(branch), isSure: true);
            };
        }
    }

    private bool? Confirm(PipeRun pipe, GraphSide side)
    {
        bool writerHolds = Edges.Any(edge => edge.WriterHolds(pipe));
        bool readerHolds = Edges.Any(edge => edge.ReaderHolds(pipe));
        bool holds = side == GraphSide.Writer ? writerHolds : readerHolds;
        return holds ? false : writerHolds || readerHolds ? true : null;
    }

    /// <summary>Tells edges and nodes of each other where one node has a copy of what another is connected to.</summary>
    private void IntroduceCopies()
    {
        foreach ((GraphPort descriptor, GraphPort same) in _graph.Joins)
        {
            GraphPort original = _descriptors.FindOriginal(same);
            NodeRun node = _nodes[descriptor.Node];
            if (node == _nodes[original.Node])
            {
                continue;
            }

            foreach (EdgeRun edge in Edges.Where(edge => edge.Edge.From.Contains(original) && !node.Outputs.Contains(edge)))
            {
                node.Outputs.Add(edge);
                edge.Writers.Add(node);
            }

            foreach (EdgeRun read in Edges.Where(edge => original.Equals(edge.Edge.To)))
            {
                foreach (EdgeRun edge in Edges.Where(edge => edge.WriterPipe is not null && edge.WriterPipe == read.WriterPipe))
                {
                    edge.Readers.Add(node);
                }
            }
        }
    }
}
