using System.Globalization;

namespace Standpipe.Benchmarks.Tables;

/// <summary>Sizes as people say them.</summary>
internal static class Sizes
{
    /// <summary>For instance "64 KiB".</summary>
    internal static string Name(long bytes) => bytes switch
    {
        >= 1 << 30 when bytes % (1 << 30) == 0 => string.Create(CultureInfo.InvariantCulture, $"{bytes >> 30} GiB"),
        >= 1 << 20 when bytes % (1 << 20) == 0 => string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20} MiB"),
        >= 1 << 10 when bytes % (1 << 10) == 0 => string.Create(CultureInfo.InvariantCulture, $"{bytes >> 10} KiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
    };
}
