namespace Standpipe.Cli.Language;

/// <summary>The kinds of <see cref="RedirectSyntax"/>.</summary>
internal enum RedirectKind
{
    /// <summary>A file, or a process substitution, to read.</summary>
    Read,

    /// <summary>A file to write from its start, or a process substitution.</summary>
    Create,

    /// <summary>A file to write at its end, or a process substitution.</summary>
    Append,

    /// <summary>Whatever another descriptor is at this point.</summary>
    Duplicate,

    /// <summary>Nothing: the descriptor is closed.</summary>
    Close,
}
