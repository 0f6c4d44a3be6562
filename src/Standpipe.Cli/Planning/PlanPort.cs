using System.Globalization;

namespace Standpipe.Cli.Planning;

/// <summary>A descriptor of a node.</summary>
/// <param name="Node">The node.</param>
/// <param name="Descriptor">Its number.</param>
internal sealed record PlanPort(PlanNode Node, int Descriptor)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Node.Name}.{Descriptor}");
}
