using System.Globalization;
using System.Text;
using Standpipe.Cli.Language;

namespace Standpipe.Cli.Planning;

/// <summary>
/// Works out what a graph comes to, as a shell does: the pipes first, then the process substitutions among the words, then the
/// redirections from left to right.
/// </summary>
internal sealed class PlanBuilder
{
    // What bash begins with and counts down from, past what the commands around have, so that a command is given the same
    // names here.
    private const int HighestSubstitution = 63;
    private const int LowestSubstitution = 10;

    private readonly List<PlanNode> _nodes = [];
    private readonly List<PlanPipe> _pipes = [];
    private readonly List<PlanRelay> _relays = [];
    private readonly NodeRegister _register;

    private PlanBuilder(GraphRequest request) => _register = new NodeRegister(request);

    /// <summary>Makes the plan of a graph.</summary>
    /// <exception cref="GraphSyntaxException">An edge or a redirection names what is not there, or what is taken.</exception>
    internal static GraphPlan Build(GraphRequest request)
    {
        PlanBuilder builder = new(request);
        PlanEdges edges = new(new PortFinder(builder._register.Find, builder._register.Names), builder._pipes, builder._relays);
        request.Edges.ForEach(edge => Locate(edge.Where, () => edges.Add(edge)));
        SortedDictionary<int, PlanStream> own = new()
        {
            [0] = new PlanStream.Inherited(0),
            [1] = new PlanStream.Inherited(1),
            [2] = new PlanStream.Inherited(2),
        };
        foreach ((PipelineSyntax pipeline, _) in request.Pipelines)
        {
            builder.AddPipeline(pipeline, own, taken: 0);
        }

        foreach (NodeRequest node in request.Nodes)
        {
            builder.AddStage(node.Command, new SortedDictionary<int, PlanStream>(own), taken: 0);
        }

        builder.NoteEnds();
        GraphPlan plan = new(builder._nodes, builder._pipes, builder._relays);
        SetOptions(plan, request);
        return plan;
    }

    private static void SetOptions(GraphPlan plan, GraphRequest request)
    {
        int? every = request.Capacities.FindLast(capacity => capacity.Edge is null)?.Size;
        foreach (PlanPipe pipe in plan.Pipes)
        {
            pipe.Meter |= request.Meter;
            pipe.Capacity ??= every;
        }

        foreach (CapacityRequest capacity in request.Capacities.Where(capacity => capacity.Edge is not null))
        {
            plan.Find(capacity.Edge!, capacity.Where).Capacity = capacity.Size;
        }
    }

    private static void Locate(string where, Action action)
    {
        try
        {
            action();
        }
        catch (GraphSyntaxException exception) when (exception.Where.Length == 0)
        {
            throw exception.In(where);
        }
    }

    private void AddPipeline(PipelineSyntax pipeline, SortedDictionary<int, PlanStream> around, int taken)
    {
        PlanPipe? input = null;
        for (int i = 0; i < pipeline.Stages.Count; i++)
        {
            SortedDictionary<int, PlanStream> table = new(around);
            if (input is not null)
            {
                table[0] = new PlanStream.PipeEnd(input, isRead: true);
            }

            input = i + 1 < pipeline.Stages.Count ? AddPipe() : null;
            if (input is not null)
            {
                table[1] = new PlanStream.PipeEnd(input, isRead: false);
            }

            AddStage(pipeline.Stages[i], table, taken);
        }
    }

    private void AddStage(StageSyntax stage, SortedDictionary<int, PlanStream> table, int taken)
    {
        PlanNode node = _register[stage];
        _nodes.Add(node);
        foreach ((int descriptor, PlanStream stream) in node.Connected)
        {
            table[descriptor] = stream;
        }

        SortedDictionary<int, PlanStream> named = [];
        node.Words = [.. stage.Words.Select(word => Expand(node, word, table, named, taken))];
        foreach (RedirectSyntax redirect in stage.Redirects)
        {
            Redirect(node, redirect, table, taken + named.Count);
            taken += redirect.Substitution is null ? 0 : 1;
        }

        if (HighestSubstitution - taken - named.Count < LowestSubstitution - 1)
        {
            throw Fault(node, "there are too many process substitutions");
        }

        if (stage.PipesError)
        {
            table[2] = table.TryGetValue(1, out PlanStream? output)
                ? output
                : throw Fault(node, "'|&' takes standard error where the output goes, and that is closed");
        }

        foreach ((int number, PlanStream end) in named)
        {
            table[number] = end;
        }

        node.Descriptors = table;
    }

