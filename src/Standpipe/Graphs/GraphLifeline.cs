using System.Globalization;
using System.Text;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>The process that kills a graph's nodes should this one die without a chance to.</summary>
internal sealed class GraphLifeline : IDisposable
{
    private readonly ChildProcess _watchdog;
    private readonly Lock _lock = new();

    // Under _lock: whether the watchdog is gone, so that nobody is cared for any more.
    private bool _lost;

    private GraphLifeline(ChildProcess watchdog) => _watchdog = watchdog;

    /// <summary>Starts it.</summary>
    /// <param name="group">The control group that the nodes will be in, or null.</param>
    /// <exception cref="PlatformNotSupportedException">The system has no such thing.</exception>
    /// <exception cref="ChildStartException">It cannot be started.</exception>
    internal static GraphLifeline Start(ControlGroup? group)
    {
        IReadOnlyList<string> command = Watchdog.Command(group);
        if (command.Count == 0)
        {
            throw new PlatformNotSupportedException("On this system nothing can be made to end with this process (GraphRunOptions.KillOnParentDeath).");
        }

        return new GraphLifeline(ChildProcess.Start(new ChildProcessOptions(command[0], command.Skip(1))
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
    /// <returns>Whether there still is a watchdog.</returns>
    internal bool Watch(int processId, bool leadsGroup) => Tell('+', leadsGroup ? -processId : processId);

    /// <summary>Forgets a process that has ended.</summary>
    internal void Forget(int processId) => Tell('-', processId);

    /// <summary>Ends it; what it cared for goes on.</summary>
    public void Dispose() => _watchdog.Dispose();

    private bool Tell(char what, int id)
    {
        lock (_lock)
        {
            if (!_lost)
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
