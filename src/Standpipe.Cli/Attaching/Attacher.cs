using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Standpipe.Cli.Reporting;
using Standpipe.Cli.Running;
using Standpipe.Inspection;
using Standpipe.Observation;

namespace Standpipe.Cli.Attaching;

/// <summary>Observes a pipeline that somebody else started, until it has ended, the time is over or somebody interrupts.</summary>
internal static class Attacher
{
    /// <summary>Does it.</summary>
    /// <returns>The exit code; after a signal it does not return.</returns>
    internal static async Task<int> RunAsync(AttachRequest request)
    {
        if (!PipeMap.IsSupported || OperatingSystem.IsWindows())
        {
            Complaint.Write("attach works on Linux only: Windows does not tell who holds the other end of a pipe");
            return ExitCodes.Failed;
        }

        int? signal;
        try
        {
            // Nobody's pipe is looked into to find out who holds which.
            FoundPipeline pipeline = PipelineFinder.Find(
                PipeMap.Capture(new PipeMapOptions { MeasureContents = false }), request.ProcessId, Environment.ProcessId);
            signal = await ObserveAsync(pipeline, request).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is AttachFailedException or IOException or UnauthorizedAccessException)
        {
            Complaint.Write(exception.Message);
            return ExitCodes.Failed;
        }

        if (signal is { } number)
        {
            ExitStatus.FromSignal(number).ExitCurrentProcess();
        }

        return 0;
    }

    /// <summary>Observes, and writes what was seen.</summary>
    /// <returns>The signal that ended it; null if none did.</returns>
    [UnsupportedOSPlatform("windows")]
    private static async Task<int?> ObserveAsync(FoundPipeline pipeline, AttachRequest request)
    {
        // A FIFO may wait for its reader here: no signal is caught yet, so Ctrl-C ends it.
        RunObservation observation = await RunObservation.PrepareAsync(request.Observation, CancellationToken.None).ConfigureAwait(false);
        await using (observation.ConfigureAwait(false))
        {
            using Interruptions interruptions = new();
            using PosixSignalRegistration stop = PosixSignalRegistration.Create(PosixSignal.SIGTSTP, context =>
            {
                context.Cancel = true;
                observation.StopThisProcess();
            });
            DateTimeOffset begin = DateTimeOffset.Now;
            long start = Stopwatch.GetTimestamp();
            observation.Begin([.. pipeline.Stages.Select(stage => new ObservedStage(stage.Name, stage.Process.Id))], pipeline.Edges);
            Task time = Task.Delay(request.Time ?? Timeout.InfiniteTimeSpan);
            _ = await Task.WhenAny(observation.Ended, interruptions.First, time).ConfigureAwait(false);
            int? signal = interruptions.First.IsCompleted ? await interruptions.First.ConfigureAwait(false) : null;
            AttachFacts facts = new(begin, start, Stopwatch.GetElapsedTime(start), signal, signal is { } number ? ExitStatus.FromSignal(number).ToShellCode() : 0);
            await observation.FinishAsync(profile => AttachRecord.Build(pipeline, facts, profile!)).ConfigureAwait(false);
            return signal;
        }
    }
}
