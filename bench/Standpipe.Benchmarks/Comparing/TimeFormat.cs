using System.Globalization;

namespace Standpipe.Benchmarks.Comparing;

/// <summary>Times as tables have them, given nanoseconds.</summary>
internal static class TimeFormat
{
    /// <summary>Microseconds.</summary>
    internal static string Microseconds(double nanoseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e3:0.00} us");

    /// <summary>Milliseconds.</summary>
    internal static string Milliseconds(double nanoseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e6:0.000} ms");

    /// <summary>What a byte's time makes of a gibibyte's.</summary>
    internal static string SecondsPerGibibyte(double nanoseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{nanoseconds * (1 << 30) / 1e9:0.000} s");
}
