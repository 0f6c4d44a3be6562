using System.Text;

namespace Standpipe.Platform.Linux;

/// <summary>Strings of .NET as Linux takes them: UTF-8, exactly or not at all.</summary>
internal static class LinuxText
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The bytes of a string.</summary>
    /// <exception cref="ArgumentException">It has an unpaired surrogate, which UTF-8 cannot say.</exception>
    internal static byte[] Bytes(string text) => s_strict.GetBytes(text);

    /// <summary>The bytes of a path, with the terminating NUL.</summary>
    /// <exception cref="ArgumentException">It has an unpaired surrogate.</exception>
    internal static byte[] Path(string path)
    {
        byte[] bytes = new byte[s_strict.GetByteCount(path) + 1];
        _ = s_strict.GetBytes(path, bytes);
        return bytes;
    }
}
