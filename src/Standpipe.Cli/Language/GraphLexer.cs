using System.Text;

namespace Standpipe.Cli.Language;

/// <summary>
/// Cuts a graph into tokens by the rules of POSIX Shell Command Language 2.2 and 2.3, with bash's process substitution,
/// and refuses the rest.
/// </summary>
internal sealed class GraphLexer
{
    // Nobody writes so many by hand, and each takes some stack.
    private const int DeepestNesting = 50;

    private readonly StringBuilder _word = new();
    private readonly string _graph;
    private readonly int _depth;
    private int _position;

    internal GraphLexer(string graph)
        : this(graph, 0, 0)
    {
    }

    private GraphLexer(string graph, int position, int depth)
    {
        _graph = graph;
        _position = position;
        _depth = depth;
    }

    private char Current => _graph[_position];

    private char Next => _position + 1 < _graph.Length ? _graph[_position + 1] : '\0';

    private bool AtEnd => _position == _graph.Length;

    /// <summary>Gets whether a process substitution begins here.</summary>
    private bool AtSubstitution => !AtEnd && Current is '<' or '>' && Next == '(';

    /// <summary>Cuts the whole graph, or one substitution in it up to its parenthesis.</summary>
    /// <returns>The tokens; the last is <see cref="TokenKind.End"/>.</returns>
    /// <exception cref="GraphSyntaxException">Something in it sh would expand, or treat as more than plumbing.</exception>
    internal List<Token> Tokenize()
    {
        List<Token> tokens = [];
        while (true)
        {
            SkipBlanks(newlinesToo: tokens.Count == 0 || tokens[^1].Kind is TokenKind.Pipe or TokenKind.PipeWithError);
            if (AtEnd || (_depth > 0 && Current == ')'))
            {
                tokens.Add(new Token(TokenKind.End, AtEnd ? "the end" : ")", _position, AtEnd ? 0 : 1));
                return tokens;
            }

            tokens.Add(Current is '|' or '<' or '>' && !AtSubstitution ? ReadOperator(_position, -1) : ReadWordOrDescriptor());
        }
    }

    /// <summary>Whether nothing but blanks is left.</summary>
    private bool NothingFollows()
    {
        int next = _graph.AsSpan(_position).IndexOfAnyExcept(" \t\n");
        return next < 0 || (_depth > 0 && _graph[_position + next] == ')');
    }

    private void SkipBlanks(bool newlinesToo)
    {
        // Newlines at the very end end nothing either.
        newlinesToo |= NothingFollows();
        while (!AtEnd)
        {
            if (Current is ' ' or '\t' || (newlinesToo && Current == '\n'))
            {
                _position++;
            }
            else if (Current == '\\' && Next == '\n')
            {
                _position += 2;
            }
            else
            {
                return;
            }
        }
    }

    private Token ReadOperator(int start, int descriptor)
    {
        (TokenKind kind, int length) = (Current, Next) switch
        {
            ('|', '|') => throw Refused("'||' chooses between commands; standpipe runs one pipeline", 2),
            ('|', '&') => (TokenKind.PipeWithError, 2),
            ('|', _) => (TokenKind.Pipe, 1),
            ('<', '<') => throw Refused("here-documents are the shell's; feed the pipeline by '<' or its own input", 2),
            ('<', '>') => throw Refused("'<>' is not supported; use '<' or '>'", 2),
            ('<', '&') => (TokenKind.Duplicate, 2),
            ('<', _) => (TokenKind.Input, 1),
            ('>', '>') => (TokenKind.Append, 2),
            ('>', '&') => (TokenKind.Duplicate, 2),
            ('>', '|') => throw Refused("'>|' is not supported; '>' does the same here", 2),
            _ => (TokenKind.Output, 1),
        };
        int usual = Current == '<' ? 0 : 1;
        _position += length;
        return new Token(kind, _graph[start.._position], start, _position - start) { Descriptor = descriptor >= 0 ? descriptor : usual };
    }

