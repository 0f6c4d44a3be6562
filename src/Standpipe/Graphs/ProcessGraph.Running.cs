using System.Diagnostics;

namespace Standpipe;

/// <content>Starting.</content>
public sealed partial class ProcessGraph
{
    /// <summary>Starts every node, or none.</summary>
    /// <param name="options">How.</param>
    /// <returns>The running graph; the caller disposes of it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="GraphInvalidException">The graph cannot be started as it is: see <see cref="Validate"/>. Nothing was changed.</exception>
    /// <exception cref="ChildStartException">The system does not start a program. What had started was killed, and waited for.</exception>
    /// <exception cref="IOException">
    /// A file or a pipe cannot be opened, or there is no control group to be had (<see cref="GraphContainment.ControlGroup"/>): no program has run, though files may have been made or emptied.
    /// Or a program that has started cannot be moved into the group, or be watched: what had started was killed, and waited for.
    /// </exception>
    /// <exception cref="TimeoutException">The time was over before every file was open: a FIFO had no other side.</exception>
    /// <exception cref="PlatformNotSupportedException">On Windows, if a control group was asked for (<see cref="GraphContainment.ControlGroup"/>).</exception>
    /// <remarks>
    /// <b>Blocking</b>: opening a FIFO waits for its other side, beside the other nodes' files: two nodes may meet in one. Programs are found before any file is
    /// emptied, and files are open before any program runs.
    /// </remarks>
    public RunningGraph Start(GraphRunOptions? options = null)
    {
        GraphRunOptions checkedOptions = Check(options);
        long begun = Stopwatch.GetTimestamp();
        using GraphFiles files = new(this);

        // Completed by threads that are for nothing else: no thread of the pool is needed for it.
        TimerTime.WaitAsync(files.Completion, OpeningTime(checkedOptions)).GetAwaiter().GetResult();
        return Start(checkedOptions, files, Stopwatch.GetElapsedTime(begun));
    }

    /// <summary>Starts every node, or none, without blocking on files.</summary>
    /// <inheritdoc cref="Start(GraphRunOptions)"/>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Ends the wait for files; nothing has started then. A graph that has started goes on.</param>
    /// <exception cref="OperationCanceledException">It was cancelled, and nothing has started.</exception>
    /// <remarks>As <see cref="Start(GraphRunOptions)"/>.</remarks>
    public async Task<RunningGraph> StartAsync(GraphRunOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        GraphRunOptions checkedOptions = Check(options);
        long begun = Stopwatch.GetTimestamp();
        using GraphFiles files = new(this);
        await TimerTime.WaitAsync(files.Completion, OpeningTime(checkedOptions), cancellationToken).ConfigureAwait(false);
        return Start(checkedOptions, files, Stopwatch.GetElapsedTime(begun));
    }

    /// <summary>Starts every node, or none, and waits for the end of all.</summary>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Stops the graph, with the grace that the options name.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="GraphInvalidException">The graph cannot be started as it is: see <see cref="Validate"/>. Nothing was changed.</exception>
    /// <exception cref="ChildStartException">The system does not start a program. What had started was killed, and waited for.</exception>
    /// <exception cref="IOException">
    /// A file or a pipe cannot be opened, or there is no control group to be had (<see cref="GraphContainment.ControlGroup"/>): no program has run, though files may have been made or emptied.
    /// Or a program that has started cannot be moved into the group, or be watched: what had started was killed, and waited for.
    /// </exception>
    /// <exception cref="TimeoutException">The time was over before every file was open: a FIFO had no other side.</exception>
    /// <exception cref="PlatformNotSupportedException">On Windows, if a control group was asked for (<see cref="GraphContainment.ControlGroup"/>).</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing of the graph is left.</exception>
    public async Task<GraphResult> RunAsync(GraphRunOptions? options = null, CancellationToken cancellationToken = default)
    {
        RunningGraph running = await StartAsync(options, cancellationToken).ConfigureAwait(false);
        await using (running.ConfigureAwait(false))
        {
            try
            {
                return await running.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                _ = await running.StopAsync(GraphStopReason.Canceled, GraphStop.Default).ConfigureAwait(false);
                throw;
            }
        }
    }

    private GraphRunOptions Check(GraphRunOptions? options)
    {
        GraphRunOptions checkedOptions = options ?? GraphRunOptions.Default;
        checkedOptions.Validate();
        IReadOnlyList<GraphProblem> problems = Validate();
        return problems.Count == 0 ? checkedOptions : throw new GraphInvalidException(problems);
    }

    private static TimeSpan OpeningTime(GraphRunOptions options) => options.Timeout ?? Timeout.InfiniteTimeSpan;

    private RunningGraph Start(GraphRunOptions options, GraphFiles files, TimeSpan opening)
    {
        GraphStart start = new(this, options, files, opening);
        try
        {
            return start.Run();
        }
        catch
        {
            start.Dispose();
            throw;
        }
    }
}
