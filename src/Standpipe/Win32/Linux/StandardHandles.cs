using System.Runtime.Versioning;
using static Standpipe.Win32.Kernel32;

namespace Standpipe.Win32.Linux;

/// <summary>The three standard handles: values, and nothing but values.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class StandardHandles
{
    private const int Count = 3;

    // What the parent said; else the handles of descriptors 0 to 2, where those were inherited.
    // Found out at the first use, and again at the next if that had no descriptor left to look with.
    private static nint[]? s_started;
    private static nint[]? s_values;

    private static nint[] Started
    {
        get
        {
            if (s_started is null)
            {
                _ = Interlocked.CompareExchange(ref s_started, [.. Enumerable.Range(0, Count).Select(Initial)], null);
            }

            return s_started;
        }
    }

    private static nint[] Values
    {
        get
        {
            if (s_values is null)
            {
                _ = Interlocked.CompareExchange(ref s_values, [.. Started], null);
            }

            return s_values;
        }
    }

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

        Volatile.Write(ref Values[index], handle.Value);
        return WIN32_ERROR.ERROR_SUCCESS;
    }

    /// <summary>The value that is set now.</summary>
    /// <param name="index">0 input, 1 output, 2 error.</param>
    internal static HANDLE Current(int index) => new(Volatile.Read(ref Values[index]));

    /// <inheritdoc cref="Kernel32.GetStartupInfoW(STARTUPINFOW*)"/>
    internal static void GetStartupInfo(STARTUPINFOW* startup)
    {
        // The handles are those that the process was started with, whatever has been set since.
        *startup = new STARTUPINFOW
        {
            cb = (uint)sizeof(STARTUPINFOW),
            dwFlags = Inheritance.Record.StartupFlags,
            hStdInput = new HANDLE(Started[0]),
            hStdOutput = new HANDLE(Started[1]),
            hStdError = new HANDLE(Started[2]),
        };
    }

    private static nint Initial(int index) =>
        Inheritance.Record.Standard[index] is { } told && Inheritance.Confirms(index, new HANDLE(told)) ? told
            : Inheritance.HasStandard(index) ? HandleValue.FromIndex(HandleValue.OfDescriptor(index)) : 0;

    private static int Index(uint id) => id switch
    {
        STD_INPUT_HANDLE => 0,
        STD_OUTPUT_HANDLE => 1,
        STD_ERROR_HANDLE => 2,
        _ => -1,
    };
}
