using System.Globalization;
using System.Text;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>What kills a graph's nodes should this process die without a chance to: the system, or a process of its own.</summary>
internal sealed class GraphLifeline : IDisposable
{
    // One of the two is there.
    private readonly ChildProcess? _watchdog;
    private readonly Lock _lock = new();

    // Under _lock: whether the watchdog is gone, so that nobody is cared for any more.
    private bool _lost;

    private GraphLifeline(ProcessJob? job, ChildProcess? watchdog)
    {
        Job = job;
        _watchdog = watchdog;
    }

    /// <summary>Gets the job that the nodes are to be started in; null if they need not be in one.</summary>
    internal ProcessJob? Job { get; }

    /// <summary>Starts it.</summary>
    /// <param name="group">The control group that the nodes will be in, or null.</param>
    /// <exception cref="ChildStartException">It cannot be started.</exception>
    /// <exception cref="IOException">The system refused a job.</exception>
    internal static GraphLifeline Start(ControlGroup? group)
    {
        if (ProcessJob.TryCreate() is { } job)
        {
            return new GraphLifeline(job, watchdog: null);
        }

        IReadOnlyList<string> command = Watchdog.Command(group);
        return new GraphLifeline(job: null, ChildProcess.Start(new ChildProcessOptions(command[0], command.Skip(1))
        {
            // Its input is the line: this process has its only write end.
            StandardInput = ChildInput.Pipe,
            StandardOutput = ChildOutput.Null,
            StandardError = ChildOutput.Null,
            ProcessGroup = ProcessGroupMode.NewSession,
            WorkingDirectory = "/",
        }));
    }

    /// <summary>Takes a process into its care.</summary>
    /// <returns>Whether somebody still cares.</returns>
    internal bool Watch(int processId, bool leadsGroup) => Tell('+', leadsGroup ? -processId : processId);

    /// <summary>Forgets a process that has ended.</summary>
    internal void Forget(int processId) => Tell('-', processId);

    /// <summary>Ends it; what it cared for goes on.</summary>
    public void Dispose()
    {
        _watchdog?.Dispose();
        Job?.Dispose();
    }

    private bool Tell(char what, int id)
    {
        lock (_lock)
        {
            if (_watchdog is not null && !_lost)
            {
                try
                {
                    // A line is written whole or not at all, and there is always room for it: it reads at once.
                    _watchdog.StandardInput!.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{what} {id}\n")));
                }
                catch (Exception exception) when (exception is PipeBrokenException or ObjectDisposedException)
                {
                    // Somebody killed it, or the run is over.
                    _lost = true;
                }
            }

            return !_lost;
        }
    }
}
