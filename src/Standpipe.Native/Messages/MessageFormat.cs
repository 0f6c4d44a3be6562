using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Standpipe.Native.Messages;

/// <summary>The language of <c>FormatMessage</c>: <c>%1</c>, <c>%2!08lX!</c>, <c>%n</c>, <c>%0</c>.</summary>
/// <param name="message">The message.</param>
/// <param name="arguments">The inserts, one machine word each; null: none were given.</param>
/// <param name="isWide">Whether a plain insert is UTF-16.</param>
/// <param name="width">FORMAT_MESSAGE_MAX_WIDTH_MASK's bits: 255 takes the message's own line ends out.</param>
internal unsafe ref struct MessageFormat(string message, nint* arguments, bool isWide, uint width)
{
    private const int MostInserts = 99;
    private const string LineEnd = "\r\n";

    private readonly StringBuilder _result = new();
    private int _place;

    /// <summary>The highest number of an insert, with those that a <c>*</c> takes.</summary>
    internal static int CountInserts(string message)
    {
        int most = 0;
        for (int place = message.IndexOf('%', StringComparison.Ordinal); place >= 0 && place + 1 < message.Length; place = message.IndexOf('%', place))
        {
            place++;
            if (char.IsAsciiDigit(message[place]) && message[place] != '0')
            {
                int number = Number(message, ref place);
                int stars = place < message.Length && message[place] == '!' ? Format(message, ref place).Count(c => c == '*') : 0;
                most = Math.Max(most, number + stars);
            }
            else
            {
                place++;
            }

            if (place >= message.Length)
            {
                break;
            }
        }

        return Math.Min(most, MostInserts);
    }

    /// <summary>Puts the inserts in.</summary>
    /// <returns>The text; null if an insert is missing.</returns>
    internal string? Expand()
    {
        while (_place < message.Length)
        {
            char c = message[_place++];
            if (c is '\r' or '\n')
            {
                _place += c == '\r' && _place < message.Length && message[_place] == '\n' ? 1 : 0;
                _ = _result.Append(width == 255 ? " " : LineEnd);
            }
            else if (c != '%' || _place == message.Length)
            {
                _ = _result.Append(c);
            }
            else if (message[_place] == '0')
            {
                break;
            }
            else if (!Escape())
            {
                return null;
            }
        }

        return _result.ToString();
    }

    /// <summary>Leaves every % as it is.</summary>
    internal string ExpandLinesOnly() => message.ReplaceLineEndings(width == 255 ? " " : LineEnd);

    private static int Number(string text, ref int place)
    {
        int number = text[place++] - '0';
        if (place < text.Length && char.IsAsciiDigit(text[place]))
        {
            number = (number * 10) + (text[place++] - '0');
        }

        return number;
    }

    /// <summary>The text between two exclamation marks.</summary>
    private static string Format(string text, ref int place)
    {
        int end = text.IndexOf('!', place + 1);
        end = end < 0 ? text.Length : end;
        string format = text[(place + 1)..end];
        place = Math.Min(end + 1, text.Length);
        return format;
    }

    private bool Escape()
    {
        char c = message[_place];
        if (!char.IsAsciiDigit(c))
        {
            _place++;
            _ = c switch
            {
                'n' => _result.Append(LineEnd),
                'r' => _result.Append('\r'),
                't' => _result.Append('\t'),
                'b' => _result.Append(' '),
                _ => _result.Append(c),
            };
            return true;
        }

        int number = Number(message, ref _place);
        string format = _place < message.Length && message[_place] == '!' ? Format(message, ref _place) : "s";
        if (arguments is null)
        {
            return false;
        }

        Insert(number - 1, format);
        return true;
    }

    private readonly void Insert(int index, string format)
    {
        int place = 0;
        string flags = string.Empty;
        while (place < format.Length && "-+ 0#".Contains(format[place], StringComparison.Ordinal))
        {
            flags += format[place++];
        }

        int fieldWidth = Count(format, ref place, ref index);
        int precision = -1;
        if (place < format.Length && format[place] == '.')
        {
            place++;
            precision = Count(format, ref place, ref index);
        }

        string kind = format[place..];
        char type = kind.Length == 0 ? 's' : kind[^1];
        nint value = arguments[index];
        bool isLong = kind.Contains("ll", StringComparison.Ordinal) || kind.Contains("I64", StringComparison.Ordinal) || kind.StartsWith("Id", StringComparison.Ordinal)
            || kind.StartsWith("Iu", StringComparison.Ordinal) || kind.StartsWith("Ix", StringComparison.OrdinalIgnoreCase);
        string text = type switch
        {
            'd' or 'i' => Signed(isLong ? value : (int)value, flags),
            'u' => (isLong ? (ulong)value : (uint)value).ToString(CultureInfo.InvariantCulture),
            'x' => Hexadecimal(isLong ? (ulong)value : (uint)value, flags, "x"),
            'X' => Hexadecimal(isLong ? (ulong)value : (uint)value, flags, "X"),
            'o' => Convert.ToString(isLong ? value : (uint)value, 8),
            'p' => ((ulong)value).ToString("X16", CultureInfo.InvariantCulture),
            'c' or 'C' => ((char)value).ToString(),
            _ => Characters(value, kind, type, precision),
        };
        bool isNumber = type is 'd' or 'i' or 'u' or 'x' or 'X' or 'o';
        if (isNumber && precision > text.Length)
        {
            text = text.PadLeft(precision, '0');
        }

        _ = _result.Append(
            flags.Contains('-', StringComparison.Ordinal) ? text.PadRight(fieldWidth)
                : isNumber && precision < 0 && flags.Contains('0', StringComparison.Ordinal) ? Zeros(text, fieldWidth)
                : text.PadLeft(fieldWidth));
    }

    private readonly int Count(string format, ref int place, ref int index)
    {
        if (place < format.Length && format[place] == '*')
        {
            place++;
            return (int)arguments[index++];
        }

        int count = 0;
        while (place < format.Length && char.IsAsciiDigit(format[place]))
        {
            count = Math.Min((count * 10) + (format[place++] - '0'), ushort.MaxValue);
        }

        return count;
    }

    private readonly string Characters(nint value, string kind, char type, int precision)
    {
        bool wide = kind.StartsWith('h') ? false : kind.StartsWith('l') || kind.StartsWith('w') ? true : type == 'S' ? !isWide : isWide;
        string text = value == 0 ? "(null)" : wide ? new string((char*)value) : Marshal.PtrToStringUTF8(value)!;
        return precision >= 0 && precision < text.Length ? text[..precision] : text;
    }

    private static string Signed(long value, string flags) =>
        (value >= 0 && flags.Contains('+', StringComparison.Ordinal) ? "+" : value >= 0 && flags.Contains(' ', StringComparison.Ordinal) ? " " : string.Empty)
            + value.ToString(CultureInfo.InvariantCulture);

    private static string Hexadecimal(ulong value, string flags, string letter) =>
        (flags.Contains('#', StringComparison.Ordinal) && value != 0 ? "0" + letter : string.Empty) + value.ToString(letter, CultureInfo.InvariantCulture);

    private static string Zeros(string text, int width)
    {
        int sign = text.StartsWith('-') || text.StartsWith('+') || text.StartsWith(' ') ? 1
            : text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? 2 : 0;
        return text[..sign] + text[sign..].PadLeft(width - sign, '0');
    }
}
