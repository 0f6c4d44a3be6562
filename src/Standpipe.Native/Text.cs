using System.Text;
using System.Text.Unicode;
using Standpipe.Win32;

namespace Standpipe.Native;

/// <summary>Texts given back in a caller's buffer, in the headers' two encodings.</summary>
internal static unsafe class Text
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Reads a UTF-8 text exactly, or tells the error that Windows has for text that cannot be said.</summary>
    /// <returns>False if it is not UTF-8.</returns>
    internal static bool TryRead(byte* text, out string? result) => Win32.Linux.Texts.TryRead(text, out result);

    /// <summary>Reads a UTF-16 text.</summary>
    internal static string? Read(char* text) => text is null ? null : new string(text);

    /// <summary>Gives a text as most functions do.</summary>
    /// <returns>Its length without the NUL; if the buffer is too small, what it needs, the NUL with it.</returns>
    internal static uint Give(string text, char* buffer, uint size)
    {
        if (buffer is null || (uint)text.Length >= size)
        {
            return (uint)text.Length + 1;
        }

        text.CopyTo(new Span<char>(buffer, text.Length));
        buffer[text.Length] = '\0';
        return (uint)text.Length;
    }

    /// <inheritdoc cref="Give(string, char*, uint)"/>
    internal static uint Give(string text, byte* buffer, uint size)
    {
        uint length = (uint)s_utf8.GetByteCount(text);
        if (buffer is null || length >= size)
        {
            return length + 1;
        }

        _ = s_utf8.GetBytes(text, new Span<byte>(buffer, (int)length));
        buffer[length] = 0;
        return length;
    }

    /// <summary>Gives as much of a text as there is room for.</summary>
    /// <returns>Its length; if it was cut, the buffer's size.</returns>
    internal static uint GiveCut(string text, char* buffer, uint size, out bool cut)
    {
        uint given = Give(text, buffer, size);
        cut = given > text.Length;
        if (cut && size > 0)
        {
            text.AsSpan(0, (int)size - 1).CopyTo(new Span<char>(buffer, (int)size - 1));
            buffer[size - 1] = '\0';
        }

        return cut ? size : given;
    }

    /// <inheritdoc cref="GiveCut(string, char*, uint, out bool)"/>
    internal static uint GiveCut(string text, byte* buffer, uint size, out bool cut)
    {
        uint given = Give(text, buffer, size);
        cut = given > s_utf8.GetByteCount(text);
        if (cut && size > 0)
        {
            // Whole characters only.
            _ = Utf8.FromUtf16(text, new Span<byte>(buffer, (int)size - 1), out _, out int used);
            buffer[used] = 0;
        }

        return cut ? size : given;
    }

    /// <summary>The text in UTF-8, with its NUL, in memory that <c>LocalFree</c> frees.</summary>
    internal static byte* ToLocal(string text, out uint length)
    {
        length = (uint)s_utf8.GetByteCount(text);
        byte* copy = (byte*)NativeRuntime.Allocate(length + 1);
        _ = Give(text, copy, length + 1);
        return copy;
    }

    /// <summary>The error of a text that is not UTF-8.</summary>
    internal const WIN32_ERROR NotUtf8 = WIN32_ERROR.ERROR_NO_UNICODE_TRANSLATION;
}
