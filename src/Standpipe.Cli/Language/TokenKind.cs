namespace Standpipe.Cli.Language;

/// <summary>The kinds of <see cref="Token"/>.</summary>
internal enum TokenKind
{
    /// <summary>A word.</summary>
    Word,

    /// <summary><c>|</c>.</summary>
    Pipe,

    /// <summary><c>|&amp;</c>.</summary>
    PipeWithError,

    /// <summary><c>&lt;</c>.</summary>
    Input,

    /// <summary><c>&gt;</c>.</summary>
    Output,

    /// <summary><c>&gt;&gt;</c>.</summary>
    Append,

    /// <summary><c>&gt;&amp;</c> or <c>&lt;&amp;</c>.</summary>
    Duplicate,

    /// <summary>The end of the graph, or of a process substitution.</summary>
    End,
}
