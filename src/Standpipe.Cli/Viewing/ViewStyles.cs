using Spectre.Console;

namespace Standpipe.Cli.Viewing;

/// <summary>The colours of the view. Each says again what words, numbers or marks say already.</summary>
internal static class ViewStyles
{
    /// <summary>Gets the style of ordinary words.</summary>
    internal static Style Plain { get; } = Style.Plain;

    /// <summary>Gets the style of frames, units and what matters less.</summary>
    internal static Style Quiet { get; } = new(Color.Grey);

    /// <summary>Gets the style of a stage's name.</summary>
    internal static Style Name { get; } = new(decoration: Decoration.Bold);

    /// <summary>Gets the style of the bottleneck.</summary>
    internal static Style Bottleneck { get; } = new(Color.Red, decoration: Decoration.Bold);

    /// <summary>Gets the style of time on a processor.</summary>
    internal static Style Processor { get; } = new(Color.Green);

    /// <summary>Gets the style of time blocked in a read.</summary>
    internal static Style Reading { get; } = new(Color.DodgerBlue1);

    /// <summary>Gets the style of time blocked in a write.</summary>
    internal static Style Writing { get; } = new(Color.Orange1);

    /// <summary>Gets the style of what is in a pipe.</summary>
    internal static Style Fill { get; } = new(Color.MediumPurple1);
}
