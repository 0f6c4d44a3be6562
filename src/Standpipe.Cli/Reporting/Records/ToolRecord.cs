namespace Standpipe.Cli.Reporting.Records;

/// <summary>The tool.</summary>
/// <param name="Name">Its command.</param>
/// <param name="Version">Its version.</param>
internal sealed record ToolRecord(string Name, string Version);
