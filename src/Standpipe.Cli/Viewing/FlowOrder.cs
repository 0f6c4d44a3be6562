namespace Standpipe.Cli.Viewing;

/// <summary>The order in which stages are shown.</summary>
internal static class FlowOrder
{
    /// <summary>Puts writers before their readers. In a cycle, whoever was named first comes first.</summary>
    /// <param name="stages">The names, in the order in which they were given; it decides where the edges do not.</param>
    /// <param name="edges">Writer and reader of each edge. Names that are no stage's are ignored.</param>
    internal static IReadOnlyList<string> Sort(IReadOnlyList<string> stages, IReadOnlyList<(string From, string To)> edges)
    {
        List<string> left = [.. stages];
        List<string> sorted = [];
        while (left.Count > 0)
        {
            string next = left.Find(stage => !edges.Any(edge => edge.To == stage && edge.From != stage && left.Contains(edge.From))) ?? left[0];
            _ = left.Remove(next);
            sorted.Add(next);
        }

        return sorted;
    }
}
