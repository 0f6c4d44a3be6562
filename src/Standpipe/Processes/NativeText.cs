using System.Text;

namespace Standpipe;

/// <summary>Strings on their way to the operating system.</summary>
internal static class NativeText
{
    /// <summary>Checks that a string arrives as it is: no NUL, which would cut it, and no unpaired surrogate.</summary>
    /// <exception cref="ArgumentException">It would not.</exception>
    internal static void Require(string text, string parameterName)
    {
        ReadOnlySpan<char> rest = text;
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out Rune rune, out int length) != System.Buffers.OperationStatus.Done)
            {
                throw new ArgumentException("The string holds half of a surrogate pair, which UTF-8 cannot say.", parameterName);
            }

            if (rune.Value == 0)
            {
                throw new ArgumentException("The string holds a NUL character, which would end it early.", parameterName);
            }

            rest = rest[length..];
        }
    }
}
