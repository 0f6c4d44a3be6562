using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Standpipe.Cli.Planning;
using Standpipe.Cli.Platform;
using Standpipe.Cli.Reporting;

namespace Standpipe.Cli.Running;

/// <summary>Runs a graph: all or nothing, child to child, nothing left behind.</summary>
internal sealed class GraphRunner(GraphPlan plan, RunOptions options)
{
    private const int Terminate = 15;   // SIGTERM

    // Without it a graph runs all the same, only that nobody kills the stages if this process is killed.
    private const string WatchdogShell = "/bin/sh";

    // How long a graph must have stood still to be told of.
    private static readonly TimeSpan s_stallTime = TimeSpan.FromSeconds(5);

    private readonly long _start = Stopwatch.GetTimestamp();
    private long _graphStart;   // of the graph itself, once it has started
    private readonly Dictionary<string, StderrTail> _tails = [];
    private readonly TerminalModes _terminal = new();

    // The stage that was in hand when the start failed.
    private PlanNode? _failed;

    // The stages whose files were not all open when it was given up.
    private IReadOnlyList<PlanNode> _pending = [];

    /// <summary>Runs it.</summary>
    /// <returns>The exit code; or the process ends by the signal that interrupted it.</returns>
    internal async Task<int> RunAsync()
    {
        using Interruptions interruptions = new();
        using Snapshots snapshots = new();

        // Whatever is opened before the stages run may be a FIFO that nobody has the other side of.
        using CancellationTokenSource giveUp = CancellationTokenSource.CreateLinkedTokenSource(interruptions.Token);
        if (options.Timeout is { } timeout)
        {
            giveUp.CancelAfter(timeout);
        }

        RunObservation observation = new(options.Observation);
        try
        {
            await using (observation.ConfigureAwait(false))
            {
                interruptions.EndingAtOnce += observation.Abandon;
                return await RunAsync(interruptions, snapshots, observation, giveUp.Token).ConfigureAwait(false);
            }
        }
        catch (IOException exception)
        {
            Complaint.Write(exception.Message);
            return ExitCodes.ToolFailed;
        }
    }

    private async Task<int> RunAsync(Interruptions interruptions, Snapshots snapshots, RunObservation observation, CancellationToken giveUp)
    {
        using OpenFiles files = new();
        RunningGraph running;
        try
        {
            await observation.OpenFilesAsync(options.StatusFile, giveUp).ConfigureAwait(false);
            running = await StartAsync(files, observation, giveUp).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ChildStartException or IOException or ArgumentException or GraphInvalidException)
        {
            return TellNotStarted(exception, interruptions, observation);
        }

        await using (running.ConfigureAwait(false))
        {
            snapshots.Begin(running, observation, _tails.Keys);
            return await SuperviseAsync(running, interruptions, observation).ConfigureAwait(false);
        }
    }

    /// <summary>Says why nothing ran, to people and in the files that were asked for and could be opened.</summary>
    /// <returns>The exit code; after a signal it does not return.</returns>
    private int TellNotStarted(Exception exception, Interruptions interruptions, RunObservation observation)
    {
        int? signal = interruptions.EndAtNext();
        WriteStatus(observation, []);
        if (exception is OperationCanceledException)
        {
            string pending = observation.Outputs.Pending is { } path ? $"'{path}'" : $"those of {string.Join(", ", _pending.Select(node => node.Name))}";
            string when = $"before every file was open: waiting for {pending}";
            int givenUp = signal is { } number ? ExitStatus.FromSignal(number).ToShellCode() : ExitCodes.TimedOut;
            _ = observation.WriteFiles(FailedStart.Describe(plan, Facts(givenUp, signal), new TimeoutException(when), cause: null));
            if (signal is { } ending)
            {
                ExitStatus.FromSignal(ending).ExitCurrentProcess();
            }

            return TellTimedOut(when);
        }

        int code = exception is ChildStartException start ? ExitCodes.Of(start) : ExitCodes.ToolFailed;
        _ = observation.WriteFiles(FailedStart.Describe(plan, Facts(code, null), exception, _failed ?? FindFailed(exception)));
        Complaint.Write(exception.Message);
        return code;
    }

    /// <summary>Finds the stage that the system did not start, where there is only one that it can be.</summary>
    private PlanNode? FindFailed(Exception exception) =>
        plan.Nodes.Where(node => exception is ChildStartException start && start.Program == node.Words[0]).Take(2).ToArray() is [PlanNode only] ? only : null;

