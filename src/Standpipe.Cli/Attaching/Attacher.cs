using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Standpipe.Cli.Inspecting;
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
        bool isWritten = false;
        using Interruptions interruptions = new();
        try
        {
            RunObservation observation = new(request.Observation);
            await using (observation.ConfigureAwait(false))
            {
                interruptions.EndingAtOnce += observation.Abandon;

                // First what may wait: a FIFO has no reader yet. What was seen before that would be of the past.
                await observation.OpenFilesAsync(other: null, interruptions.Token).ConfigureAwait(false);

                // Nobody's pipe is looked into to find out who holds which.
                PipeMap map = PipeMap.Capture(new PipeMapOptions { MeasureContents = false });
                FoundPipeline pipeline = PipelineFinder.Find(map, request.ProcessId, Environment.ProcessId);
                (signal, isWritten) = await ObserveAsync(pipeline, request, observation, interruptions).ConfigureAwait(false);
                if (Inspector.SayHidden(map.Gaps) is { } hidden)
                {
                    Complaint.WriteHint(hidden);
                }
            }
        }
        catch (OperationCanceledException)
        {
            signal = await interruptions.First.ConfigureAwait(false);
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

        return isWritten ? 0 : ExitCodes.Failed;
    }

    /// <summary>Observes, and writes what was seen.</summary>
    /// <returns>The signal that ended it, null if none did; and whether all was seen and is written.</returns>
    [UnsupportedOSPlatform("windows")]
    private static async Task<(int? Signal, bool IsWritten)> ObserveAsync(FoundPipeline pipeline, AttachRequest request, RunObservation observation, Interruptions interruptions)
    {
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
        int? signal = interruptions.EndAtNext();
        AttachFacts facts = new(begin, start, Stopwatch.GetElapsedTime(start), signal, signal is { } number ? ExitStatus.FromSignal(number).ToShellCode() : 0);
        return (signal, await observation.FinishAsync(profile => AttachRecord.Build(pipeline, facts, profile!)).ConfigureAwait(false));
    }
}
