namespace Standpipe.Cli.Language;

/// <summary>The kinds of <see cref="EdgeEndSyntax"/>.</summary>
internal enum EdgeEndKind
{
    /// <summary>A node, or one of its descriptors.</summary>
    Port,

    /// <summary>A file, read or written from its start: <c>file:PATH</c>.</summary>
    File,

    /// <summary>A file that is written at its end: <c>append:PATH</c>.</summary>
    Append,
}
