namespace Standpipe.Benchmarks.Children;

/// <summary>Where the two processes of a pair run.</summary>
internal static class Placement
{
    /// <summary>Where the system puts them.</summary>
    internal const string Free = "free";

    /// <summary>Each on a processor of its own, with the thread that transfers.</summary>
    internal const string Apart = "apart";
}
