namespace Standpipe.Benchmarks.Comparing;

/// <summary>What is told of several rounds.</summary>
internal static class Statistics
{
    /// <summary>The middle one; between two, their mean; NaN of none.</summary>
    internal static double Median(IReadOnlyList<double> values)
    {
        if (values.Count == 0)
        {
            return double.NaN;
        }

        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