    private Token ReadWordOrDescriptor()
    {
        int start = _position;
        int digits = _graph.AsSpan(start).IndexOfAnyExceptInRange('0', '9');
        if (digits > 0 && _graph[start + digits] is '<' or '>')
        {
            // An unquoted number right before a redirection is the descriptor it is for; right before a substitution it
            // is the word's beginning.
            _position += digits;
            if (!AtSubstitution)
            {
                return digits == 1
                    ? ReadOperator(start, _graph[start] - '0')
                    : throw Fault("not every sh takes more than one digit for a descriptor: use 0 to 9", start, digits);
            }

            _position = start;
        }

        return ReadWord();
    }

    private Token ReadWord()
    {
        int start = _position;
        bool quoted = false;
        int nameLength = 0;
        int firstBrace = -1;
        bool isAppending = false;
        List<SubstitutionToken> substitutions = [];
        _ = _word.Clear();
        while (!AtWordEnd())
        {
            switch (Current)
            {
                case '<' or '>':
                    substitutions.Add(ReadSubstitution());
                    break;
                case '\'':
                    quoted = true;
                    ReadSingleQuotes();
                    break;
                case '"':
                    quoted = true;
                    ReadDoubleQuotes();
                    break;
                case '\\':
                    quoted |= ReadEscape();
                    break;
                default:
                    RequirePlain(isFirst: _position == start, afterName: nameLength > 0, ref firstBrace);
                    bool mayAssign = Current == '=' && nameLength == 0 && !quoted && substitutions.Count == 0;
                    nameLength = mayAssign && IsName(_word.Length) ? _word.Length : nameLength;
                    isAppending |= mayAssign && _word is [.., '+'] && IsName(_word.Length - 1);
                    _ = _word.Append(Current);
                    _position++;
                    break;
            }
        }

        if (!AtEnd && Current == '\n' && !NothingFollows())
        {
            throw Refused("a newline ends a command in sh; only after '|' it does not", 1);
        }

        if (substitutions.Count == 0)
        {
            RequireOwnEnd(start, quoted);
        }

        return new Token(TokenKind.Word, _word.ToString(), start, _position - start)
        {
            IsQuoted = quoted,
            NameLength = nameLength,
            IsAppending = isAppending,
            Substitutions = substitutions,
        };
    }

    private bool AtWordEnd() =>
        AtEnd || Current is ' ' or '\t' or '\n' or '|' || (Current is '<' or '>' && !AtSubstitution) || (_depth > 0 && Current == ')');

    /// <summary>Refuses a word that some shells would take together with what follows it.</summary>
    private void RequireOwnEnd(int start, bool quoted)
    {
        if (AtEnd || Current is not ('<' or '>') || quoted)
        {
            return;
        }

        if (!_word.ToString().AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            // It did not look like a number because of a backslash and a newline, which sh takes away first.
            throw Fault("a number right before a redirection is its descriptor: keep them together", start, _position - start);
        }

        if (_word is ['{', .., '}'])
        {
            throw Fault("some shells would put a new descriptor's number in this variable: quote it", start, _word.Length);
        }
    }

    private SubstitutionToken ReadSubstitution()
    {
        int start = _position;
        if (_depth == DeepestNesting)
        {
            throw Refused("process substitutions are nested too deep", 2);
        }

        GraphLexer inside = new(_graph, start + 2, _depth + 1);
        List<Token> tokens = inside.Tokenize();
        if (inside.AtEnd)
        {
            throw Refused("this process substitution is never closed", 2);
        }

        bool isInput = Current == '<';
        _position = inside._position + 1;
        return new SubstitutionToken(tokens, isInput, _word.Length, start, _position - start);
    }

