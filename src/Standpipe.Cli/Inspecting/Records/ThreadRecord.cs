namespace Standpipe.Cli.Inspecting.Records;

/// <summary>A thread.</summary>
/// <param name="Tid">Its id.</param>
/// <param name="Activity"><c>running</c>, <c>reading</c>, <c>writing</c>, <c>polling</c> and so on.</param>
/// <param name="Input">The descriptor that it waits to read.</param>
/// <param name="InputPipe">The pipe behind that.</param>
/// <param name="Output">The descriptor that it waits to write.</param>
/// <param name="OutputPipe">The pipe behind that.</param>
/// <param name="Steady">Whether it was blocked all the while.</param>
internal sealed record ThreadRecord(int Tid, string Activity, int? Input, ulong? InputPipe, int? Output, ulong? OutputPipe, bool Steady);
