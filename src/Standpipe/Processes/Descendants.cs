using Standpipe.Platform;

namespace Standpipe;

/// <summary>Every process below this one, whoever started it.</summary>
/// <remarks>
/// For programs that are all about their children, such as a tool that runs a pipeline: these calls also reach what
/// other libraries started.
/// <para><b>Source</b>: PR_SET_CHILD_SUBREAPER(2const), proc(5), pidfd_open(2).</para>
/// </remarks>
public static class Descendants
{
    /// <summary>Makes this process the parent of descendants whose own parent ends, so that none can slip away.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    /// <remarks>
    /// Lasts until this process ends. Adopted orphans that end stay in the process table until then, unless somebody
    /// reaps them.
    /// </remarks>
    public static void AdoptOrphans() => ProcessTree.AdoptOrphans();

    /// <summary>Kills every descendant.</summary>
    /// <param name="timeout">How long to go on; what is stuck in the kernel may outlive it.</param>
    /// <returns>Whether none is left.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    /// <exception cref="IOException">The processes cannot be looked at, as with too many open files; some may have been killed.</exception>
    /// <remarks>Those whose parent has ended are found only after <see cref="AdoptOrphans"/>.</remarks>
    public static bool KillAll(TimeSpan timeout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero);
        return ProcessTree.KillDescendants(timeout);
    }
}
