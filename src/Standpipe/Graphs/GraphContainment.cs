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
}