    private async Task<int> SuperviseAsync(RunningGraph running, Interruptions interruptions, RunObservation observation)
    {
        _graphStart = Stopwatch.GetTimestamp() - (long)(running.Elapsed.TotalSeconds * Stopwatch.Frequency);
        EventWatch events = new(running);
        observation.Begin(running, _tails.Keys);
        using JobControl jobs = new(running, observation);
        using EdgePeeker? peeker = options.Peek is { } pipe ? new EdgePeeker(running, pipe, observation) : null;
        _ = await Task.WhenAny(running.Completion, interruptions.First).ConfigureAwait(false);
        if (!running.Completion.IsCompleted)
        {
            await StopAsync(running, await interruptions.First.ConfigureAwait(false)).ConfigureAwait(false);
        }

        GraphResult result = await running.Completion.ConfigureAwait(false);
        await WaitForOwnSignalAsync(result, interruptions).ConfigureAwait(false);
        int? signal = interruptions.EndAtNext();
        if (signal is not null || result.StopReason != GraphStopReason.None || result.Nodes.Any(node => node.Status?.Signal is not null))
        {
            // A shell does so, too, and for a stage that has ended by itself neither does: `stty` is one.
            _terminal.PutBack();
        }

        // First what needs nobody to read it, as a rule: the report may go to a FIFO whose reader has stopped reading.
        WriteStatus(observation, result.Nodes);
        await ReportAsync(result, observation, signal).ConfigureAwait(false);
        if (signal is { } number)
        {
            // As the signal would have: so the shell around us knows, and stops its loop.
            ExitStatus.FromSignal(number).ExitCurrentProcess();
        }

        return result.StopReason is GraphStopReason.TimedOut or GraphStopReason.Stalled
            ? await TellStoppedAsync(result, events).ConfigureAwait(false)
            : Verdict(result);
    }

    /// <summary>Writes the exit codes. That they cannot be written changes nothing of them, nor of the tool's.</summary>
    private void WriteStatus(RunObservation observation, IReadOnlyList<GraphNodeResult> nodes)
    {
        try
        {
            observation.Outputs.Find(options.StatusFile)?.Write(StatusFile.Write(nodes));
        }
        catch (IOException exception)
        {
            Complaint.Write(exception.Message);
        }
    }

    private async Task<int> TellStoppedAsync(GraphResult result, EventWatch events)
    {
        int running = await events.CountRunningAsync(result).ConfigureAwait(false);
        string stages = string.Create(CultureInfo.InvariantCulture, $"with {running} of {result.Nodes.Count} stages running");
        if (result.StopReason == GraphStopReason.TimedOut)
        {
            return TellTimedOut(stages);
        }

        Complaint.Write(string.Create(CultureInfo.InvariantCulture, $"stood still for {options.StallTimeout!.Value.TotalSeconds:0.###} s, {stages}: stopped"));
        return ExitCodes.TimedOut;
    }

    /// <summary>Stops what still runs, after a signal to the tool.</summary>
    private async Task StopAsync(RunningGraph running, int signal)
    {
        bool alreadySent = await WasSentByTerminalAsync(running, signal).ConfigureAwait(false);
        Task stopping = running.StopAsync(new GraphStop { Signal = alreadySent ? null : (PosixSignal)signal });
        if (alreadySent && await Task.WhenAny(running.Completion, Task.Delay(options.KillAfter / 2)).ConfigureAwait(false) != running.Completion)
        {
            // They handle that signal, or ignore it; it may also have been for the tool alone, which cannot be told then.
            running.Signal(PosixSignal.SIGTERM);
        }

        await stopping.ConfigureAwait(false);
    }

    /// <summary>
    /// Waits for the tool's own signal where what ended a stage may have been meant for the tool too: the terminal signals everybody
    /// at once, and the stages may be gone before the tool's own handler has run.
    /// </summary>
    private static async Task WaitForOwnSignalAsync(GraphResult result, Interruptions interruptions)
    {
        if (result.Nodes.Any(node => node.Status?.Signal is { } signal && Interruptions.Includes(signal)))
        {
            _ = await Task.WhenAny(interruptions.First, Task.Delay(Interruptions.TerminalTime)).ConfigureAwait(false);
        }
    }

    /// <summary>The exit code, with a word on what cannot be seen in it.</summary>
    private int Verdict(GraphResult result)
    {
        if (result.ExitCode != 0 && result.Cause is { Status: { Signal: not null } status } cause)
        {
            int number = result.Nodes.ToList().IndexOf(cause) + 1;
            Complaint.Write($"stage {number}, '{plan.Nodes[number - 1].Syntax.Text}', was ended by {status}");
        }

        foreach (GraphWarning early in result.Warnings.Where(warning => warning.Kind == GraphWarningKind.EarlyClose))
        {
            Complaint.Write(early.Message);
        }

        foreach (GraphEdgeResult edge in result.Edges.Where(edge => edge.Exception is not null))
        {
            Complaint.Write($"{edge.Edge.Name}: {edge.Exception!.Message}");
        }

        return result.ExitCode;
    }

    private int TellTimedOut(string when)
    {
        Complaint.Write(string.Create(
            CultureInfo.InvariantCulture, $"timed out after {options.Timeout!.Value.TotalSeconds:0.###} s, {when}"));
        return ExitCodes.TimedOut;
    }

