namespace Standpipe.Benchmarks.Comparing;

/// <summary>Rows that are measured together: in every round each runs once, and each round begins with another.</summary>
/// <param name="Name">What they all do.</param>
/// <param name="Entries">The rows.</param>
internal sealed record Case(string Name, IReadOnlyList<Entry> Entries)
{
    /// <summary>Measures them.</summary>
    internal async Task RunAsync(Scale scale)
    {
        foreach (Entry entry in Entries)
        {
            await entry.WarmUpAsync(scale.WarmUp);
        }

        for (int round = 0; round < scale.Rounds; round++)
        {
            for (int place = 0; place < Entries.Count; place++)
            {
                await Entries[(round + place) % Entries.Count].RunAsync();
            }
        }
    }
}
