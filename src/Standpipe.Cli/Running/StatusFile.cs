using System.Globalization;
using System.Text;

namespace Standpipe.Cli.Running;

/// <summary>The exit codes of all stages, for whoever asked: what PIPESTATUS is to a shell.</summary>
internal static class StatusFile
{
    /// <summary>Writes a line for each stage; none if none ran.</summary>
    internal static byte[] Write(IReadOnlyList<GraphNodeResult> nodes) => Encoding.UTF8.GetBytes(string.Concat(
        nodes.Select(node => string.Create(CultureInfo.InvariantCulture, $"{node.ShellCode}\t{node.Node.Name}\n"))));
}
