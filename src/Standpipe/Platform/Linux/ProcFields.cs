using System.Buffers.Text;

namespace Standpipe.Platform.Linux;

/// <summary>Reads the fields of a line of /proc, one after the other.</summary>
internal ref struct ProcFields
{
    private ReadOnlySpan<byte> _rest;

    internal ProcFields(ReadOnlySpan<byte> text) => _rest = text;

    /// <summary>Takes the next field: what stands between spaces, tabs and line ends.</summary>
    /// <returns>Empty after the last.</returns>
    internal ReadOnlySpan<byte> Next()
    {
        int start = _rest.IndexOfAnyExcept(" \t\n"u8);
        if (start < 0)
        {
            _rest = default;
            return default;
        }

        _rest = _rest[start..];
        int length = _rest.IndexOfAny(" \t\n"u8);
        ReadOnlySpan<byte> field = length < 0 ? _rest : _rest[..length];
        _rest = _rest[field.Length..];
        return field;
    }

    /// <summary>Passes over fields that nobody needs.</summary>
    internal void Skip(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _ = Next();
        }
    }

    /// <summary>Takes a decimal number.</summary>
    internal bool TryNext(out long value)
    {
        ReadOnlySpan<byte> field = Next();
        return Utf8Parser.TryParse(field, out value, out int used) && used == field.Length;
    }

    /// <summary>Takes a decimal number without a sign.</summary>
    internal bool TryNext(out ulong value)
    {
        ReadOnlySpan<byte> field = Next();
        return Utf8Parser.TryParse(field, out value, out int used) && used == field.Length;
    }

    /// <summary>Takes a small decimal number.</summary>
    internal bool TryNext(out int value)
    {
        ReadOnlySpan<byte> field = Next();
        return Utf8Parser.TryParse(field, out value, out int used) && used == field.Length;
    }

    /// <summary>Takes a number as /proc writes addresses: hexadecimal, after 0x.</summary>
    internal bool TryNextHexadecimal(out ulong value)
    {
        ReadOnlySpan<byte> field = Next();
        value = 0;
        return field.StartsWith("0x"u8) && Utf8Parser.TryParse(field[2..], out value, out int used, 'x') && used == field.Length - 2;
    }
}
