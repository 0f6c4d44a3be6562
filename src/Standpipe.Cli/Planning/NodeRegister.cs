using System.Globalization;
using Standpipe.Cli.Language;

namespace Standpipe.Cli.Planning;

/// <summary>The nodes of a graph by the commands that they are made of, and their names.</summary>
internal sealed class NodeRegister
{
    private readonly Dictionary<StageSyntax, PlanNode> _nodes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, PlanNode> _names = new(StringComparer.Ordinal);

    /// <summary>Makes the nodes: first those that are named, so that no program's name is in their way.</summary>
    /// <exception cref="GraphSyntaxException">A name is no name, or is there twice.</exception>
    internal NodeRegister(GraphRequest request)
    {
        foreach (NodeRequest node in request.Nodes)
        {
            RequireName(node.Name);
            Add(new PlanNode(node.Name.Text, node.Command, node.Source) { Directory = node.Directory });
        }

        foreach ((PipelineSyntax pipeline, SourceText source) in request.Pipelines)
        {
            AddPipeline(pipeline, source, null);
        }

        foreach (NodeRequest node in request.Nodes)
        {
            AddSubstitutions(node.Command, node.Source);
        }
    }

    /// <summary>Gets the node that a command is.</summary>
    internal PlanNode this[StageSyntax stage] => _nodes[stage];

    /// <summary>Gets all names.</summary>
    internal IReadOnlyCollection<string> Names => _names.Keys;

    /// <summary>Finds a node by its name.</summary>
    internal PlanNode? Find(string name) => _names.GetValueOrDefault(name);

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';

    private void RequireName(SourceText name)
    {
        string? fault = name.Text.Length == 0 ? "a node's name is empty"
            : !name.Text.All(IsNameCharacter) ? $"'{name.Text}' is no name of a node: letters, digits, '-', '_' and '.' are"
            : _names.ContainsKey(name.Text) ? $"there is a node '{name.Text}' already"
            : null;
        if (fault is not null)
        {
            throw new GraphSyntaxException(fault, name.Text, 0, name.Text.Length).In(name.Where);
        }
    }

    private void AddPipeline(PipelineSyntax pipeline, SourceText source, SubstitutionSyntax? within)
    {
        for (int i = 0; i < pipeline.Stages.Count; i++)
        {
            PlanNode node = Add(new PlanNode(MakeName(pipeline.Stages[i].Words[0].Text), pipeline.Stages[i], source));
            if (i > 0 || within is { IsInput: false })
            {
                _ = node.Piped.Add(0);
            }

            if (i + 1 < pipeline.Stages.Count || within is { IsInput: true })
            {
                _ = node.Piped.Add(1);
            }

            AddSubstitutions(pipeline.Stages[i], source);
        }
    }

    private void AddSubstitutions(StageSyntax stage, SourceText source)
    {
        foreach (SubstitutionSyntax substitution in stage.Words.SelectMany(word => word.Substitutions)
            .Concat(stage.Redirects.Select(redirect => redirect.Substitution).OfType<SubstitutionSyntax>()))
        {
            AddPipeline(substitution.Pipeline, source, substitution);
        }
    }

    private PlanNode Add(PlanNode node)
    {
        _nodes.Add(node.Syntax, node);
        _names.Add(node.Name, node);
        return node;
    }

    /// <summary>Gives a program's node its name: <c>cat</c>, and <c>cat-2</c> for the second.</summary>
    private string MakeName(string program)
    {
        string file = program[(program.AsSpan().LastIndexOfAny('/', OperatingSystem.IsWindows() ? '\\' : '/') + 1)..];
        string stem = string.Concat(file.Select(c => IsNameCharacter(c) ? c : '-'));
        string name = stem.Length == 0 ? "node" : stem;
        string candidate = name;
        for (int i = 2; _names.ContainsKey(candidate); i++)
        {
            candidate = string.Create(CultureInfo.InvariantCulture, $"{name}-{i}");
        }

        return candidate;
    }
}
