namespace Standpipe;

/// <summary>The process group a child begins in.</summary>
public enum ProcessGroupMode
{
    /// <summary>This process's: a Ctrl-C at the terminal reaches both.</summary>
    Inherit,

    /// <summary>A new one that the child leads, so that it can be signalled with all it starts.</summary>
    New,

    /// <summary>A new one in a new session, without a controlling terminal.</summary>
    NewSession,
}
