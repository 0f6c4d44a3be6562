using System.Text;

namespace Standpipe.Cli.Language;

/// <summary>The graph as it came from the command line.</summary>
internal static class GraphText
{
    /// <summary>
    /// Checks that no byte was lost on the way: .NET decodes arguments as UTF-8 and puts U+FFFD for what is not.
    /// </summary>
    /// <exception cref="GraphSyntaxException">One was.</exception>
    internal static void RequireExact(string graph)
    {
        int position = graph.IndexOf('\uFFFD', StringComparison.Ordinal);
        if (position < 0)
        {
            return;
        }

        try
        {
            // Somebody may have typed the character itself; then every argument is valid UTF-8.
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes("/proc/self/cmdline"));
        }
        catch (DecoderFallbackException)
        {
            throw new GraphSyntaxException("the graph is not UTF-8 here; standpipe passes words on exactly or not at all", graph, position);
        }
    }
}
