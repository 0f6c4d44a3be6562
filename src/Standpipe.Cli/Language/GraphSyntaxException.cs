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

    internal GraphSyntaxException(string message, int position, int length = 1)
        : base(message)
    {
        Position = position;
        Length = Math.Max(1, length);
    }

    /// <summary>Gets where in the graph it is: an index, or its length for the end.</summary>
    internal int Position { get; }

    /// <summary>Gets how many characters it takes.</summary>
    internal int Length { get; }

    /// <summary>Draws the line of the graph with a mark under the place.</summary>
    internal string Picture(string graph)
    {
        int start = Position == 0 ? 0 : graph.LastIndexOf('\n', Math.Min(Position, graph.Length) - 1) + 1;
        int end = graph.IndexOf('\n', start);
        string line = (end < 0 ? graph[start..] : graph[start..end]).Replace('\t', ' ');
        int column = Position - start;
        string mark = new('^', Math.Clamp(line.Length - column, 1, Length));
        return $"  {line}\n  {new string(' ', column)}{mark}";
    }
}
