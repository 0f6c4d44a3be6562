namespace Standpipe.Cli.Viewing;

/// <summary>What a view may draw on and with.</summary>
/// <param name="Width">Columns, 1 or more.</param>
/// <param name="Height">Lines of the terminal, 1 or more.</param>
/// <param name="Unicode">Whether blocks, lines and arrows can be shown; if not, ASCII stands for them.</param>
internal readonly record struct ViewLook(int Width, int Height, bool Unicode)
{
    /// <summary>Gets what points from a writer to a reader, and at the bottleneck.</summary>
    internal string Arrow => Unicode ? "▶" : ">";

    /// <summary>Gets what a rule and a pipe are made of.</summary>
    internal char Rule => Unicode ? '─' : '-';

    /// <summary>Gets what a pipe is drawn with.</summary>
    internal char Pipe => Unicode ? '━' : '=';

    /// <summary>Gets what an edge hangs at below its writer.</summary>
    internal string Branch => Unicode ? "└" : "'-";

    /// <summary>Gets what stands for the words that did not fit.</summary>
    internal string Ellipsis => Unicode ? "…" : "~";
}
