using System.Globalization;
using System.Text;

namespace Standpipe.Win32.Linux;

/// <summary>What a parent tells a child of ours beside its descriptors, in one environment variable.</summary>
/// <remarks>
/// Windows keeps this in the child's own memory: the values of its standard handles, its command line, its startup flags. A
/// child believes nothing of it that its descriptors do not bear out, so that a copy which travels on through a program
/// in between does no harm. It is only sent if it says anything.
/// </remarks>
internal sealed class InheritanceRecord
{
    /// <summary>The variable's name. <c>docs/gotchas.md</c> tells of it.</summary>
    internal const string Variable = "STANDPIPE_HANDLES";

    private const string Version = "1";
    private const string StandardField = "std=";
    private const string StartupField = "flags=";
    private const string HandleField = "h=";
    private const string CommandField = "cmd=";
    private const int StandardCount = 3;

    /// <summary>The values of the standard handles; null where they are what descriptors 0 to 2 make them.</summary>
    internal nint?[] Standard { get; } = new nint?[StandardCount];

    /// <summary>STARTUPINFO.dwFlags.</summary>
    internal uint StartupFlags { get; set; }

    /// <summary>The handles that the descriptors alone do not tell.</summary>
    internal List<RecordedHandle> Handles { get; } = [];

    /// <summary>The command line, if quoting the arguments would not give the same.</summary>
    internal string? CommandLine { get; set; }

    /// <summary>Whether it says nothing.</summary>
    private bool IsEmpty =>
        StartupFlags == 0 && CommandLine is null && Handles.Count == 0 && Array.TrueForAll(Standard, value => value is null);

    /// <summary>Reads what <see cref="Format"/> wrote. What is not understood counts as not said.</summary>
    internal static InheritanceRecord Parse(string? text)
    {
        InheritanceRecord record = new();
        if (text is null || !text.StartsWith(Version + ";", StringComparison.Ordinal))
        {
            return record;
        }

        // The command line comes last and may hold anything.
        int command = text.IndexOf(";" + CommandField, StringComparison.Ordinal);
        if (command >= 0)
        {
            record.CommandLine = text[(command + 1 + CommandField.Length)..];
            text = text[..command];
        }

        foreach (string field in text.Split(';'))
        {
            record.Take(field);
        }

        return record;
    }

    /// <summary>Writes it, or gives null if it says nothing.</summary>
    internal string? Format()
    {
        if (IsEmpty)
        {
            return null;
        }

        StringBuilder text = new(Version + ";" + StandardField);
        _ = text.AppendJoin(',', Standard.Select(value => value?.ToString("x", CultureInfo.InvariantCulture)));
        _ = text.Append(CultureInfo.InvariantCulture, $";{StartupField}{StartupFlags:x}");
        foreach (RecordedHandle handle in Handles)
        {
            _ = text.Append(';').Append(HandleField).Append(handle);
        }

        return CommandLine is null ? text.ToString() : text.Append(';').Append(CommandField).Append(CommandLine).ToString();
    }

    private void Take(string field)
    {
        if (field.StartsWith(HandleField, StringComparison.Ordinal))
        {
            if (RecordedHandle.TryParse(field[HandleField.Length..], out RecordedHandle handle))
            {
                Handles.Add(handle);
            }
        }
        else if (field.StartsWith(StartupField, StringComparison.Ordinal))
        {
            StartupFlags = (uint)(Hexadecimal(field[StartupField.Length..]) ?? 0);
        }
        else if (field.StartsWith(StandardField, StringComparison.Ordinal))
        {
            string[] values = field[StandardField.Length..].Split(',');
            for (int id = 0; id < Math.Min(values.Length, StandardCount); id++)
            {
                Standard[id] = Hexadecimal(values[id]);
            }
        }
    }

    private static nint? Hexadecimal(string text) =>
        long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long value) ? (nint)value : null;
}
