using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Standpipe.Cli.Planning;
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

    // How long the terminal's own Ctrl-C may take to end a stage that does nothing about it.
    private static readonly TimeSpan s_terminalTime = TimeSpan.FromMilliseconds(250);

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Dictionary<string, StderrTail> _tails = [];

    /// <summary>Runs it.</summary>
    /// <returns>The exit code; or the process ends by the signal that interrupted it.</returns>
    internal async Task<int> RunAsync()
    {
        using Interruptions interruptions = new();
        try
        {
            using StatusFile? status = options.StatusFile is { } path ? StatusFile.Open(path) : null;
            RunObservation observation = RunObservation.Prepare(options.Observation);
            await using (observation.ConfigureAwait(false))
            {
                return await RunAsync(interruptions, status, observation).ConfigureAwait(false);
            }
        }
        catch (ChildStartException exception)
        {
            Complaint.Write(exception.Message);
            return ExitCodes.Of(exception);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or GraphInvalidException)
        {
            Complaint.Write(exception.Message);
            return ExitCodes.ToolFailed;
        }
    }

    private async Task<int> RunAsync(Interruptions interruptions, StatusFile? status, RunObservation observation)
    {
        using OpenFiles files = new();
        RunningGraph? running;
        try
        {
            running = await StartAsync(files, interruptions, observation).ConfigureAwait(false);
        }
        catch (ChildStartException exception)
        {
            observation.WriteFiles(FailedStart.Describe(plan, Facts(ExitCodes.Of(exception), null), exception));
            throw;
        }

        if (running is null)
        {
            return TellTimedOut("waiting for the other side of a FIFO");
        }

        await using (running.ConfigureAwait(false))
        {
            return await SuperviseAsync(running, interruptions, status, observation).ConfigureAwait(false);
        }
    }

    private async Task<int> SuperviseAsync(RunningGraph running, Interruptions interruptions, StatusFile? status, RunObservation observation)
    {
        EventWatch events = new(running);
        observation.Begin(running);
        using JobControl jobs = new(running, observation);
        using Snapshots snapshots = new(running);
        using EdgePeeker? peeker = options.Peek is { } pipe ? new EdgePeeker(running, pipe) : null;
        _ = await Task.WhenAny(running.Completion, interruptions.First).ConfigureAwait(false);
        bool interrupted = !running.Completion.IsCompleted;
        if (interrupted)
        {
            int signal = await interruptions.First.ConfigureAwait(false);
            bool alreadySent = await WasSentByTerminalAsync(running, signal).ConfigureAwait(false);
            _ = await running.StopAsync(new GraphStop { Signal = alreadySent ? null : (PosixSignal)signal }).ConfigureAwait(false);
        }

        GraphResult result = await running.Completion.ConfigureAwait(false);
        interrupted |= await WasInterruptedAsync(result, interruptions).ConfigureAwait(false);
        await ReportAsync(result, observation, interrupted ? await interruptions.First.ConfigureAwait(false) : null).ConfigureAwait(false);
        status?.Write(result);
        if (interrupted)
        {
            // As the signal would have: so the shell around us knows, and stops its loop.
            ExitStatus.FromSignal(await interruptions.First.ConfigureAwait(false)).ExitCurrentProcess();
        }

        return result.StopReason is GraphStopReason.TimedOut or GraphStopReason.Stalled
            ? await TellStoppedAsync(result, events).ConfigureAwait(false)
            : Verdict(result);
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

    /// <summary>
    /// Whether what ended a stage was meant for the tool too: the terminal signals everybody at once, and the stages may
    /// be gone before the tool's own handler has run.
    /// </summary>
    private static async Task<bool> WasInterruptedAsync(GraphResult result, Interruptions interruptions)
    {
        if (result.Nodes.Any(node => node.Status?.Signal is { } signal && Interruptions.Includes(signal)))
        {
            _ = await Task.WhenAny(interruptions.First, Task.Delay(s_terminalTime)).ConfigureAwait(false);
        }

        return interruptions.First.IsCompleted;
    }

    /// <summary>The exit code, with a word on what cannot be seen in it.</summary>
    private int Verdict(GraphResult result)
    {
        if (result.ExitCode != 0 && result.Cause is { Status: { Signal: not null } status } cause)
        {
            int number = result.Nodes.ToList().IndexOf(cause) + 1;
            Complaint.Write($"stage {number}, '{plan.Nodes[number - 1].Syntax.Text}', was ended by {status}");
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
        await observation.FinishAsync(result, Facts(code, signal)).ConfigureAwait(false);
        if (result.Warnings.Any(warning => warning.Kind == GraphWarningKind.Killed))
        {
            Complaint.Write($"stages were still running {Quantity.Say(options.KillAfter)} after they were told to end: killed");
        }
    }

    private RunFacts Facts(int code, int? signal) => new(options.Graph, options.ExitPolicy, code, signal, _start)
    {
        Commands = plan.Nodes.ToDictionary(node => node.Name, node => node.Syntax.Text),
        StderrTails = _tails.ToDictionary(tail => tail.Key, tail => tail.Value.Text),
    };

    /// <summary>Starts every stage, or none.</summary>
    /// <returns>The running graph; null if the time was over first.</returns>
    private async Task<RunningGraph?> StartAsync(OpenFiles files, Interruptions interruptions, RunObservation observation)
    {
        // Every program is there before any file is emptied, every file is open before any program runs.
        NodeCommand.RequireDescriptors(plan);
        foreach (PlanNode node in plan.Nodes)
        {
            _ = NodeCommand.Describe(node).FindProgram();
        }

        RequireCapacity();
        if (!await OpenFilesAsync(files, interruptions, observation).ConfigureAwait(false))
        {
            return null;
        }

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
            KillAfter = options.KillAfter,
            KillOnParentDeath = OperatingSystem.IsLinux() && File.Exists(WatchdogShell),
            StallPolicy = options.StallTimeout is not { } stall ? GraphStallPolicy.Warn : stall > TimeSpan.Zero ? GraphStallPolicy.Stop : GraphStallPolicy.Off,
            StallTimeout = options.StallTimeout is { } time && time > TimeSpan.Zero ? time : s_stallTime,
            Timeout = Remaining(),
        }).ConfigureAwait(false);
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
    /// <returns>Whether all are open; if not, the time was over first.</returns>
    private async Task<bool> OpenFilesAsync(OpenFiles files, Interruptions interruptions, RunObservation observation)
    {
        List<Task> pending = [.. plan.Nodes.Where(node => node.Files.Count > 0).Select(node => Task.Run(() => files.Open(node)))];
        Task deadline = Task.Delay(Remaining() ?? Timeout.InfiniteTimeSpan);
        while (pending.Count > 0)
        {
            Task first = await Task.WhenAny([.. pending, interruptions.First, deadline]).ConfigureAwait(false);
            if (first == deadline)
            {
                return false;
            }

            if (first == interruptions.First)
            {
                await observation.DisposeAsync().ConfigureAwait(false);
                ExitStatus.FromSignal(await interruptions.First.ConfigureAwait(false)).ExitCurrentProcess();
            }

            // The first file that cannot be opened ends it, whoever else still waits for a FIFO's other side.
            await first.ConfigureAwait(false);
            _ = pending.Remove(first);
        }

        return true;
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
            _ = await running.Completion.WaitAsync(s_terminalTime).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return !running.Nodes.Any(node => CannotHaveReceived(node, signal));
        }

        return true;
    }

    /// <summary>
    /// Whether the stage lives although a signal would have ended it: it neither ignores nor handles it, so it cannot
    /// have got it.
    /// </summary>
    private static bool CannotHaveReceived(RunningGraphNode node, int signal) =>
        node is { HasEnded: false, ProcessId: { } pid }
        && ProcFile.ReadSignalMasks(pid) is { } masks && ((masks.Ignored | masks.Caught) & (1UL << (signal - 1))) == 0;
}
