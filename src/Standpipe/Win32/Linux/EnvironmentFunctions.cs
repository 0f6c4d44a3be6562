using System.Collections;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace Standpipe.Win32.Linux;

/// <summary>Environment variables: this process's, as .NET has them.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class EnvironmentFunctions
{
    /// <inheritdoc cref="Kernel32.GetEnvironmentVariableW(char*, char*, uint)"/>
    internal static WIN32_ERROR Get(char* name, char* buffer, uint size, out uint length)
    {
        length = 0;
        Inheritance.Prepare();
        string? value = name is null || *name == '\0' ? null : Environment.GetEnvironmentVariable(new string(name));
        if (value is null)
        {
            return WIN32_ERROR.ERROR_ENVVAR_NOT_FOUND;
        }

        if (value.Length >= size)
        {
            length = (uint)value.Length + 1;
            return WIN32_ERROR.ERROR_SUCCESS;
        }

        if (buffer is null)
        {
            return WIN32_ERROR.ERROR_NOACCESS;
        }

        value.CopyTo(new Span<char>(buffer, value.Length));
        buffer[value.Length] = '\0';
        length = (uint)value.Length;
        return WIN32_ERROR.ERROR_SUCCESS;
    }

    /// <inheritdoc cref="Kernel32.SetEnvironmentVariableW(char*, char*)"/>
    internal static WIN32_ERROR Set(char* name, char* value)
    {
        Inheritance.Prepare();
        string key = name is null ? string.Empty : new string(name);
        if (key.Length == 0 || key.Contains('=', StringComparison.Ordinal))
        {
            return WIN32_ERROR.ERROR_INVALID_PARAMETER;
        }

        if (value is null && Environment.GetEnvironmentVariable(key) is null)
        {
            return WIN32_ERROR.ERROR_ENVVAR_NOT_FOUND;
        }

        Environment.SetEnvironmentVariable(key, value is null ? null : new string(value));
        return WIN32_ERROR.ERROR_SUCCESS;
    }

    /// <inheritdoc cref="Kernel32.GetEnvironmentStringsW"/>
    internal static char* GetAll()
    {
        Inheritance.Prepare();
        StringBuilder block = new();
        foreach ((string name, string value) in InOrder())
        {
            _ = block.Append(name).Append('=').Append(value).Append('\0');
        }

        _ = block.Append('\0');
        char* copy = (char*)NativeMemory.Alloc((nuint)block.Length, sizeof(char));
        block.CopyTo(0, new Span<char>(copy, block.Length), block.Length);
        return copy;
    }

    /// <inheritdoc cref="Kernel32.FreeEnvironmentStringsW"/>
    internal static WIN32_ERROR Free(char* block)
    {
        NativeMemory.Free(block);
        return WIN32_ERROR.ERROR_SUCCESS;
    }

    /// <summary>The variables in the order that this process was given them, then those that were set since, by name.</summary>
    private static IEnumerable<(string Name, string Value)> InOrder()
    {
        SortedDictionary<string, string> rest = new(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            rest[(string)entry.Key] = (string?)entry.Value ?? string.Empty;
        }

        foreach (string given in Encoding.UTF8.GetString(File.ReadAllBytes("/proc/self/environ")).Split('\0'))
        {
            string name = given[..Math.Max(given.IndexOf('=', StringComparison.Ordinal), 0)];
            if (rest.Remove(name, out string? value))
            {
                yield return (name, value);
            }
        }

        foreach ((string name, string value) in rest)
        {
            yield return (name, value);
        }
    }
}
