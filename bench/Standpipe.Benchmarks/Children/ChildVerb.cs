using System.Diagnostics.CodeAnalysis;

namespace Standpipe.Benchmarks.Children;

/// <summary>The hidden verb: this program as a contender's process.</summary>
internal static class ChildVerb
{
    internal const string Name = "child";

    /// <summary>Does what the role is for until standard input ends.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "The top of the program: whatever went wrong is told to the one who asked.")]
    internal static int Run(string[] role)
    {
        try
        {
            Serve(role);
            return 0;
        }
        catch (Exception exception)
        {
            Conversation.Complain(exception);
            return 1;
        }
    }

    private static void Serve(string[] role)
    {
        switch (role)
        {
            case [Roles.Lead, string kind, string placement]:
                PairLead.Serve(kind, placement);
                break;
            case [Roles.Peer, string kind, string placement, string input, string output]:
                PairPeer.Serve(kind, placement, input, output);
                break;
            case [Roles.Pending, string kind]:
                PendingReads.Serve(kind);
                break;
            case [Roles.Start, string kind, string heap]:
                Starts.Serve(kind, heap);
                break;
            case [Roles.Pipeline, string kind]:
                Pipelines.Serve(kind);
                break;
            case [Roles.Relay, string kind]:
                Relays.Serve(kind);
                break;
            case [Roles.Observed, string looks]:
                ObservedRuns.Serve(looks);
                break;
            default:
                throw new ArgumentException($"No such role: {string.Join(' ', role)}.");
        }
    }
}