    /// <summary>Adds a word's process substitutions and puts their names into it.</summary>
    private string Expand(
        PlanNode node, WordSyntax word, SortedDictionary<int, PlanStream> table, SortedDictionary<int, PlanStream> named, int taken)
    {
        StringBuilder text = new(word.Text);
        int grown = 0;
        foreach (SubstitutionSyntax substitution in word.Substitutions)
        {
            int number = HighestSubstitution - taken - named.Count;
            named[number] = AddSubstitution(node, substitution, table, taken + named.Count);
            string name = string.Create(CultureInfo.InvariantCulture, $"/dev/fd/{number}");
            _ = text.Insert(substitution.Offset + grown, name);
            grown += name.Length;
        }

        return text.ToString();
    }

    private void Redirect(PlanNode node, RedirectSyntax redirect, SortedDictionary<int, PlanStream> table, int taken)
    {
        switch (redirect)
        {
            case { Kind: RedirectKind.Close }:
                _ = table.Remove(redirect.Descriptor);
                break;
            case { Kind: RedirectKind.Duplicate }:
                table[redirect.Descriptor] = table.TryGetValue(redirect.Source, out PlanStream? source)
                    ? source
                    : throw Fault(node, $"descriptor {redirect.Source} is not open here", redirect.Position, redirect.Length);
                break;
            case { Substitution: { } substitution }:
                table[redirect.Descriptor] = AddSubstitution(node, substitution, table, taken);
                break;
            default:
                PlanStream.OpenFile file = new(redirect.Path, redirect.Kind);
                node.Files.Add(file);
                table[redirect.Descriptor] = file;
                break;
        }
    }

    /// <summary>Adds a process substitution, whose commands have all that the command around has open at this point.</summary>
    /// <returns>The command's end of the pipe to it.</returns>
    private PlanStream.PipeEnd AddSubstitution(
        PlanNode node, SubstitutionSyntax substitution, SortedDictionary<int, PlanStream> around, int taken)
    {
        if (!(around.ContainsKey(0) && around.ContainsKey(1) && around.ContainsKey(2)))
        {
            // There bash puts the pipe where the closed one was, for the command and the substitution alike.
            throw Fault(node, "bash confuses a process substitution with a closed descriptor 0, 1 or 2: close it last");
        }

        PlanPipe pipe = AddPipe();
        SortedDictionary<int, PlanStream> table = new(around)
        {
            [substitution.IsInput ? 1 : 0] = new PlanStream.PipeEnd(pipe, isRead: !substitution.IsInput),
        };
        AddPipeline(substitution.Pipeline, table, taken);
        return new PlanStream.PipeEnd(pipe, substitution.IsInput);
    }

    private static GraphSyntaxException Fault(PlanNode node, string message) => Fault(node, message, node.Syntax.Position, node.Syntax.Text.Length);

    private static GraphSyntaxException Fault(PlanNode node, string message, int position, int length) =>
        new GraphSyntaxException(message, node.Source.Text, position, length).In(node.Source.Where);

    private PlanPipe AddPipe()
    {
        PlanPipe pipe = new();
        _pipes.Add(pipe);
        return pipe;
    }

    private void NoteEnds()
    {
        foreach (PlanNode node in _nodes)
        {
            foreach ((int descriptor, PlanStream stream) in node.Descriptors)
            {
                if (stream is PlanStream.PipeEnd end)
                {
                    (end.IsRead ? end.Pipe.Readers : end.Pipe.Writers).Add(new PlanPort(node, descriptor));
                }
            }
        }
    }
}
