namespace Standpipe.Cli.Language;

/// <summary>Reads a graph: stages joined by pipes.</summary>
internal sealed class GraphParser
{
    private readonly string _graph;
    private readonly IReadOnlyList<Token> _tokens;

    // With a process substitution anywhere in it, only bash can be meant.
    private readonly bool _inBash;
    private int _next;

    private GraphParser(string graph, IReadOnlyList<Token> tokens, bool inBash)
    {
        _graph = graph;
        _tokens = tokens;
        _inBash = inBash;
    }

    private Token Current => _tokens[_next];

    /// <summary>Reads a graph.</summary>
    /// <exception cref="GraphSyntaxException">It is not understood.</exception>
    internal static PipelineSyntax Parse(string graph)
    {
        List<Token> tokens = new GraphLexer(graph).Tokenize();
        return tokens[0].Kind == TokenKind.End
            ? throw new GraphSyntaxException("the graph is empty: give at least one command", graph, 0)
            : new GraphParser(graph, tokens, tokens.Exists(token => token.Substitutions.Count > 0)).ReadPipeline();
    }

    /// <summary>Reads one command.</summary>
    /// <exception cref="GraphSyntaxException">It is not understood, or more than one.</exception>
    internal static StageSyntax ParseCommand(string command)
    {
        PipelineSyntax pipeline = Parse(command);
        if (pipeline.Stages.Count > 1)
        {
            Token pipe = new GraphLexer(command).Tokenize().Find(token => token.Kind is TokenKind.Pipe or TokenKind.PipeWithError)!;
            throw new GraphSyntaxException("a node is one command: make another node of what follows the pipe", command, pipe.Position, pipe.Length);
        }

        return pipeline.Stages[0];
    }

    private PipelineSyntax ReadPipeline()
    {
        List<StageSyntax> stages = [ReadStage()];
        while (Current.Kind is TokenKind.Pipe or TokenKind.PipeWithError)
        {
            _next++;
            stages.Add(ReadStage());
        }

        return new PipelineSyntax(stages);
    }

    private StageSyntax ReadStage()
    {
        List<KeyValuePair<string, string>> assignments = [];
        List<WordSyntax> words = [];
        List<RedirectSyntax> redirects = [];
        Token first = Current;
        while (Current.Kind is not (TokenKind.Pipe or TokenKind.PipeWithError or TokenKind.End))
        {
            if (Current.Kind != TokenKind.Word)
            {
                redirects.Add(ReadRedirect());
            }
            else if (words.Count == 0 && Current.NameLength > 0)
            {
                Token token = RequireNoSubstitution(Take(), "a variable's value cannot have a process substitution here: give it as an argument");
                assignments.Add(new(token.Text[..token.NameLength], token.Text[(token.NameLength + 1)..]));
            }
            else
            {
                words.Add(Word(words.Count == 0 ? RequireProgram(Take()) : Take()));
            }
        }

        if (words.Count == 0)
        {
            throw Fault(
                first == Current ? $"a command is missing before {Say(Current)}" : "there is no command here, only what should go with one",
                first.Position,
                first == Current ? Current.Length : Current.Position - first.Position);
        }

        string text = _graph[first.Position..(_tokens[_next - 1].Position + _tokens[_next - 1].Length)];
        return new StageSyntax(assignments, words, redirects, Current.Kind == TokenKind.PipeWithError, text, first.Position);
    }

    private WordSyntax Word(Token token) => new(token.Text, [.. token.Substitutions.Select(Substitution)]);

    private SubstitutionSyntax Substitution(SubstitutionToken token) => token.Tokens[0].Kind == TokenKind.End
        ? throw Fault("a command is missing between the parentheses", token.Position, token.Length)
        : new SubstitutionSyntax(new GraphParser(_graph, token.Tokens, inBash: true).ReadPipeline(), token.IsInput, token.Offset);

