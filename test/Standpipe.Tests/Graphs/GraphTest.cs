using System.Globalization;

namespace Standpipe.Tests;

/// <summary>Graphs of test children.</summary>
internal static class GraphTest
{
    internal static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A node that is a verb of the test child, named by it, with nothing to read unless that is connected.</summary>
    internal static GraphNode AddVerb(this ProcessGraph graph, string name, string verb, params string[] arguments) =>
        graph.Add(name, TestChildProgram.Verb(verb, arguments));

    /// <summary>What ends only when it is cancelled.</summary>
    internal static Task NeverAsync(CancellationToken cancellationToken) => new TaskCompletionSource().Task.WaitAsync(cancellationToken);

    /// <summary>A number as an argument.</summary>
    internal static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Runs it to its end; killed if the test is given up.</summary>
    internal static Task<GraphResult> RunAsync(this ProcessGraph graph, GraphExitPolicy policy) =>
        graph.RunAsync(new GraphRunOptions { ExitPolicy = policy }, Token);

    /// <summary>What became of each node.</summary>
    internal static GraphNodeOutcome[] Outcomes(this GraphResult result) => [.. result.Nodes.Select(node => node.Outcome)];

    /// <summary>Whether the bytes are the first ones of the pattern.</summary>
    internal static bool IsPattern(ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] != Pattern.At(i))
            {
                return false;
            }
        }

        return true;
    }
}
