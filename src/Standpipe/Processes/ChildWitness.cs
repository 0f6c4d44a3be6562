namespace Standpipe;

/// <summary>Who is told of a child's end at once, before anybody who waits for it. Called on the thread of the notices: must not block, nor throw.</summary>
internal abstract class ChildWitness
{
    /// <summary>The child has ended and is not reaped yet (unless somebody else does that): what /proc tells of it can be read for the last time.</summary>
    internal abstract void OnEnding(int processId);

    /// <summary>It was reaped.</summary>
    internal abstract void OnExited(ExitStatus status);
}
