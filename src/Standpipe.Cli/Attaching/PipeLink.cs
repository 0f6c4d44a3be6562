using Standpipe.Inspection;

namespace Standpipe.Cli.Attaching;

/// <summary>A way for data from one process to another.</summary>
/// <param name="Writer">The end that is written.</param>
/// <param name="Reader">The end of the same pipe that is read, in another process.</param>
internal sealed record PipeLink(PipeHolder Writer, PipeHolder Reader);
