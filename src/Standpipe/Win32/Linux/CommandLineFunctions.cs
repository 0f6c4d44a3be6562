using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Standpipe.Platform;

namespace Standpipe.Win32.Linux;

/// <summary>GetCommandLineW and CommandLineToArgvW.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class CommandLineFunctions
{
    private static readonly Lazy<nint> s_line = new(() => (nint)Copy(Find()), LazyThreadSafetyMode.PublicationOnly);

    /// <inheritdoc cref="Kernel32.GetCommandLineW"/>
    internal static char* Get() => (char*)s_line.Value;

    /// <inheritdoc cref="Kernel32.CommandLineToArgvW(char*, int*)"/>
    internal static WIN32_ERROR ToArguments(char* line, int* count, out char** arguments)
    {
        arguments = null;
        if (line is null || count is null)
        {
            return WIN32_ERROR.ERROR_INVALID_PARAMETER;
        }

        List<string> split = *line == '\0'
            ? [Environment.ProcessPath ?? string.Empty]
            : CommandLine.SplitAsShell(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(line));

        // One block, as LocalFree takes it: the pointers, a null, then the texts.
        nuint pointers = (nuint)(split.Count + 1) * (nuint)sizeof(char*);
        nuint characters = 0;
        foreach (string argument in split)
        {
            characters += (nuint)argument.Length + 1;
        }

        char** block = (char**)NativeMemory.Alloc(pointers + (characters * sizeof(char)));
        char* next = (char*)((byte*)block + pointers);
        for (int index = 0; index < split.Count; index++)
        {
            block[index] = next;
            next = Append(next, split[index]);
        }

        block[split.Count] = null;
        arguments = block;
        *count = split.Count;
        return WIN32_ERROR.ERROR_SUCCESS;
    }

    /// <summary>The arguments as the kernel has them.</summary>
    private static string Find()
    {
        string[] arguments = Encoding.UTF8.GetString(File.ReadAllBytes("/proc/self/cmdline")).Split('\0')[..^1];

        // Believed only if it says the same as the arguments that came: an exec in between changes those.
        return Inheritance.Record.CommandLine is { } told && CommandLine.SplitAsRuntime(told).SequenceEqual(arguments)
            ? told
            : CommandLine.Join(arguments);
    }

    private static char* Copy(string text)
    {
        char* copy = (char*)NativeMemory.Alloc((nuint)text.Length + 1, sizeof(char));
        _ = Append(copy, text);
        return copy;
    }

    private static char* Append(char* place, string text)
    {
        text.CopyTo(new Span<char>(place, text.Length));
        place[text.Length] = '\0';
        return place + text.Length + 1;
    }
}
