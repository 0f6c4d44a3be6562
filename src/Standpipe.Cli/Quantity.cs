using System.Buffers;
using System.Globalization;

namespace Standpipe.Cli;

/// <summary>Sizes and times as people write them.</summary>
internal static class Quantity
{
    private static readonly SearchValues<char> s_numeric = SearchValues.Create("0123456789.");

    // What a wait can be: WaitAsync takes no more.
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    /// <summary>Reads a size: <c>65536</c>, <c>64K</c>, <c>64KiB</c>, <c>1M</c>.</summary>
    /// <returns>Bytes, more than 0.</returns>
    /// <exception cref="FormatException">It is no such size.</exception>
    internal static int ParseSize(string text)
    {
        (string number, string unit) = Split(text);
        long factor = unit.ToUpperInvariant() switch
        {
            "" or "B" => 1,
            "K" or "KIB" => 1 << 10,
            "M" or "MIB" => 1 << 20,
            "G" or "GIB" => 1 << 30,
            _ => 0,
        };
        return factor > 0
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long count)
            && count is > 0 and <= int.MaxValue
            && count * factor <= int.MaxValue
            ? (int)(count * factor)
            : throw new FormatException($"'{text}' is not a size: give bytes, or a number with K or M (binary), less than 2 GiB.");
    }

    /// <summary>Reads a time: <c>5</c>, <c>1.5s</c>, <c>500ms</c>, <c>2m</c>, <c>1h</c>.</summary>
    /// <returns>The time, 0 or more.</returns>
    /// <exception cref="FormatException">It is no such time.</exception>
    internal static TimeSpan ParseTime(string text)
    {
        (string number, string unit) = Split(text);
        double seconds = unit switch
        {
            "ms" => 0.001,
            "" or "s" => 1,
            "m" => 60,
            "h" => 3600,
            _ => 0,
        };
        return seconds > 0
            && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count)
            && count * seconds <= s_longest.TotalSeconds
            ? TimeSpan.FromSeconds(count * seconds)
            : throw new FormatException($"'{text}' is not a time: give seconds, or a number with ms, s, m or h.");
    }

    /// <summary>Says a time briefly.</summary>
    internal static string Say(TimeSpan time) => time.TotalSeconds < 100
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.000} s")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    private static (string Number, string Unit) Split(string text)
    {
        int length = text.AsSpan().IndexOfAnyExcept(s_numeric);
        return length < 0 ? (text, string.Empty) : (text[..length], text[length..]);
    }
}
