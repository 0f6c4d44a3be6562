namespace Standpipe;

/// <summary>Which node's end a graph's exit code is.</summary>
public enum GraphExitPolicy
{
    /// <summary>
    /// That of the node that failed first and whose failure no neighbour's leaving explains; 0 if there is none. A writer that only lost a
    /// reader that had had enough has not failed.
    /// </summary>
    Cause,

    /// <summary>That of the last node, in the order of adding, from which no edge leads to another node; as a shell's without options.</summary>
    Last,

    /// <summary>That of the node which ended first other than with 0, early closes included; 0 if none did.</summary>
    Any,

    /// <summary>That of the last node, in the order of adding, that ended other than with 0, early closes included; as a shell's with <c>pipefail</c>.</summary>
    PipeFail,
}
