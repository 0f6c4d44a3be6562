namespace Standpipe.Cli.Attaching;

/// <summary>What the tool knows of an observation beside what was seen.</summary>
/// <param name="Begin">When it began, by the wall clock.</param>
/// <param name="Start">When it began, as a timestamp of a clock that nobody sets.</param>
/// <param name="Time">How long it took.</param>
/// <param name="Signal">The signal that ended it; null if none did.</param>
/// <param name="ExitCode">The tool's exit code; what a shell makes of it if a signal ends the tool.</param>
internal sealed record AttachFacts(DateTimeOffset Begin, long Start, TimeSpan Time, int? Signal, int ExitCode);
