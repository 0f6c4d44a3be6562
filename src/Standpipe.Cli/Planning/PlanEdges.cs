using Standpipe.Cli.Language;

namespace Standpipe.Cli.Planning;

/// <summary>Joins nodes by the edges that are asked for.</summary>
internal sealed class PlanEdges(PortFinder ports, List<PlanPipe> pipes, List<PlanRelay> relays)
{
    // Higher ones are the names of process substitutions.
    private const int HighestDescriptor = 9;

    /// <summary>Joins what an edge names.</summary>
    /// <exception cref="GraphSyntaxException">It names what is not there, or what is taken.</exception>
    internal void Add(EdgeRequest request)
    {
        EdgeSyntax edge = request.Syntax;
        if (edge.From.Count > 1 && edge.To.Count > 1)
        {
            throw Fault(edge, edge.To[1], "either several write or several read: make a node of 'cat' between them");
        }

        if (edge.From.FirstOrDefault(end => end.Kind != EdgeEndKind.Port) is { } source)
        {
            ReadFile(edge, source);
        }
        else if (edge.To.Count > 1)
        {
            FanOut(edge);
        }
        else if (edge.To[0].Kind == EdgeEndKind.Port)
        {
            Join(edge);
        }
        else
        {
            WriteFile(edge);
        }
    }

    private void Join(EdgeSyntax edge)
    {
        PlanPipe pipe = new() { Capacity = edge.Capacity, Meter = edge.Meter };
        pipes.Add(pipe);
        foreach (EdgeEndSyntax writer in edge.From)
        {
            Connect(edge, writer, isRead: false, new PlanStream.PipeEnd(pipe, isRead: false));
        }

        Connect(edge, edge.To[0], isRead: true, new PlanStream.PipeEnd(pipe, isRead: true));
    }

    private void ReadFile(EdgeSyntax edge, EdgeEndSyntax source)
    {
        if (source.Kind == EdgeEndKind.Append)
        {
            throw Fault(edge, source, "'append:' is for writing: say 'file:'");
        }

        if (edge.From.Count > 1)
        {
            throw Fault(edge, source, "a file is a reader's only source: make a node of 'cat' that reads them all");
        }

        RequireNoPipe(edge, source);
        foreach (EdgeEndSyntax reader in edge.To)
        {
            if (reader.Kind != EdgeEndKind.Port)
            {
                throw Fault(edge, reader, "from file to file there is nothing to run: make a node of 'cat' between them");
            }

            PlanStream.OpenFile file = new(source.Value, RedirectKind.Read);
            Connect(edge, reader, isRead: true, file).Files.Add(file);
        }
    }

    private void WriteFile(EdgeSyntax edge)
    {
        RequireNoPipe(edge, edge.To[0]);
        PlanStream.OpenFile file = MakeFile(edge.To[0]);
        for (int i = 0; i < edge.From.Count; i++)
        {
            PlanNode node = Connect(edge, edge.From[i], isRead: false, file);
            if (i == 0)
            {
                node.Files.Add(file);
            }
        }
    }

    private void FanOut(EdgeSyntax edge)
    {
        if (edge.To.All(end => end.Kind != EdgeEndKind.Port))
        {
            RequireNoPipe(edge, edge.To[0]);
        }

        PlanRelay relay = new();
        relays.Add(relay);
        PlanNode source = Connect(edge, edge.From[0], isRead: false, new PlanStream.PipeEnd(relay.Incoming, isRead: false));
        foreach (EdgeEndSyntax reader in edge.To)
        {
            if (reader.Kind != EdgeEndKind.Port)
            {
                PlanStream.OpenFile file = MakeFile(reader);
                relay.Files.Add(file);
                source.Files.Add(file);
                continue;
            }

            PlanPipe branch = new() { Relay = relay, Capacity = edge.Capacity, Meter = edge.Meter };
            relay.Branches.Add(branch);
            pipes.Add(branch);
            Connect(edge, reader, isRead: true, new PlanStream.PipeEnd(branch, isRead: true));
        }
    }

    private static PlanStream.OpenFile MakeFile(EdgeEndSyntax end) =>
        new(end.Value, end.Kind == EdgeEndKind.Append ? RedirectKind.Append : RedirectKind.Create);

    private static void RequireNoPipe(EdgeSyntax edge, EdgeEndSyntax file)
    {
        if (edge.Capacity is not null || edge.Meter)
        {
            // A graph's file may have them as keys; then the text of the edge has no brackets.
            int bracket = edge.Text.IndexOf('[', edge.To[^1].Position + edge.To[^1].Length);
            const string Message = "a file has no pipe that could have a capacity or a meter";
            throw bracket >= 0 ? new GraphSyntaxException(Message, edge.Text, bracket, 1) : Fault(edge, file, Message);
        }
    }

    private PlanNode Connect(EdgeSyntax edge, EdgeEndSyntax end, bool isRead, PlanStream stream)
    {
        PlanPort port = ports.Find(edge, end, isRead ? 0 : 1);
        PlanNode node = port.Node;
        if (port.Descriptor > HighestDescriptor)
        {
            throw Fault(edge, end, $"an edge can join descriptors 0 to {HighestDescriptor}");
        }

        if (node.Piped.Contains(port.Descriptor))
        {
            throw Fault(edge, end, $"{port} is joined by the pipeline already");
        }

        if (node.Syntax.Redirects.Any(redirect => redirect.Descriptor == port.Descriptor) || (node.Syntax.PipesError && port.Descriptor == 2))
        {
            throw Fault(edge, end, $"the command of {node.Name} redirects descriptor {port.Descriptor} itself");
        }

        return node.Connected.TryAdd(port.Descriptor, stream) ? node : throw Fault(edge, end, isRead
            ? $"{port} is fed twice: several may write into one pipe, 'A.1, B.1 -> {port}'"
            : $"{port} is joined twice: several may read what it writes, '{port} -> A.0, B.0'");
    }

    private static GraphSyntaxException Fault(EdgeSyntax edge, EdgeEndSyntax end, string message) => new(message, edge.Text, end.Position, end.Length);
}
