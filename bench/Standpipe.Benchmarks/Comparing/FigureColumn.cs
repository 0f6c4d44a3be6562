namespace Standpipe.Benchmarks.Comparing;

/// <summary>A column for a figure that the contenders' processes count.</summary>
/// <param name="Header">Its name.</param>
/// <param name="Figure">The figure's name in an answer.</param>
/// <param name="Format">Writes it.</param>
internal sealed record FigureColumn(string Header, string Figure, Func<double, string> Format);
