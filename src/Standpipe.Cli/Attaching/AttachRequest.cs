using Standpipe.Cli.Reporting;

namespace Standpipe.Cli.Attaching;

/// <summary>What <c>standpipe attach</c> is asked.</summary>
/// <param name="ProcessId">A process of the pipeline, or one that started it.</param>
/// <param name="Time">How long to observe; null: until the pipeline has ended.</param>
/// <param name="Observation">What is to be seen, and where it is to be written.</param>
internal sealed record AttachRequest(int ProcessId, TimeSpan? Time, ObservationOptions Observation);
