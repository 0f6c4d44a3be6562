namespace Standpipe;

/// <summary>The order in which nodes feed each other.</summary>
internal static class GraphTopology
{
    /// <summary>Ranks nodes: whoever feeds another has a lower rank; those of a cycle share theirs.</summary>
    /// <param name="count">How many nodes there are.</param>
    /// <param name="edges">Who feeds whom.</param>
    /// <returns>A rank for each: 0 for those that no other feeds, save one that it feeds itself.</returns>
    internal static int[] Rank(int count, IReadOnlyList<(int From, int To)> edges)
    {
        bool[][] reaches = [.. Enumerable.Range(0, count).Select(_ => new bool[count])];
        foreach ((int from, int to) in edges)
        {
            reaches[from][to] = true;
        }

        // Graphs are small: who reaches whom, by Warshall.
        for (int via = 0; via < count; via++)
        {
            for (int from = 0; from < count; from++)
            {
                for (int to = 0; reaches[from][via] && to < count; to++)
                {
                    reaches[from][to] |= reaches[via][to];
                }
            }
        }

        // Whoever is reached one way only comes later than all that reach it: a longest way, over so many rounds at most.
        int[] ranks = new int[count];
        for (int round = 0; round < count; round++)
        {
            for (int from = 0; from < count; from++)
            {
                for (int to = 0; to < count; to++)
                {
                    if (reaches[from][to] && !reaches[to][from])
                    {
                        ranks[to] = Math.Max(ranks[to], ranks[from] + 1);
                    }
                }
            }
        }

        return ranks;
    }
}
