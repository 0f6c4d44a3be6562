using System.Runtime.InteropServices;

namespace Standpipe.Win32.Linux;

/// <summary>The block of variables that CreateProcess takes: texts one after the other, an empty one at the end.</summary>
internal static unsafe class EnvironmentBlock
{
    /// <summary>Reads a block in UTF-16.</summary>
    /// <param name="block">The block.</param>
    /// <param name="variables">Takes the variables: in their order, the first of a name.</param>
    /// <returns>False if a text cannot be said in UTF-8.</returns>
    internal static bool TryRead(char* block, Dictionary<string, string?> variables)
    {
        while (*block != '\0')
        {
            ReadOnlySpan<char> entry = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(block);
            if (!Texts.CanBeSaid(entry))
            {
                return false;
            }

            Add(entry.ToString(), variables);
            block += entry.Length + 1;
        }

        return true;
    }

    /// <summary>Reads a block in the 8-bit encoding.</summary>
    /// <param name="block">The block.</param>
    /// <param name="variables">Takes the variables: in their order, the first of a name.</param>
    /// <returns>False if a text is not UTF-8.</returns>
    internal static bool TryRead(byte* block, Dictionary<string, string?> variables)
    {
        while (*block != 0)
        {
            ReadOnlySpan<byte> entry = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(block);
            if (!Texts.TryRead(entry, out string? text))
            {
                return false;
            }

            Add(text!, variables);
            block += entry.Length + 1;
        }

        return true;
    }

    private static void Add(string entry, Dictionary<string, string?> variables)
    {
        // A name may begin with =, as those do in which Windows keeps the current directory of each drive.
        int equals = entry.IndexOf('=', Math.Min(1, entry.Length));
        if (equals > 0)
        {
            _ = variables.TryAdd(entry[..equals], entry[(equals + 1)..]);
        }
    }
}
