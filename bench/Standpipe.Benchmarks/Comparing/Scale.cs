namespace Standpipe.Benchmarks.Comparing;

/// <summary>How much is measured.</summary>
/// <param name="Name">The word for it.</param>
/// <param name="Rounds">How often every contender runs.</param>
/// <param name="Factor">What the amounts of a quick round are multiplied by.</param>
/// <param name="WarmUp">How long a process is to have been busy before it is measured.</param>
internal sealed record Scale(string Name, int Rounds, int Factor, TimeSpan WarmUp)
{
    /// <summary>Gets the scale for a look: a round of a contender takes some 50 to 100 ms.</summary>
    internal static Scale Quick { get; } = new("quick", 3, 1, TimeSpan.FromMilliseconds(100));

    /// <summary>Gets the scale for figures that are to be kept.</summary>
    internal static Scale Full { get; } = new("full", 11, 4, TimeSpan.FromSeconds(2));

    /// <summary>Gets the scale that shows only whether everything works.</summary>
    internal static Scale Dry { get; } = new("dry", 1, 0, TimeSpan.Zero);

    /// <summary>Gets whether figures mean nothing.</summary>
    internal bool IsDry => Factor == 0;

    /// <summary>An amount.</summary>
    /// <param name="quick">What it is in a quick round.</param>
    /// <param name="dry">What it is in a dry one.</param>
    internal long Of(long quick, long dry) => IsDry ? dry : quick * Factor;
}
