namespace Standpipe.Benchmarks.Contenders;

/// <summary>How bytes go through a parent.</summary>
internal static class RelayKinds
{
    internal const string Splice = "splice";
    internal const string Loop = "loop";
    internal const string Copy = "copy";
}