    private async Task ReportAsync(GraphResult result, RunObservation observation, int? signal)
    {
        int code = signal is { } number ? ExitStatus.FromSignal(number).ToShellCode() : result.ExitCode;
        _ = await observation.FinishAsync(result, Facts(code, signal)).ConfigureAwait(false);
        if (result.Warnings.Any(warning => warning.Kind == GraphWarningKind.Killed))
        {
            Complaint.Write($"stages were still running {Quantity.Say(options.KillAfter)} after they were told to end: killed");
        }
    }

    private RunFacts Facts(int code, int? signal) => new(options.Graph, options.ExitPolicy, code, signal, _graphStart > 0 ? _graphStart : _start)
    {
        Commands = plan.Nodes.ToDictionary(node => node.Name, node => node.Syntax.Text),
        StderrTails = _tails.ToDictionary(tail => tail.Key, tail => tail.Value.Text),
    };

    /// <summary>Starts every stage, or none.</summary>
    /// <exception cref="OperationCanceledException">The time was over, or a signal came, before every file was open.</exception>
    private async Task<RunningGraph> StartAsync(OpenFiles files, RunObservation observation, CancellationToken giveUp)
    {
        // Every program is there before any file is emptied, every file is open before any program runs.
        NodeCommand.RequireDescriptors(plan);
        foreach (PlanNode node in plan.Nodes)
        {
            _failed = node;
            _ = NodeCommand.Describe(node).FindProgram();
        }

        _failed = null;
        SharedFiles.Check(plan);
        RequireCapacity();
        await OpenFilesAsync(files, giveUp).ConfigureAwait(false);
        if (options.StderrTail)
        {
            foreach (PlanNode node in plan.Nodes.Where(node => node.HasOwnError))
            {
                _tails.Add(node.Name, new StderrTail());
            }
        }

        RunningGraph running = await GraphMaker.Make(plan, files, _tails).StartAsync(new GraphRunOptions
        {
            Containment = GraphContainment.AllDescendants,
            ExitPolicy = options.ExitPolicy,
            EarlyClose = options.EarlyClose,
            KillAfter = options.KillAfter,
            NodeExiting = node => observation.StageExiting(node.Name),
            KillOnParentDeath = OperatingSystem.IsLinux() && File.Exists(WatchdogShell),
            StallPolicy = options.StallTimeout is not { } stall ? GraphStallPolicy.Warn : stall > TimeSpan.Zero ? GraphStallPolicy.Stop : GraphStallPolicy.Off,
            StallTimeout = options.StallTimeout is { } time && time > TimeSpan.Zero ? time : s_stallTime,
            Timeout = Remaining(),
        }, CancellationToken.None).ConfigureAwait(false);
        files.Keep(plan.Relays.SelectMany(relay => relay.Files));
        return running;
    }

    /// <summary>Checks that a pipe may have the largest capacity that is asked for.</summary>
    /// <exception cref="PipeCapacityException">It may not; the message names the limit.</exception>
    private void RequireCapacity()
    {
        if (plan.Pipes.Max(pipe => pipe.Capacity) is { } largest)
        {
            AnonymousPipe.Create(largest).Dispose();
        }
    }

    private TimeSpan? Remaining()
    {
        TimeSpan? left = options.Timeout - Stopwatch.GetElapsedTime(_start);
        return left < TimeSpan.Zero ? TimeSpan.Zero : left;
    }

    /// <summary>Opens the files of every stage, each stage by itself: a FIFO waits for its other side, as in sh.</summary>
    /// <exception cref="OperationCanceledException">It was given up before all were open.</exception>
    private async Task OpenFilesAsync(OpenFiles files, CancellationToken giveUp)
    {
        Dictionary<Task, PlanNode> pending = plan.Nodes.Where(node => node.Files.Count > 0).ToDictionary(node => Task.Run(() => files.Open(node), CancellationToken.None));
        while (pending.Count > 0)
        {
            // The first file that cannot be opened ends it, whoever else still waits for a FIFO's other side.
            Task first;
            try
            {
                first = await Task.WhenAny(pending.Keys).WaitAsync(giveUp).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                _pending = [.. plan.Nodes.Where(pending.ContainsValue)];
                throw;
            }

            _failed = pending[first];
            await first.ConfigureAwait(false);
            _failed = null;
            _ = pending.Remove(first);
        }
    }

    /// <summary>
    /// Whether the stages got the signal already: Ctrl-C goes to the whole foreground group, and a second one would be
    /// taken for impatience. The signal could have been sent to this process alone all the same; then a stage that does
    /// nothing about it still lives, which is the evidence.
    /// </summary>
    private static async Task<bool> WasSentByTerminalAsync(RunningGraph running, int signal)
    {
        if (signal == Terminate || !ProcFile.IsInForeground())
        {
            return false;
        }

        try
        {
            _ = await running.Completion.WaitAsync(Interruptions.TerminalTime).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return !running.Nodes.Any(node => Interruptions.CannotHaveReceived(node, signal));
        }

        return true;
    }
}
