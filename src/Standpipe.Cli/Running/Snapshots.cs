using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Standpipe.Cli.Reporting;
using Standpipe.Cli.Viewing;
using Standpipe.Observation;

namespace Standpipe.Cli.Running;

/// <summary>Answers SIGUSR1: how the graph stands, in a line for each stage and each pipe, on standard error.</summary>
internal sealed class Snapshots : IDisposable
{
    private const PosixSignal User1 = (PosixSignal)10;   // SIGUSR1, bits/signum-arch.h; the same on x86 and arm64

    // Shares of time need two looks.
    private static readonly TimeSpan s_span = TimeSpan.FromMilliseconds(200);

    private readonly PosixSignalRegistration? _registration;
    private volatile RunningGraph? _running;   // once it runs; the next two are written before
    private RunObservation? _observation;
    private IEnumerable<string> _tails = [];
    private int _busy;

    /// <summary>Begins to listen.</summary>
    internal Snapshots() => _registration = OperatingSystem.IsLinux() ? PosixSignalRegistration.Create(User1, OnSignal) : null;

    /// <summary>From now on there is a graph to tell of.</summary>
    /// <param name="running">The graph.</param>
    /// <param name="observation">Who sees to it that nobody stops this process while it looks.</param>
    /// <param name="tails">The stages whose standard error the tool passes on and keeps.</param>
    internal void Begin(RunningGraph running, RunObservation observation, IEnumerable<string> tails)
    {
        _observation = observation;
        _tails = tails;
        _running = running;
    }

    /// <inheritdoc/>
    public void Dispose() => _registration?.Dispose();

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Exchange(ref _busy, 1) == 0)
        {
            _ = TellAsync(_running);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Nobody waits for this task: whatever goes wrong is said here or not at all.")]
    private async Task TellAsync(RunningGraph? running)
    {
        try
        {
            if (running is null)
            {
                Complaint.Write("no stage runs yet");
                return;
            }

            using GraphObserver observer = _observation!.Look(() => new GraphObserver(ObservedParts.Stages(running), ObservedParts.Edges(running, _tails)));
            await Task.Delay(s_span).ConfigureAwait(false);
            foreach (string line in Say(running, _observation.Look(() => Look(observer))))
            {
                Complaint.Write(line);
            }
        }
        catch (Exception exception)
        {
            Complaint.Write($"how the graph stands cannot be told: {exception.Message}");
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }
    }

    private static GraphProfile Look(GraphObserver observer)
    {
        observer.Sample();
        return observer.Profile;
    }

    private static IEnumerable<string> Say(RunningGraph running, GraphProfile profile)
    {
        yield return $"{Amount.Clock(running.Elapsed)}, {running.Nodes.Count(node => !node.HasEnded)} of {running.Nodes.Count} stages running";
        foreach (RunningGraphNode node in running.Nodes)
        {
            StageProfile? stage = profile.Stages.FirstOrDefault(stage => stage.Name == node.Node.Name);
            yield return node.HasEnded || stage is null
                ? $"{node.Node.Name}: {node.Status?.ToString() ?? "ended"}"
                : $"{node.Node.Name}: {StageWords.Say(stage.State, stage.StateDescriptor)}, cpu {Amount.Share(stage.CpuShare)}, read {Amount.Bytes(stage.BytesRead)}, wrote {Amount.Bytes(stage.BytesWritten)}";
        }

        foreach (EdgeProfile edge in profile.Edges)
        {
            yield return $"{edge.Name}: holds {Amount.Bytes(edge.BytesInPipe)} of {Amount.Bytes(edge.Capacity)}";
        }
    }
}
