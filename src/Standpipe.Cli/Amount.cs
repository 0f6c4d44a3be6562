using System.Globalization;

namespace Standpipe.Cli;

/// <summary>Measured amounts as people read them: three digits and a unit.</summary>
internal static class Amount
{
    /// <summary>What stands for a figure that the system does not tell.</summary>
    internal const string Unknown = "-";

    private const double UnitStep = 1024;
    private const double Widest = 999.5;   // what would be written with four digits goes to the next unit

    private static readonly string[] s_units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    /// <summary>Says a number of bytes: <c>512 B</c>, <c>5.31 GiB</c>.</summary>
    internal static string Bytes(double? bytes)
    {
        if (bytes is not { } value || !double.IsFinite(value))
        {
            return Unknown;
        }

        int unit = 0;
        while (Math.Abs(value) >= Widest && unit < s_units.Length - 1)
        {
            value /= UnitStep;
            unit++;
        }

        return $"{Digits(value, whole: unit == 0)} {s_units[unit]}";
    }

    /// <summary>Says a number of bytes that is likely to be a round one: <c>64 KiB</c>.</summary>
    internal static string Round(double? bytes)
    {
        string amount = Bytes(bytes);
        int blank = amount.IndexOf(' ', StringComparison.Ordinal);
        return blank > 0 && amount.AsSpan(0, blank).Contains('.') ? $"{amount[..blank].TrimEnd('0').TrimEnd('.')}{amount[blank..]}" : amount;
    }

    /// <summary>Says bytes a second.</summary>
    internal static string Rate(double? bytesPerSecond) =>
        bytesPerSecond is { } rate && double.IsFinite(rate) ? $"{Bytes(rate)}/s" : Unknown;

    /// <summary>Says a share of a whole; above 100 % where several processors work.</summary>
    /// <param name="share">1 is all of it.</param>
    internal static string Share(double? share) => share is { } value && double.IsFinite(value)
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Round(value * 100, MidpointRounding.AwayFromZero):0}%")
        : Unknown;

    /// <summary>Says a time as a clock does: <c>00:42</c>, <c>1:02:03</c>.</summary>
    internal static string Clock(TimeSpan time)
    {
        long seconds = (long)Math.Max(0, time.TotalSeconds);
        return seconds < 3600
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:00}:{seconds % 60:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}");
    }

    /// <summary>Says a time that is only known about: <c>40 s</c>, <c>6 min</c>, <c>2.5 h</c>.</summary>
    internal static string About(TimeSpan time) => time.TotalSeconds switch
    {
        < 90 => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds):0} s"),
        < 5400 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.0} h"),
    };

    /// <summary>Says a measured time: <c>0.412 s</c>, <c>42.3 s</c>.</summary>
    internal static string Time(TimeSpan? time) => time is { } value ? Quantity.Say(value) : Unknown;

    /// <summary>Says a measured time that is given in nanoseconds.</summary>
    internal static string Nanoseconds(long? time) => Time(time is { } value ? TimeSpan.FromTicks(value / TimeSpan.NanosecondsPerTick) : null);

    private static string Digits(double value, bool whole) => (whole ? double.MaxValue : Math.Abs(value)) switch
    {
        < 9.995 => value.ToString("0.00", CultureInfo.InvariantCulture),
        < 99.95 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("0", CultureInfo.InvariantCulture),
    };
}
