namespace Standpipe.Cli.Inspecting.Records;

/// <summary>An end of a pipe.</summary>
/// <param name="Pid">The process.</param>
/// <param name="Descriptor">Its number there.</param>
/// <param name="Access"><c>read</c>, <c>write</c> or <c>read_write</c>.</param>
/// <param name="Waiting">Whether a thread of the process waits at the pipe.</param>
internal sealed record EndRecord(int Pid, int Descriptor, string Access, bool Waiting);
