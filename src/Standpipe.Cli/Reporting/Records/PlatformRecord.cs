namespace Standpipe.Cli.Reporting.Records;

/// <summary>The system.</summary>
/// <param name="System">Name and version.</param>
/// <param name="Architecture">The processor's, in lower case.</param>
/// <param name="Processors">How many processors the tool may use.</param>
internal sealed record PlatformRecord(string System, string Architecture, int Processors);
