using System.Globalization;
using System.Runtime.Versioning;

namespace Standpipe.Platform.Linux;

/// <summary>What the kernel allows unprivileged users' pipes.</summary>
[SupportedOSPlatform("linux")]
internal static class LinuxPipeLimits
{
    /// <summary>The largest pipe's file, for messages.</summary>
    internal const string MaxSizeFile = "/proc/sys/fs/pipe-max-size";

    private const string SoftFile = "/proc/sys/fs/pipe-user-pages-soft";
    private const string HardFile = "/proc/sys/fs/pipe-user-pages-hard";

    /// <inheritdoc cref="PipeLimits.GetLargestCapacity"/>
    internal static int GetLargestCapacity() => (int)Math.Min(Read(MaxSizeFile, 1 << 20), int.MaxValue);

    /// <inheritdoc cref="PipeLimits.GetSoftLimit"/>
    internal static long GetSoftLimit() => Read(SoftFile, 0) * Environment.SystemPageSize;

    /// <inheritdoc cref="PipeLimits.GetHardLimit"/>
    internal static long GetHardLimit() => Read(HardFile, 0) * Environment.SystemPageSize;

    /// <inheritdoc cref="PipeLimits.IsBudgetExhausted"/>
    internal static bool IsBudgetExhausted()
    {
        int error = PosixPipeBudget<RealPosix>.TestExhausted(out bool isExhausted);
        return error == 0 ? isExhausted : throw Errno.Failure("pipe2", string.Empty, error);
    }

    private static long Read(string file, long otherwise) =>
        long.TryParse(File.ReadAllText(file), NumberStyles.None | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out long value)
            ? value
            : otherwise;
}
