using Standpipe.Inspection;

namespace Standpipe.Cli.Inspecting;

/// <summary>Pipes that lead from one to the next, as a line.</summary>
/// <param name="Pipes">In the line's order.</param>
/// <param name="Text">The line: <c>tar[812] =97%=&gt; zstd[813] =1%=&gt; ssh[814]</c>.</param>
internal sealed record PipelineLine(IReadOnlyList<MappedPipe> Pipes, string Text);