    /// <summary>Whether the word so far, up to a length, can be a variable's name.</summary>
    private bool IsName(int length)
    {
        for (int i = 0; i < length; i++)
        {
            if (!(char.IsAsciiLetter(_word[i]) || _word[i] == '_' || (i > 0 && char.IsAsciiDigit(_word[i]))))
            {
                return false;
            }
        }

        return length > 0;
    }

    private void ReadSingleQuotes()
    {
        int end = _graph.IndexOf('\'', _position + 1);
        if (end < 0)
        {
            throw Refused("this quote is never closed", 1);
        }

        _ = _word.Append(_graph, _position + 1, end - _position - 1);
        _position = end + 1;
    }

    private void ReadDoubleQuotes()
    {
        int start = _position++;
        while (!AtEnd && Current != '"')
        {
            if (Current is '$' or '`')
            {
                throw Refused($"sh would expand '{Current}' inside double quotes: use single quotes, or '\\{Current}'", 1);
            }

            if (Current == '\\' && Next == '\n')
            {
                _position += 2;
                continue;
            }

            // Before anything else a backslash stands for itself.
            _position += Current == '\\' && Next is '$' or '`' or '"' or '\\' ? 1 : 0;
            _ = _word.Append(Current);
            _position++;
        }

        if (AtEnd)
        {
            throw Fault("this quote is never closed", start);
        }

        _position++;
    }

    /// <summary>Reads a backslash and what it quotes.</summary>
    /// <returns>Whether it quoted a character; before a newline it joins two lines instead.</returns>
    private bool ReadEscape()
    {
        if (_position + 1 == _graph.Length)
        {
            throw Refused("a backslash at the end quotes nothing", 1);
        }

        bool quotes = Next != '\n';
        if (quotes)
        {
            _ = _word.Append(Next);
        }

        _position += 2;
        return quotes;
    }

    private void RequirePlain(bool isFirst, bool afterName, ref int firstBrace)
    {
        char c = Current;
        switch (c)
        {
            case '$' or '`':
                throw Refused($"sh would expand '{c}': quote it, '\\{c}' or in single quotes", 1);
            case '*' or '?' or '[':
                throw Refused($"sh would take '{c}' for a pattern of file names: quote it, '\\{c}' or in quotes", 1);
            case '~' when isFirst || (afterName && _word[^1] is '=' or ':'):
                throw Refused("sh would take '~' for a home directory: quote it, '\\~', or give the path", 1);
            case '#' when isFirst:
                throw Refused("sh would take '#' for a comment: quote it, '\\#'", 1);
            case ';':
                throw Refused("';' begins another command; standpipe runs one pipeline: quote it, '\\;', if it is an argument", 1);
            case '&':
                throw Refused(Next == '>'
                    ? "'&>' is bash's; say '> FILE 2>&1'"
                    : Next == '&' ? "'&&' begins another command; standpipe runs one pipeline"
                    : "'&' would put it in the background; standpipe runs one pipeline: quote it, '\\&', if it is an argument", 1);
            case '(' or ')':
                throw Refused($"'{c}' is the shell's grammar: quote it, '\\{c}', if it is an argument", 1);
            case '{' when firstBrace < 0:
                firstBrace = _position;
                break;
            case '}' when firstBrace >= 0:
                // From the first brace at every closing one: a brace that closes early is an ordinary character to bash, and the expansion goes on behind it.
                RequireNoBraceExpansion(firstBrace);
                break;
        }
    }

    /// <summary>What some shells called sh expand and others do not is accepted from neither.</summary>
    private void RequireNoBraceExpansion(int start)
    {
        string inside = _graph[(start + 1).._position];
        if (inside.Contains(',', StringComparison.Ordinal) || inside.Contains("..", StringComparison.Ordinal))
        {
            throw Fault("some shells would expand these braces: quote them", start, _position - start + 1);
        }
    }

    private GraphSyntaxException Refused(string message, int length) => Fault(message, _position, length);

    private GraphSyntaxException Fault(string message, int position, int length = 1) => new(message, _graph, position, length);
}
