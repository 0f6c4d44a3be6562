namespace Standpipe;

/// <summary>Whom a signal is for.</summary>
public enum SignalScope
{
    /// <summary>The child alone.</summary>
    Process,

    /// <summary>
    /// The process group that the child leads: the child and whatever it started that did not leave the group. Only for
    /// a child that was started with <see cref="ProcessGroupMode.New"/> or <see cref="ProcessGroupMode.NewSession"/>.
    /// </summary>
    Group,
}
