namespace Standpipe;

/// <summary>What disposing of a <see cref="ChildProcess"/> does to a child that still runs.</summary>
public enum ChildDisposal
{
    /// <summary>Kills it (its whole group, if it leads one) and waits until it is gone.</summary>
    Kill,

    /// <summary>Waits until it ends by itself.</summary>
    Wait,

    /// <summary>Lets it run on. It is still reaped when it ends, as long as this process lives.</summary>
    Leave,
}
