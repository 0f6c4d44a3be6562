using Standpipe.Platform;

namespace Standpipe;

/// <summary>One start of a graph: makes its pipes, starts its nodes, or undoes all of it.</summary>
internal sealed class GraphStart : IDisposable
{
    private readonly ProcessGraph _graph;
    private readonly RunState _state;
    private readonly GraphWiring _wiring;
    private readonly NodeRun[] _nodes;

    internal GraphStart(ProcessGraph graph, GraphRunOptions options, GraphFiles files, TimeSpan opening)
    {
        _graph = graph;
        _state = new RunState(options, opening);
        _nodes = [.. graph.Nodes.Select((node, i) => new NodeRun(_state, node, i))];
        _state.Judge = node =>
        {
            GraphJudge judge = new([.. _nodes.Select(each => each.Describe())]);
            return (judge.Judge(node.Index), judge.Explain(node.Index));
        };
        _wiring = new GraphWiring(graph, _state, _nodes, files);
    }

    /// <summary>Starts everything, or nothing.</summary>
    /// <exception cref="ChildStartException">A program cannot be started. What had started is gone again.</exception>
    /// <exception cref="IOException">A pipe cannot be made.</exception>
    internal RunningGraph Run()
    {
        _wiring.Connect();
        if (_state.Options.Containment == GraphContainment.AllDescendants)
        {
            Descendants.AdoptOrphans();
        }

        _state.Group = _state.Options.Containment == GraphContainment.ControlGroup ? ControlGroup.Create() : null;
        _state.Lifeline = _state.Options.KillOnParentDeath ? GraphLifeline.Start(_state.Group) : null;
        GraphReach reach = new(_state, _nodes);
        List<PreparedChild> prepared = [];
        try
        {
            NodeRun[] programs = [.. _nodes.Where(node => !node.Node.IsInProcess)];
            prepared.AddRange(programs.Select(node => ChildProcess.Prepare(_wiring.MakeOptions(node.Node, reach.Group(node.Node.Options!)))));
            _state.Group?.Ready();
            for (int i = 0; i < programs.Length; i++)
            {
                programs[i].Start(prepared[i], reach.LeadsGroup(programs[i].Node));
            }
        }
        catch
        {
            reach.Kill();
            reach.Dispose();
            throw;
        }
        finally
        {
            prepared.ForEach(child => child.Dispose());
        }

        _wiring.HandOver();
        return new RunningGraph(_graph, _state, _nodes, _wiring, reach);
    }

    /// <summary>Undoes a start that failed.</summary>
    public void Dispose()
    {
        _wiring.Dispose();
        foreach (NodeRun node in _nodes)
        {
            node.CloseEnds();
            node.Dispose();
        }

        _state.Release();
    }
}
