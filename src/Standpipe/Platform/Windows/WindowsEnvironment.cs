using System.Collections;
using System.Text;

namespace Standpipe.Platform.Windows;

/// <summary>The environment block of a child.</summary>
internal static class WindowsEnvironment
{
    /// <summary>Makes the block: this process's variables as .NET has them now, changed as asked, sorted as the system wants it.</summary>
    /// <returns>Entries of the form <c>NAME=value</c>, each ended by NUL, and a NUL at the end.</returns>
    internal static string Build(EnvironmentChanges changes)
    {
        SortedDictionary<string, string> variables = new(StringComparer.OrdinalIgnoreCase);
        if (!changes.Clear)
        {
            foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            {
                variables[(string)variable.Key] = (string?)variable.Value ?? string.Empty;
            }
        }

        foreach ((string name, string? value) in changes.Variables)
        {
            // The spelling of a name is the last one given.
            _ = variables.Remove(name);
            if (value is not null)
            {
                variables.Add(name, value);
            }
        }

        StringBuilder block = new();
        foreach ((string name, string value) in variables)
        {
            _ = block.Append(name).Append('=').Append(value).Append('\0');
        }

        // An empty block ends with two.
        return (block.Length == 0 ? block.Append('\0') : block).Append('\0').ToString();
    }
}
