using Standpipe.Platform.Linux;
using Standpipe.Platform.Windows;

namespace Standpipe.Platform;

/// <summary>What the operating system allows an unprivileged user's pipes to hold.</summary>
internal static class PipeLimits
{
    /// <summary>The largest capacity of one pipe, in bytes.</summary>
    internal static int GetLargestCapacity() =>
        OperatingSystem.IsLinux() ? LinuxPipeLimits.GetLargestCapacity()
        : OperatingSystem.IsWindows() ? WindowsPipeLimits.GetLargestCapacity()
        : throw Unsupported.Exception();

    /// <summary>The bytes of all of a user's pipes beyond which new ones are small; 0: no limit.</summary>
    internal static long GetSoftLimit() =>
        OperatingSystem.IsLinux() ? LinuxPipeLimits.GetSoftLimit()
        : OperatingSystem.IsWindows() ? WindowsPipeLimits.GetSoftLimit()
        : throw Unsupported.Exception();

    /// <summary>The bytes of all of a user's pipes beyond which there are no new ones; 0: no limit.</summary>
    internal static long GetHardLimit() =>
        OperatingSystem.IsLinux() ? LinuxPipeLimits.GetHardLimit()
        : OperatingSystem.IsWindows() ? WindowsPipeLimits.GetHardLimit()
        : throw Unsupported.Exception();

    /// <summary>Whether a new pipe, at this moment, has less than the default capacity.</summary>
    /// <exception cref="IOException">No pipe can be made, for another reason.</exception>
    internal static bool IsBudgetExhausted() =>
        OperatingSystem.IsLinux() ? LinuxPipeLimits.IsBudgetExhausted()
        : OperatingSystem.IsWindows() ? WindowsPipeLimits.IsBudgetExhausted()
        : throw Unsupported.Exception();
}
