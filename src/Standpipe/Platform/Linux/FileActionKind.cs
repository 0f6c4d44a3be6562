namespace Standpipe.Platform.Linux;

/// <summary>The kinds of <see cref="FileAction"/>.</summary>
internal enum FileActionKind
{
    /// <summary><c>dup2</c>.</summary>
    Duplicate,

    /// <summary><c>close</c>.</summary>
    Close,

    /// <summary><c>close_range</c> to the end of the table.</summary>
    CloseFrom,
}
