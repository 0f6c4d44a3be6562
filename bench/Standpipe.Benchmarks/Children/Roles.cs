namespace Standpipe.Benchmarks.Children;

/// <summary>What a process of this program can be, by the first argument of the hidden verb.</summary>
internal static class Roles
{
    internal const string Lead = "lead";
    internal const string Peer = "peer";
    internal const string Pending = "pending";
    internal const string Start = "start";
    internal const string Pipeline = "pipeline";
    internal const string Relay = "relay";
    internal const string Observed = "observed";
}
