namespace Standpipe.Cli.Language;

/// <summary>The kinds of <see cref="RedirectSyntax"/>.</summary>
internal enum RedirectKind
{
    /// <summary>A file to read.</summary>
    Read,

    /// <summary>A file to write from its start.</summary>
    Create,

    /// <summary>A file to write at its end.</summary>
    Append,

    /// <summary>Whatever another descriptor is at this point.</summary>
    Duplicate,
}
