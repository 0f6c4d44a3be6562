using System.Globalization;
using Standpipe.Cli.Language;

namespace Standpipe.Cli.Running;

/// <summary>Runs a straight pipeline: all or nothing, child to child, nothing left behind.</summary>
internal sealed class PipelineRunner(PipelineSyntax pipeline, RunOptions options)
{
    private const int Terminate = 15;   // SIGTERM

    // How long a killed process may take to be gone; one that is stuck in the kernel is not waited for for ever.
    private static readonly TimeSpan s_killTime = TimeSpan.FromSeconds(10);

    // How long the terminal's own Ctrl-C may take to end a stage that does nothing about it.
    private static readonly TimeSpan s_terminalTime = TimeSpan.FromMilliseconds(250);

    private readonly List<StageRun> _stages = [];
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

            Task all = Task.WhenAll(_stages.Select((stage, i) => stage.WatchAsync(i + 1 < _stages.Count ? _stages[i + 1] : null)));
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
            Complaint.Write($"stage {_stages.IndexOf(failed) + 1}, '{failed.Syntax.Text}', was ended by {status}");
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
        List<AnonymousPipe> edges = [];
        List<StageStreams> streams = [];
        try
        {
            // Every program is there before any file is emptied, every file is open before any program runs.
            foreach (StageSyntax stage in pipeline.Stages)
            {
                _ = StageStreams.MakeCommand(stage).FindProgram();
            }

            for (int i = 1; i < pipeline.Stages.Count; i++)
            {
                edges.Add(AnonymousPipe.Create(options.Capacity));
            }

            if (await OpenStreamsAsync(edges, interruptions).ConfigureAwait(false) is not { } opened)
            {
                return TellTimedOut("waiting for the other side of a FIFO");
            }

            streams.AddRange(opened);
            for (int i = 0; i < pipeline.Stages.Count; i++)
            {
                StageSyntax stage = pipeline.Stages[i];
                string? outputPipe = i < edges.Count && streams[i].WritesEdge ? ProcFile.NamePipe(edges[i].WriteEnd) : null;
                _stages.Add(new StageRun(stage, ChildProcess.Start(streams[i].MakeOptions(stage)), outputPipe));
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
            streams.ForEach(stream => stream.Dispose());
            edges.ForEach(edge => edge.Dispose());
        }
    }

    /// <summary>Opens the files of every stage, each stage by itself: a FIFO waits for its other side, as in sh.</summary>
    /// <returns>The streams, or null if the time was over first.</returns>
    private async Task<StageStreams[]?> OpenStreamsAsync(List<AnonymousPipe> edges, Interruptions interruptions)
    {
        Task<StageStreams>[] opening = [.. pipeline.Stages.Select((stage, i) => stage.Redirects.Count == 0
            ? Task.FromResult(Open(stage, i))
            : Task.Run(() => Open(stage, i)))];
        List<Task> pending = [.. opening];
        while (pending.Count > 0)
        {
            Task first = await Task.WhenAny([.. pending, interruptions.First, _deadline]).ConfigureAwait(false);
            if (first == _deadline)
            {
                return null;
            }

            if (first == interruptions.First)
            {
                ExitStatus.FromSignal(await interruptions.First.ConfigureAwait(false)).ExitCurrentProcess();
            }

            // The first file that cannot be opened ends it, whoever else still waits for a FIFO's other side.
            await first.ConfigureAwait(false);
            _ = pending.Remove(first);
        }

        return await Task.WhenAll(opening).ConfigureAwait(false);

        StageStreams Open(StageSyntax stage, int i) =>
            StageStreams.Open(stage, i > 0 ? edges[i - 1] : null, i < edges.Count ? edges[i] : null);
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
