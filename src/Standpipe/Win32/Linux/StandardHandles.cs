using System.Runtime.Versioning;
using static Standpipe.Win32.Kernel32;

namespace Standpipe.Win32.Linux;

/// <summary>The three standard handles: values, and nothing but values.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class StandardHandles
{
    private const int Count = 3;

    // What the parent said; else the handles of descriptors 0 to 2, where those were inherited.
    private static readonly nint[] s_values = [.. Enumerable.Range(0, Count).Select(Initial)];
    private static readonly nint[] s_started = [.. s_values];

    /// <inheritdoc cref="Kernel32.GetStdHandle"/>
    internal static WIN32_ERROR Get(uint id, out HANDLE handle)
    {
        int index = Index(id);
        handle = index < 0 ? HANDLE.INVALID_HANDLE_VALUE : Current(index);
        return index < 0 ? WIN32_ERROR.ERROR_INVALID_HANDLE : WIN32_ERROR.ERROR_SUCCESS;
    }

    /// <inheritdoc cref="Kernel32.SetStdHandle(uint, HANDLE)"/>
    internal static WIN32_ERROR Set(uint id, HANDLE handle)
    {
        int index = Index(id);
        if (index < 0)
        {
            return WIN32_ERROR.ERROR_INVALID_HANDLE;
        }

        Volatile.Write(ref s_values[index], handle.Value);
        return WIN32_ERROR.ERROR_SUCCESS;
    }

    /// <summary>The value that is set now.</summary>
    /// <param name="index">0 input, 1 output, 2 error.</param>
    internal static HANDLE Current(int index) => new(Volatile.Read(ref s_values[index]));

    /// <inheritdoc cref="Kernel32.GetStartupInfoW(STARTUPINFOW*)"/>
    internal static void GetStartupInfo(STARTUPINFOW* startup)
    {
        // The handles are those that the process was started with, whatever has been set since.
        *startup = new STARTUPINFOW
        {
            cb = (uint)sizeof(STARTUPINFOW),
            dwFlags = Inheritance.Record.StartupFlags,
            hStdInput = new HANDLE(s_started[0]),
            hStdOutput = new HANDLE(s_started[1]),
            hStdError = new HANDLE(s_started[2]),
        };
    }

    private static nint Initial(int index) =>
        Inheritance.Record.Standard[index] ?? (Inheritance.HasStandard(index) ? (nint)(index + 1) << 2 : 0);

    private static int Index(uint id) => id switch
    {
        STD_INPUT_HANDLE => 0,
        STD_OUTPUT_HANDLE => 1,
        STD_ERROR_HANDLE => 2,
        _ => -1,
    };
}
