namespace Standpipe.Cli.Language;

/// <summary>A graph that is not understood, with the place.</summary>
internal sealed class GraphSyntaxException : Exception
{
    public GraphSyntaxException()
    {
    }

    public GraphSyntaxException(string message)
        : base(message)
    {
    }

    public GraphSyntaxException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal GraphSyntaxException(string message, string text, int position, int length = 1)
        : base(message)
    {
        Text = text;
        Position = position;
        Length = Math.Max(1, length);
    }

    /// <summary>Gets the text that it is in.</summary>
    internal string Text { get; } = string.Empty;

    /// <summary>Gets whose text it is: an option, or a place in a file; empty for the graph itself.</summary>
    internal string Where { get; private init; } = string.Empty;

    /// <summary>Gets where in the text it is: an index, or its length for the end.</summary>
    internal int Position { get; }

    /// <summary>Gets how many characters it takes.</summary>
    internal int Length { get; }

    /// <summary>Says the same of a text whose place is known.</summary>
    internal GraphSyntaxException In(string where) => new(Message, Text, Position, Length) { Where = where };

    /// <summary>Draws the line of the text with a mark under the place.</summary>
    internal string Picture()
    {
        int start = Position == 0 ? 0 : Text.LastIndexOf('\n', Math.Min(Position, Text.Length) - 1) + 1;
        int end = Text.IndexOf('\n', start);
        string line = (end < 0 ? Text[start..] : Text[start..end]).Replace('\t', ' ');
        int column = Position - start;
        string mark = new('^', Math.Clamp(line.Length - column, 1, Length));
        return $"  {line}\n  {new string(' ', column)}{mark}";
    }
}
