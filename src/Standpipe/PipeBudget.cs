using Standpipe.Platform;

namespace Standpipe;

/// <summary>What all pipes of a user may hold together: see <see cref="PipeCapacityPolicy.WithinBudget"/>.</summary>
/// <remarks>
/// <para><b>Linux</b>: the limits hold for unprivileged processes. Root has none of them, unless it is without CAP_SYS_RESOURCE, as
/// in many containers: then <see cref="LargestCapacity"/> holds (and the others, if it is without CAP_SYS_ADMIN too). Nobody is
/// told how much of the budget is used, only whether a pipe gets what it asks for.</para>
/// <para><b>Windows</b>: there is no such budget.</para>
/// <para><b>Source</b>: pipe(7), <c>/proc/sys/fs/pipe-max-size</c>, <c>pipe-user-pages-soft</c>, <c>pipe-user-pages-hard</c>.</para>
/// </remarks>
public static class PipeBudget
{
    /// <summary>Gets what <see cref="PipeCapacityPolicy.WithinBudget"/> leaves to other pipes of the user.</summary>
    /// <value>Bytes: 1 MiB, or <see cref="LargestCapacity"/> if that is less.</value>
    public static int Reserve => Math.Min(1 << 20, LargestCapacity);

    /// <summary>Gets the largest capacity that one pipe may be given.</summary>
    /// <value>Bytes; 1 MiB unless the machine is set up otherwise. <see cref="int.MaxValue"/> on Windows, which names no limit.</value>
    public static int LargestCapacity => PipeLimits.GetLargestCapacity();

    /// <summary>Gets what all pipes of a user may hold together before new ones are made small and none may grow.</summary>
    /// <value>Bytes; 64 MiB unless the machine is set up otherwise. 0: there is no such limit.</value>
    public static long SoftLimit => PipeLimits.GetSoftLimit();

    /// <summary>Gets what all pipes of a user may hold together before no more can be made.</summary>
    /// <value>Bytes. 0, the default: there is no such limit.</value>
    public static long HardLimit => PipeLimits.GetHardLimit();

    /// <summary>Finds out, by making a pipe, whether the budget is used up: whether new pipes get less than 64 KiB.</summary>
    /// <returns>Whether they do, at this moment.</returns>
    /// <exception cref="IOException">No pipe can be made, for instance for want of descriptors.</exception>
    public static bool IsExhausted() => PipeLimits.IsBudgetExhausted();
}
