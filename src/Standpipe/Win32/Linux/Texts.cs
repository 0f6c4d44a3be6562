using System.Text;

namespace Standpipe.Win32.Linux;

/// <summary>Strings of the Windows headers as Linux takes them: UTF-8, exactly or not at all.</summary>
internal static unsafe class Texts
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether UTF-8 can say a text: it has no half of a surrogate pair alone.</summary>
    internal static bool CanBeSaid(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out int length) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            text = text[length..];
        }

        return true;
    }

    /// <summary>Reads a text of the headers' 8-bit encoding, which here is UTF-8.</summary>
    /// <returns>False if it is not.</returns>
    internal static bool TryRead(byte* text, out string? result)
    {
        result = null;
        return text is null || TryRead(System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text), out result);
    }

    /// <inheritdoc cref="TryRead(byte*, out string?)"/>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, out string? result)
    {
        try
        {
            result = s_strict.GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            result = null;
            return false;
        }
    }
}
