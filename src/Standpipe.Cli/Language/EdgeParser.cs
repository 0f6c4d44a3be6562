using System.Text;

namespace Standpipe.Cli.Language;

/// <summary>Reads an edge.</summary>
internal sealed class EdgeParser
{
    private readonly string _text;
    private int _position;

    private EdgeParser(string text) => _text = text;

    private bool AtEnd => _position == _text.Length;

    private bool AtArrow => _position + 1 < _text.Length && _text[_position] == '-' && _text[_position + 1] == '>';

    /// <summary>Reads an edge.</summary>
    /// <exception cref="GraphSyntaxException">It is not understood.</exception>
    internal static EdgeSyntax Parse(string text)
    {
        EdgeParser parser = new(text);
        List<EdgeEndSyntax> from = parser.ReadEnds("who writes");
        parser.RequireArrow();
        List<EdgeEndSyntax> to = parser.ReadEnds("who reads");
        EdgeSyntax edge = new(from, to, text);
        edge = parser.TryTake('[') ? parser.ReadAttributes(edge) : edge;
        return parser.AtEnd ? edge : throw parser.Fault("an edge ends here: 'FROM -> TO [capacity=SIZE, meter]'", parser._text.Length - parser._position);
    }

    private List<EdgeEndSyntax> ReadEnds(string what)
    {
        List<EdgeEndSyntax> ends = [];
        do
        {
            SkipBlanks();
            int start = _position;
            string value = ReadWord(",[");
            if (value.Length == 0)
            {
                throw Fault($"{what} is missing here: a node, 'NODE.DESCRIPTOR', 'file:PATH' or 'append:PATH'", 1);
            }

            EdgeEndSyntax end = MakeEnd(value, start);

            // As edges are named where they are shown: a.1+a.2->b.0.
            ends.AddRange(end.Kind == EdgeEndKind.Port ? value.Split('+').Select(port => end with { Value = port }) : [end]);
        }
        while (TryTake(','));
        return ends;
    }

    private EdgeEndSyntax MakeEnd(string value, int start)
    {
        (EdgeEndKind kind, string rest) = value.StartsWith("file:", StringComparison.Ordinal) ? (EdgeEndKind.File, value[5..])
            : value.StartsWith("append:", StringComparison.Ordinal) ? (EdgeEndKind.Append, value[7..])
            : (EdgeEndKind.Port, value);
        return rest.Length == 0
            ? throw new GraphSyntaxException("the file's name is empty", _text, start, _position - start)
            : new EdgeEndSyntax(kind, rest, start, _position - start);
    }

    private void RequireArrow()
    {
        SkipBlanks();
        if (!AtArrow)
        {
            throw Fault("'->' is missing here: an edge is 'FROM -> TO'", 1);
        }

        _position += 2;
    }

    private EdgeSyntax ReadAttributes(EdgeSyntax edge)
    {
        do
        {
            SkipBlanks();
            int start = _position;
            string name = ReadWord("=,]");
            switch (name)
            {
                case "meter":
                    edge = edge with { Meter = true };
                    break;
                case "capacity" when TryTake('='):
                    SkipBlanks();
                    edge = edge with { Capacity = ReadSize() };
                    break;
                case "capacity":
                    throw new GraphSyntaxException("'capacity' needs a size: capacity=1M", _text, start, name.Length);
                default:
                    throw new GraphSyntaxException(
                        $"'{name}' is nothing that an edge has: capacity=SIZE and meter are{Nearest.Hint(name, ["capacity", "meter"])}", _text, start, name.Length);
            }
        }
        while (TryTake(','));
        return TryTake(']') ? edge : throw Fault("']' is missing here", 1);
    }

    private int ReadSize()
    {
        int start = _position;
        string size = ReadWord(",]");
        try
        {
            return Quantity.ParseSize(size);
        }
        catch (FormatException exception)
        {
            throw new GraphSyntaxException(exception.Message.TrimEnd('.'), _text, start, _position - start);
        }
    }

    /// <summary>Reads up to a blank, an arrow or one of the characters; what is in quotes has none of these.</summary>
    private string ReadWord(string ends)
    {
        StringBuilder word = new();
        while (!AtEnd && !AtArrow && _text[_position] is not (' ' or '\t' or '\n') && !ends.Contains(_text[_position], StringComparison.Ordinal))
        {
            if (_text[_position] is '\'' or '"')
            {
                int close = _text.IndexOf(_text[_position], _position + 1);
                if (close < 0)
                {
                    throw Fault("this quote is never closed", 1);
                }

                _ = word.Append(_text, _position + 1, close - _position - 1);
                _position = close + 1;
            }
            else
            {
                _ = word.Append(_text[_position++]);
            }
        }

        return word.ToString();
    }

    private bool TryTake(char c)
    {
        SkipBlanks();
        bool isThere = !AtEnd && _text[_position] == c;
        _position += isThere ? 1 : 0;
        SkipBlanks();
        return isThere;
    }

    private void SkipBlanks()
    {
        while (!AtEnd && _text[_position] is ' ' or '\t' or '\n')
        {
            _position++;
        }
    }

    private GraphSyntaxException Fault(string message, int length) => new(message, _text, _position, length);
}
