using Microsoft.Win32.SafeHandles;
using Standpipe.Inspection;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>How a <see cref="ProcessGraph"/> is run.</summary>
public sealed class GraphRunOptions
{
    /// <summary>Gets whether <see cref="GraphContainment.ControlGroup"/> can be had here, by this user, now.</summary>
    /// <value>Found out anew each time, in less than a millisecond, by making a control group and removing it. Always <see langword="false"/> on Windows.</value>
    public static bool IsControlGroupAvailable => ControlGroup.IsAvailable();

    /// <summary>Gets which node's end is the graph's.</summary>
    /// <value>Default <see cref="GraphExitPolicy.Cause"/>.</value>
    public GraphExitPolicy ExitPolicy { get; init; }

    /// <summary>Gets what is made of writers whose readers had had enough, as <c>head</c> has.</summary>
    /// <value>Default <see cref="GraphEarlyClosePolicy.Accept"/>. Where <see cref="ExitPolicy"/> counts early closes anyway, it counts them.</value>
    public GraphEarlyClosePolicy EarlyClose { get; init; }

    /// <summary>Gets how long it may run before it is stopped.</summary>
    /// <value>Default <see langword="null"/>: for ever. Opening its files counts.</value>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Gets how long nodes may take to end when the graph is stopped, before they are killed.</summary>
    /// <value>Default 5 seconds.</value>
    public TimeSpan KillAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets how far killing reaches.</summary>
    /// <value>Default <see cref="GraphContainment.Tree"/>.</value>
    public GraphContainment Containment { get; init; }

    /// <summary>Gets when captures, streams and relays are complete.</summary>
    /// <value>
    /// Default <see cref="CapturePolicy.UntilEndOfFile"/>: nothing is lost, but a process that a node left behind and that keeps a pipe keeps the graph.
    /// With <see cref="CapturePolicy.UntilExit"/> they end when every node has, with what is in the pipes then; of that, who stayed behind and reads for a node gets what fits into his pipe.
    /// </value>
    public CapturePolicy CapturePolicy { get; init; }

    /// <summary>Gets what is done about a graph that stands still.</summary>
    /// <value>Default <see cref="GraphStallPolicy.Warn"/>.</value>
    /// <remarks>
    /// <para>It stands still if no byte has moved for <see cref="StallTimeout"/>, and either all nodes wait for each other at its pipes, or somebody waits for an end of
    /// file that a process which is no node holds back, and nothing comes through between two looks. Whoever waits for something else (a terminal, a network, a clock) is left alone; a stage in this process, too.</para>
    /// <para><b>Windows</b>: nothing is told there; the policy has no effect.</para>
    /// </remarks>
    public GraphStallPolicy StallPolicy { get; init; } = GraphStallPolicy.Warn;

    /// <summary>Gets how long a graph must have stood still.</summary>
    /// <value>Default 5 seconds; more than zero.</value>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets whether the nodes are killed should this process die without a chance to stop them, as of SIGKILL.</summary>
    /// <value>Default <see langword="false"/>.</value>
    /// <remarks>
    /// <para><b>Linux</b>: a small process, <c>/bin/sh</c>, waits beside the graph for the end of a pipe that only this process holds, and then kills the nodes that still run, what is below them,
    /// and, with <see cref="GraphContainment.Groups"/>, what is left of the groups that they lead. What lost its parent before, and is in no such group, is not found, unless there is a
    /// control group (<see cref="GraphContainment.ControlGroup"/>), which it kills and removes; nor a node that was started in the very moment (some microseconds) before it could be told to the watchdog. Without a <c>/bin/sh</c> the graph does not start.</para>
    /// <para><b>Windows</b>: the nodes are in a job whose only handle this process has, and the system kills all who are in it when that is closed by this process's end. What they start is in it too.</para>
    /// </remarks>
    public bool KillOnParentDeath { get; init; }

    /// <summary>Gets what is called when a node's process has ended and is about to be reaped: what /proc tells of it can be read for the last time.</summary>
    /// <value>Default <see langword="null"/>. It runs on the thread that serves all captures, feeds and ends of children in this process: it must not block, nor throw.</value>
    public Action<GraphNode>? NodeExiting { get; init; }

    /// <summary>Gets how long this process's own part may go on when the processes are gone: a stage that hears nothing, bytes that nobody takes.</summary>
    internal TimeSpan OwnTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets what finds the processes below others.</summary>
    internal Func<IReadOnlyCollection<int>, IEnumerable<SafeFileHandle>> FindBelow { get; init; } = ProcessTree.FindBelow;

    /// <summary>Gets what kills every process below this one, and tells whether none is left.</summary>
    internal Func<TimeSpan, bool> KillDescendants { get; init; } = ProcessTree.KillDescendants;

    /// <summary>Gets what looks at the machine's pipes when no byte moves.</summary>
    internal Func<PipeMap> CapturePipes { get; init; } = () => PipeMap.Capture();

    internal static GraphRunOptions Default { get; } = new();

    internal void Validate()
    {
        RequireDefined(ExitPolicy);
        RequireDefined(EarlyClose);
        RequireDefined(Containment);
        RequireDefined(CapturePolicy);
        RequireDefined(StallPolicy);
        ArgumentOutOfRangeException.ThrowIfLessThan(Timeout ?? TimeSpan.Zero, TimeSpan.Zero, nameof(Timeout));
        ArgumentOutOfRangeException.ThrowIfLessThan(KillAfter, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(StallTimeout, TimeSpan.Zero);
    }

    private static void RequireDefined<T>(T value)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            throw new ArgumentOutOfRangeException(typeof(T).Name, value, "No such value.");
        }
    }
}
