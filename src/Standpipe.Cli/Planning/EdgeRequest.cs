using Standpipe.Cli.Language;

namespace Standpipe.Cli.Planning;

/// <summary>An edge that is asked for.</summary>
/// <param name="Syntax">The edge.</param>
/// <param name="Where">Where it is written.</param>
internal sealed record EdgeRequest(EdgeSyntax Syntax, string Where);
