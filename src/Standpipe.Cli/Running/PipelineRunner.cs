using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Standpipe.Cli.Planning;

namespace Standpipe.Cli.Running;

/// <summary>Runs a graph: all or nothing, child to child, nothing left behind.</summary>
internal sealed class PipelineRunner(GraphPlan plan, RunOptions options)
{
    private const int Terminate = 15;   // SIGTERM

    // How long a killed process may take to be gone; one that is stuck in the kernel is not waited for for ever.
    private static readonly TimeSpan s_killTime = TimeSpan.FromSeconds(10);

    // How long the terminal's own Ctrl-C may take to end a stage that does nothing about it.
    private static readonly TimeSpan s_terminalTime = TimeSpan.FromMilliseconds(250);

    private readonly List<StageRun> _stages = [];
    private readonly Dictionary<PlanPipe, string?> _pipeNames = [];
    private readonly Task _deadline = Task.Delay(options.Timeout ?? Timeout.InfiniteTimeSpan);

    /// <summary>Runs it.</summary>
    /// <returns>The exit code; or the process ends by the signal that interrupted it.</returns>
    internal async Task<int> RunAsync()
    {
        using Interruptions interruptions = new();
        Descendants.AdoptOrphans();
        try
        {
            if (await StartAsync(interruptions).ConfigureAwait(false) is { } failure)
            {
                return failure;
            }

            Task all = Task.WhenAll(_stages.Select(stage => stage.WatchAsync(Outputs(stage))));
            return await SuperviseAsync(all, interruptions).ConfigureAwait(false);
        }
        finally
        {
            foreach (StageRun stage in _stages)
            {
                await stage.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task<int> SuperviseAsync(Task all, Interruptions interruptions)
    {
        Task first = await Task.WhenAny(all, interruptions.First, _deadline).ConfigureAwait(false);
        if (first == _deadline)
        {
            int running = _stages.Count(stage => !stage.HasExited);
            await StopAsync(all, Terminate, alreadySent: false).ConfigureAwait(false);
            Report();
            return TellTimedOut($"with {running} of {_stages.Count} stages running");
        }

        if (!all.IsCompleted)
        {
            int signal = await interruptions.First.ConfigureAwait(false);
            await StopAsync(all, signal, await WasSentByTerminalAsync(all, signal).ConfigureAwait(false)).ConfigureAwait(false);
            Report();

            // As the signal would have: so the shell around us knows, and stops its loop.
            ExitStatus.FromSignal(signal).ExitCurrentProcess();
        }

        await all.ConfigureAwait(false);
        Report();
        if (await WasInterruptedAsync(interruptions).ConfigureAwait(false))
        {
            ExitStatus.FromSignal(await interruptions.First.ConfigureAwait(false)).ExitCurrentProcess();
        }

        return Verdict();
    }

    /// <summary>
    /// Whether what ended a stage was meant for the tool too: the terminal signals everybody at once, and the stages may
    /// be gone before the tool's own handler has run.
    /// </summary>
    private async Task<bool> WasInterruptedAsync(Interruptions interruptions)
    {
        if (_stages.Exists(stage => stage.Status?.Signal is { } signal && Interruptions.Includes(signal)))
        {
            _ = await Task.WhenAny(interruptions.First, Task.Delay(s_terminalTime)).ConfigureAwait(false);
        }

        return interruptions.First.IsCompleted;
    }

    /// <summary>The exit of the first stage that truly failed.</summary>
    private int Verdict()
    {
        StageRun? failed = _stages.FirstOrDefault(stage => stage.HasFailed);
        if (failed?.Status is { Signal: not null } status)
        {
            Complaint.Write($"stage {_stages.IndexOf(failed) + 1}, '{failed.Node.Syntax.Text}', was ended by {status}");
        }

        return failed?.Status?.ToShellCode() ?? 0;
    }

    private int TellTimedOut(string when)
    {
        Complaint.Write(string.Create(
            CultureInfo.InvariantCulture, $"timed out after {options.Timeout!.Value.TotalSeconds:0.###} s, {when}"));
        return ExitCodes.TimedOut;
    }

    private void Report()
    {
        if (options.Summary)
        {
            Summary.Write(_stages);
        }
    }

    /// <summary>Starts every stage, or none.</summary>
    /// <returns>null, or the exit code of what went wrong; then nothing runs.</returns>
    private async Task<int?> StartAsync(Interruptions interruptions)
    {
        Dictionary<PlanPipe, AnonymousPipe> pipes = [];
        OpenFiles files = new();
        try
        {
            NodeCommand.RequireDescriptors(plan);

            // Every program is there before any file is emptied, every file is open before any program runs.
            foreach (PlanNode node in plan.Nodes)
            {
                _ = NodeCommand.Describe(node).FindProgram();
            }

            foreach (PlanPipe pipe in plan.Pipes)
            {
                AnonymousPipe kernel = AnonymousPipe.Create(options.Capacity);
                pipes.Add(pipe, kernel);
                _pipeNames.Add(pipe, ProcFile.NamePipe(kernel.WriteEnd));
            }

            if (!await OpenFilesAsync(files, interruptions).ConfigureAwait(false))
            {
                return TellTimedOut("waiting for the other side of a FIFO");
            }

            foreach (PlanNode node in plan.Nodes)
            {
                _stages.Add(new StageRun(node, ChildProcess.Start(NodeCommand.Make(node, Find))));
            }

            return null;
        }
        catch (ChildStartException exception)
        {
            Abandon();
            Complaint.Write(exception.Message);
            return exception.Failure switch
            {
                ChildStartFailure.NotFound => ExitCodes.NotFound,
                ChildStartFailure.NotExecutable or ChildStartFailure.IsDirectory or ChildStartFailure.BadFormat => ExitCodes.CannotExecute,
                ChildStartFailure.ArgumentListTooLong => ExitCodes.CannotExecute,
                _ => ExitCodes.ToolFailed,
            };
        }
        catch (Exception exception) when (exception is IOException or ArgumentException)
        {
            Abandon();
            Complaint.Write(exception.Message);
            return ExitCodes.ToolFailed;
        }
        finally
        {
            // The stages have theirs: any end kept here would keep end of file, or SIGPIPE, from somebody.
            files.Dispose();
            pipes.Values.ToList().ForEach(pipe => pipe.Dispose());
        }

        SafeFileHandle? Find(PlanStream stream) => stream switch
        {
            PlanStream.PipeEnd { IsRead: true } end => pipes[end.Pipe].ReadEnd.SafeFileHandle,
            PlanStream.PipeEnd end => pipes[end.Pipe].WriteEnd.SafeFileHandle,
            PlanStream.OpenFile file => files[file],
            PlanStream.Inherited { Descriptor: 0 } => StandardHandles.Input,
            PlanStream.Inherited { Descriptor: 1 } => StandardHandles.Output,
            _ => StandardHandles.Error,
        };
    }

    /// <summary>The pipes that a stage writes, by any of its descriptors.</summary>
    private List<OutputPipe> Outputs(StageRun stage) =>
    [
        .. plan.Pipes.Where(pipe => pipe.Writers.Exists(port => port.Node == stage.Node))
            .Select(pipe => new OutputPipe(_pipeNames[pipe], [.. _stages.Where(reader => pipe.Readers.Exists(port => port.Node == reader.Node))])),
    ];

    /// <summary>Opens the files of every stage, each stage by itself: a FIFO waits for its other side, as in sh.</summary>
    /// <returns>Whether all are open; if not, the time was over first.</returns>
    private async Task<bool> OpenFilesAsync(OpenFiles files, Interruptions interruptions)
    {
        List<Task> pending = [.. plan.Nodes.Where(node => node.Files.Count > 0).Select(node => Task.Run(() => files.Open(node)))];
        while (pending.Count > 0)
        {
            Task first = await Task.WhenAny([.. pending, interruptions.First, _deadline]).ConfigureAwait(false);
            if (first == _deadline)
            {
                return false;
            }

            if (first == interruptions.First)
            {
                ExitStatus.FromSignal(await interruptions.First.ConfigureAwait(false)).ExitCurrentProcess();
            }

            // The first file that cannot be opened ends it, whoever else still waits for a FIFO's other side.
            await first.ConfigureAwait(false);
            _ = pending.Remove(first);
        }

        return true;
    }

    /// <summary>Ends the stages that did start, with all they started, because another could not.</summary>
    private void Abandon()
    {
        if (_stages.Count > 0)
        {
            _ = Descendants.KillAll(s_killTime);
        }
    }

    /// <summary>Ends every stage: producers first, then a grace, then by force; and whatever they started.</summary>
    private async Task StopAsync(Task all, int signal, bool alreadySent)
    {
        foreach (StageRun stage in _stages)
        {
            if (!alreadySent)
            {
                stage.Signal(signal);
            }
        }

        try
        {
            await all.WaitAsync(options.KillAfter).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Complaint.Write($"stages were still running {Quantity.Say(options.KillAfter)} after they were told to end: killed");
        }

        _ = Descendants.KillAll(s_killTime);
        await all.ConfigureAwait(false);
    }

    /// <summary>
    /// Whether the stages got the signal already: Ctrl-C goes to the whole foreground group, and a second one would be
    /// taken for impatience. The signal could have been sent to this process alone all the same; then a stage that does
    /// nothing about it still lives, which is the evidence.
    /// </summary>
    private async Task<bool> WasSentByTerminalAsync(Task all, int signal)
    {
        if (signal == Terminate || !ProcFile.IsInForeground())
        {
            return false;
        }

        try
        {
            await all.WaitAsync(s_terminalTime).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return !_stages.Exists(stage => stage.CannotHaveReceived(signal));
        }

        return true;
    }
}
