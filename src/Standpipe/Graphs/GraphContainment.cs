namespace Standpipe;

/// <summary>How far killing a graph reaches.</summary>
public enum GraphContainment
{
    /// <summary>
    /// The nodes, in whatever process group their options say, and all that is below them when the stopping begins or is found below them
    /// later. What lost its parent before that is not found.
    /// </summary>
    Tree,

    /// <summary>
    /// Every node leads a process group: also what lost its parent is reached, if it has not left the group. A Ctrl-C at the terminal
    /// does not reach the nodes, and they may not read from it. Linux before 6.9 reaches a group only while its leader has not been reaped.
    /// </summary>
    Groups,

    /// <summary>
    /// Every process below this one, whoever started it; this process adopts orphans from the start on: see
    /// <see cref="Descendants"/>. For programs that are all about their children.
    /// </summary>
    AllDescendants,

    /// <summary>
    /// The nodes and all that they start, wherever that goes, by a control group (cgroup v2) of the graph's own: a session of its own, a double fork, a parent that ends are no way out. What
    /// <see cref="Tree"/> finds is killed too. On a graph that has ended by itself, what is still in the group goes back to this process's, and lives on. Not in the group is what a stage in this process starts.
    /// <para><b>Linux</b>: needs a file system of type cgroup2, Linux 5.14, and the right to make a group below this process's: root's, or a delegated group's
    /// (<c>systemd-run --user --scope -p Delegate=yes</c>). <see cref="GraphRunOptions.IsControlGroupAvailable"/> asks; without, the start throws <see cref="IOException"/>. A node is moved into the group right after
    /// its start, with what is below it by then; what it has started in those microseconds, and lost again as a parent, stays outside.</para>
    /// <para><b>Windows</b>: not supported; a start throws <see cref="PlatformNotSupportedException"/>.</para>
    /// </summary>
    ControlGroup,
}
