using System.Collections;
using System.Text;

namespace Standpipe.Platform.Linux;

/// <summary>The environment block of a child.</summary>
internal static class LinuxEnvironment
{
    private const char ReplacementCharacter = '\uFFFD';

    /// <summary>Makes the block: this process's variables as .NET has them now, changed as asked.</summary>
    /// <returns>Entries of the form <c>NAME=value</c>, without NUL.</returns>
    internal static List<byte[]> Build(EnvironmentChanges changes)
    {
        List<byte[]> entries = [];
        if (!changes.Clear)
        {
            foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            {
                string name = (string)variable.Key;
                if (!changes.Variables.ContainsKey(name))
                {
                    entries.Add(Inherited(name, (string?)variable.Value ?? string.Empty));
                }
            }
        }

        foreach ((string name, string? value) in changes.Variables)
        {
            if (value is not null)
            {
                entries.Add(LinuxText.Bytes($"{name}={value}"));
            }
        }

        return entries;
    }

    private static byte[] Inherited(string name, string value)
    {
        // .NET decodes the environment as UTF-8 and loses what is not. Such a value goes on as the bytes this
        // process was started with.
        string entry = $"{name}={value}";
        return entry.Contains(ReplacementCharacter, StringComparison.Ordinal) && FindOriginal(entry) is { } original
            ? original
            : LinuxText.Bytes(entry);
    }

    private static byte[]? FindOriginal(string decoded)
    {
        ReadOnlySpan<byte> block = File.ReadAllBytes("/proc/self/environ");
        foreach (Range range in block.Split((byte)0))
        {
            if (Encoding.UTF8.GetString(block[range]) == decoded)
            {
                return block[range].ToArray();
            }
        }

        return null;
    }
}
