using System.Runtime.Versioning;

namespace Standpipe.Platform.Windows;

/// <summary>What the system allows users' pipes: it tells of no limit.</summary>
[SupportedOSPlatform("windows")]
internal static class WindowsPipeLimits
{
    /// <inheritdoc cref="PipeLimits.GetLargestCapacity"/>
    internal static int GetLargestCapacity() => int.MaxValue;

    /// <inheritdoc cref="PipeLimits.GetSoftLimit"/>
    internal static long GetSoftLimit() => 0;

    /// <inheritdoc cref="PipeLimits.GetHardLimit"/>
    internal static long GetHardLimit() => 0;

    /// <inheritdoc cref="PipeLimits.IsBudgetExhausted"/>
    internal static bool IsBudgetExhausted() => false;
}
