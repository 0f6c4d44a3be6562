using Standpipe.Cli.Language;

namespace Standpipe.Cli.Planning;

/// <summary>How much one pipe, or every pipe, must hold.</summary>
/// <param name="Edge">The pipe; null: every one that nothing else is said of.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Where">Where it is said.</param>
internal sealed record CapacityRequest(EdgeSyntax? Edge, int Size, string Where);