    private Token RequireProgram(Token word)
    {
        _ = RequireNoSubstitution(word, "a process substitution cannot be a command's name");
        if (word.Text.Length == 0)
        {
            throw Fault("the command's name is empty", word);
        }

        if (word.IsAppending)
        {
            throw Fault("some shells would take this for an assignment: quote it if there is a program of that name", word);
        }

        if (!word.IsQuoted && ShellWords.IsReserved(word.Text, _inBash))
        {
            throw Fault($"'{word.Text}' is the shell's grammar; standpipe runs programs: quote it if there is one of that name", word);
        }

        return ShellWords.IsBuiltin(word.Text, _inBash)
            ? throw Fault($"'{word.Text}' is a builtin of the shell; standpipe runs programs. Say sh -c '...' if the shell is meant", word)
            : word;
    }

    private Token RequireNoSubstitution(Token word, string complaint) => word.Substitutions is [SubstitutionToken first, ..]
        ? throw Fault(complaint, first.Position, first.Length)
        : word;

    private RedirectSyntax ReadRedirect()
    {
        Token operation = Take();
        if (Current.Kind != TokenKind.Word)
        {
            throw Fault(
                $"'{operation.Text}' is followed by {Say(Current)}; the {(operation.Kind == TokenKind.Duplicate ? "descriptor" : "file")} is missing",
                operation);
        }

        Token target = Take();
        RedirectSyntax redirect = operation.Kind == TokenKind.Duplicate
            ? Duplicate(operation, target)
            : target.Substitutions.Count > 0 ? ToSubstitution(operation, target)
            : target.Text.Length == 0 ? throw Fault("the file's name is empty", target)
            : new RedirectSyntax(operation.Descriptor, Kind(operation.Kind)) { Path = target.Text };
        return redirect with { Position = operation.Position, Length = target.Position + target.Length - operation.Position };
    }

    private RedirectSyntax Duplicate(Token operation, Token target)
    {
        string symbol = operation.Text[^2..];
        if (target is { IsQuoted: false, Substitutions: [], Text: "-" })
        {
            return new RedirectSyntax(operation.Descriptor, RedirectKind.Close);
        }

        if (target is { IsQuoted: false, Substitutions: [], Text: [>= '0' and <= '9' and char source] })
        {
            return new RedirectSyntax(operation.Descriptor, RedirectKind.Duplicate) { Source = source - '0' };
        }

        string file = symbol == "<&" ? "'< FILE'" : "'> FILE 2>&1'";
        throw Fault($"after '{symbol}' stands a descriptor, 0 to 9, or '-' to close it; for a file say {file}", target);
    }

    private RedirectSyntax ToSubstitution(Token operation, Token target)
    {
        SubstitutionToken first = target.Substitutions[0];
        if (target.Substitutions.Count > 1 || target.Text.Length > 0 || target.IsQuoted)
        {
            throw Fault("beside a process substitution nothing else can stand in a file's place", target);
        }

        return operation.Kind == TokenKind.Input == first.IsInput
            ? new RedirectSyntax(operation.Descriptor, Kind(operation.Kind)) { Substitution = Substitution(first) }
            : throw Fault(
                first.IsInput ? "a '<( )' is for reading: say '< <( )'" : "a '>( )' is for writing: say '> >( )'", first.Position, first.Length);
    }

    private static RedirectKind Kind(TokenKind operation) => operation switch
    {
        TokenKind.Input => RedirectKind.Read,
        TokenKind.Append => RedirectKind.Append,
        _ => RedirectKind.Create,
    };

    private static string Say(Token token) => token.Kind == TokenKind.End && token.Length == 0 ? "the end" : $"'{token.Text}'";

    private GraphSyntaxException Fault(string message, Token token) => Fault(message, token.Position, token.Length);

    private GraphSyntaxException Fault(string message, int position, int length) => new(message, _graph, position, length);

    private Token Take() => _tokens[_next++];
}
