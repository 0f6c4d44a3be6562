namespace Standpipe;

/// <summary>What can be wrong with a <see cref="ProcessGraph"/> before it starts.</summary>
public enum GraphProblemKind
{
    /// <summary>There is no node.</summary>
    Empty,

    /// <summary>A port is one of a node of another graph.</summary>
    ForeignNode,

    /// <summary>Two edges end at one descriptor: that is <see cref="ProcessGraph.FanIn"/>.</summary>
    FedTwice,

    /// <summary>Two edges begin at one descriptor: that is <see cref="ProcessGraph.FanOut"/>.</summary>
    DrainedTwice,

    /// <summary>One edge begins at a descriptor at which another ends; one descriptor has one direction.</summary>
    BothDirections,

    /// <summary>A join is of a stage in this process, of a descriptor that is connected itself or joined twice, to one that is connected to nothing, or goes round.</summary>
    BadJoin,

    /// <summary>A node's options set a stream that is connected as well.</summary>
    SetTwice,

    /// <summary>A node's options are not valid, or ask for a pipe or a capture: connect those.</summary>
    BadOptions,

    /// <summary>A node's program is not there, or cannot be executed.</summary>
    ProgramNotFound,

    /// <summary>A file to be read is not there.</summary>
    FileNotFound,

    /// <summary>One file is read and written: it would be emptied before it is read, or read for ever.</summary>
    FileReadAndWritten,

    /// <summary>A fan-out has no branch.</summary>
    NoBranch,

    /// <summary>The limit of open files is too low for the pipes and files of the graph.</summary>
    TooManyDescriptors,

    /// <summary>The system lets nobody choose that descriptor (Windows: any but 0, 1 and 2), or it is beyond the limit.</summary>
    DescriptorNotSupported,
}
