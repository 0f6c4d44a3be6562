namespace Standpipe.Cli.Language;

/// <summary>Reads a graph: stages joined by pipes.</summary>
internal sealed class GraphParser
{
    // What sh understands before it looks for any program (POSIX 2.4, and what POSIX leaves to the shell).
    private static readonly HashSet<string> s_reserved = new(StringComparer.Ordinal)
    {
        "!", "{", "}", "case", "do", "done", "elif", "else", "esac", "fi", "for", "function", "if", "in", "select", "then",
        "until", "while",
    };

    // What sh does itself and no program can do for it (POSIX 2.14 and 1.6).
    private static readonly HashSet<string> s_builtins = new(StringComparer.Ordinal)
    {
        ".", ":", "alias", "bg", "break", "cd", "command", "continue", "eval", "exec", "exit", "export", "fc", "fg", "getopts",
        "hash", "jobs", "local", "read", "readonly", "return", "set", "shift", "source", "times", "trap", "type", "ulimit",
        "umask", "unalias", "unset", "wait",
    };

    private readonly string _graph;
    private readonly List<Token> _tokens;
    private int _next;

    private GraphParser(string graph)
    {
        _graph = graph;
        _tokens = new GraphLexer(graph).Tokenize();
    }

    private Token Current => _tokens[_next];

    /// <summary>Reads a graph.</summary>
    /// <exception cref="GraphSyntaxException">It is not understood.</exception>
    internal static PipelineSyntax Parse(string graph)
    {
        GraphParser parser = new(graph);
        if (parser.Current.Kind == TokenKind.End)
        {
            throw new GraphSyntaxException("the graph is empty: give at least one command", 0);
        }

        List<StageSyntax> stages = [parser.ReadStage()];
        while (parser.Current.Kind is TokenKind.Pipe or TokenKind.PipeWithError)
        {
            parser._next++;
            stages.Add(parser.ReadStage());
        }

        return new PipelineSyntax(stages);
    }

    private StageSyntax ReadStage()
    {
        List<KeyValuePair<string, string>> assignments = [];
        List<string> words = [];
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
                Token token = Take();
                assignments.Add(new(token.Text[..token.NameLength], token.Text[(token.NameLength + 1)..]));
            }
            else
            {
                words.Add((words.Count == 0 ? RequireProgram(Take()) : Take()).Text);
            }
        }

        if (words.Count == 0)
        {
            throw new GraphSyntaxException(
                first == Current ? $"a command is missing before {Say(Current)}" : "there is no command here, only what should go with one",
                first.Position,
                first == Current ? Current.Length : Current.Position - first.Position);
        }

        string text = _graph[first.Position..(_tokens[_next - 1].Position + _tokens[_next - 1].Length)];
        return new StageSyntax(assignments, words, redirects, Current.Kind == TokenKind.PipeWithError, text);
    }

    private static Token RequireProgram(Token word)
    {
        if (word.Text.Length == 0)
        {
            throw new GraphSyntaxException("the command's name is empty", word.Position, word.Length);
        }

        if (!word.IsQuoted && s_reserved.Contains(word.Text))
        {
            throw new GraphSyntaxException(
                $"'{word.Text}' is the shell's grammar; standpipe runs programs: quote it if there is one of that name", word.Position, word.Length);
        }

        return s_builtins.Contains(word.Text)
            ? throw new GraphSyntaxException(
                $"'{word.Text}' is a builtin of the shell; standpipe runs programs. Say sh -c '...' if the shell is meant", word.Position, word.Length)
            : word;
    }

    private RedirectSyntax ReadRedirect()
    {
        Token operation = Take();
        int descriptor = operation.Descriptor >= 0 ? operation.Descriptor : operation.Kind == TokenKind.Input ? 0 : 1;
        if (operation.Kind == TokenKind.Input != (descriptor == 0))
        {
            throw new GraphSyntaxException(
                $"'{operation.Text}' would make descriptor {descriptor} go the wrong way", operation.Position, operation.Length);
        }

        if (Current.Kind != TokenKind.Word)
        {
            throw new GraphSyntaxException(
                $"'{operation.Text}' is followed by {Say(Current)}; the {(operation.Kind == TokenKind.Duplicate ? "descriptor" : "file")} is missing",
                operation.Position,
                operation.Length);
        }

        Token target = Take();
        if (operation.Kind == TokenKind.Duplicate)
        {
            return !target.IsQuoted && target.Text is "1" or "2"
                ? new RedirectSyntax(descriptor, RedirectKind.Duplicate, string.Empty, target.Text == "1" ? 1 : 2)
                : throw new GraphSyntaxException(
                    "after '>&' only 1 or 2 can stand; for a file say '> FILE 2>&1'", target.Position, target.Length);
        }

        return target.Text.Length == 0
            ? throw new GraphSyntaxException("the file's name is empty", target.Position, target.Length)
            : new RedirectSyntax(descriptor, Kind(operation.Kind), target.Text, -1);
    }

    private static RedirectKind Kind(TokenKind operation) => operation switch
    {
        TokenKind.Input => RedirectKind.Read,
        TokenKind.Append => RedirectKind.Append,
        _ => RedirectKind.Create,
    };

    private static string Say(Token token) => token.Kind == TokenKind.End ? "the end" : $"'{token.Text}'";

    private Token Take() => _tokens[_next++];
}
