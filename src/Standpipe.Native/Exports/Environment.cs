using System.Runtime.InteropServices;
using Standpipe.Win32;

namespace Standpipe.Native.Exports;

/// <summary>Environment variables and the command line.</summary>
internal static unsafe class EnvironmentExports
{
    private static readonly Lazy<nint> s_commandLine =
        new(() => (nint)Text.ToLocal(new string(Kernel32.GetCommandLineW()), out _), LazyThreadSafetyMode.ExecutionAndPublication);

    [UnmanagedCallersOnly(EntryPoint = "GetEnvironmentVariableW")]
    internal static uint GetEnvironmentVariableW(char* lpName, char* lpBuffer, uint nSize)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.GetEnvironmentVariableW(lpName, lpBuffer, nSize));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return 0;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetEnvironmentVariableA")]
    internal static uint GetEnvironmentVariableA(byte* lpName, byte* lpBuffer, uint nSize)
    {
        Call call = Call.Begin();
        try
        {
            if (!Text.TryRead(lpName, out string? name) || !TryGet(name, out string? value))
            {
                return call.Fail(WIN32_ERROR.ERROR_ENVVAR_NOT_FOUND, 0u);
            }

            return call.Succeed(Text.Give(value, lpBuffer, nSize));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return 0;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "SetEnvironmentVariableW")]
    internal static BOOL SetEnvironmentVariableW(char* lpName, char* lpValue)
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.SetEnvironmentVariableW(lpName, lpValue));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "SetEnvironmentVariableA")]
    internal static BOOL SetEnvironmentVariableA(byte* lpName, byte* lpValue)
    {
        Call call = Call.Begin();
        try
        {
            if (!Text.TryRead(lpName, out string? name) || !Text.TryRead(lpValue, out string? value))
            {
                return call.Fail(Text.NotUtf8, BOOL.FALSE);
            }

            fixed (char* namePointer = name, valuePointer = value)
            {
                return call.End(Kernel32.SetEnvironmentVariableW(namePointer, valuePointer));
            }
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return BOOL.FALSE;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetEnvironmentStringsW")]
    internal static char* GetEnvironmentStringsW()
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.GetEnvironmentStringsW());
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return null;
        }
    }

    /// <summary>The undecorated one is the 8-bit one, and there is no other name for it.</summary>
    [UnmanagedCallersOnly(EntryPoint = "GetEnvironmentStrings")]
    internal static byte* GetEnvironmentStrings()
    {
        Call call = Call.Begin();
        try
        {
            char* wide = Kernel32.GetEnvironmentStringsW();
            int length = 0;
            while (wide[length] != '\0' || wide[length + 1] != '\0')
            {
                length++;
            }

            // With the NUL of the last text; the block's own comes after it.
            byte* block = (byte*)NativeMemory.Alloc((nuint)(((length + 1) * 3) + 1));
            int used = System.Text.Encoding.UTF8.GetBytes(new ReadOnlySpan<char>(wide, length + 1), new Span<byte>(block, (length + 1) * 3));
            block[used] = 0;
            _ = Kernel32.FreeEnvironmentStringsW(wide);
            return call.End(block);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return null;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "FreeEnvironmentStringsW")]
    internal static BOOL FreeEnvironmentStringsW(char* penv)
    {
        Call call = Call.Begin();
        return call.End(Kernel32.FreeEnvironmentStringsW(penv));
    }

    [UnmanagedCallersOnly(EntryPoint = "FreeEnvironmentStringsA")]
    internal static BOOL FreeEnvironmentStringsA(byte* penv)
    {
        NativeMemory.Free(penv);
        return BOOL.TRUE;
    }

    [UnmanagedCallersOnly(EntryPoint = "ExpandEnvironmentStringsW")]
    internal static uint ExpandEnvironmentStringsW(char* lpSrc, char* lpDst, uint nSize)
    {
        Call call = Call.Begin();
        try
        {
            return call.Succeed(Expanded(Text.Give(Expand(new string(lpSrc)), lpDst, nSize), nSize));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return 0;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "ExpandEnvironmentStringsA")]
    internal static uint ExpandEnvironmentStringsA(byte* lpSrc, byte* lpDst, uint nSize)
    {
        Call call = Call.Begin();
        try
        {
            return Text.TryRead(lpSrc, out string? source)
                ? call.Succeed(Expanded(Text.Give(Expand(source!), lpDst, nSize), nSize))
                : call.Fail(Text.NotUtf8, 0u);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return 0;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetCommandLineW")]
    internal static char* GetCommandLineW()
    {
        Call call = Call.Begin();
        try
        {
            return call.End(Kernel32.GetCommandLineW());
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return null;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "GetCommandLineA")]
    internal static byte* GetCommandLineA()
    {
        Call call = Call.Begin();
        try
        {
            return call.End((byte*)s_commandLine.Value);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return null;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "CommandLineToArgvW")]
    internal static char** CommandLineToArgvW(char* lpCmdLine, int* pNumArgs)
    {
        Call call = Call.Begin();
        try
        {
            int count;
            char** split = Kernel32.CommandLineToArgvW(lpCmdLine, &count);
            if (split is null || pNumArgs is null)
            {
                return pNumArgs is null ? call.Fail<char>(WIN32_ERROR.ERROR_INVALID_PARAMETER) : call.End(split);
            }

            *pNumArgs = count;
            return call.End(ToLocal(split, count));
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return null;
        }
    }

    /// <summary>Moves the block of the library's to where <c>LocalFree</c> finds it.</summary>
    private static char** ToLocal(char** split, int count)
    {
        nuint pointers = (nuint)(count + 1) * (nuint)sizeof(char*);
        nuint characters = 0;
        for (int index = 0; index < count; index++)
        {
            characters += (nuint)new string(split[index]).Length + 1;
        }

        char** block = (char**)NativeRuntime.Allocate(pointers + (characters * sizeof(char)));
        char* next = (char*)((byte*)block + pointers);
        for (int index = 0; index < count; index++)
        {
            string text = new(split[index]);
            block[index] = next;
            next += Text.Give(text, next, (uint)text.Length + 1) + 1;
        }

        block[count] = null;
        _ = Kernel32.LocalFree(new HANDLE((nint)split));
        return block;
    }

    private static bool TryGet(string? name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
    {
        Win32.Linux.Inheritance.Prepare();
        value = string.IsNullOrEmpty(name) ? null : Environment.GetEnvironmentVariable(name);
        return value is not null;
    }

    /// <summary>Puts in the values of %NAME%; a name that is none stays as it is.</summary>
    private static string Expand(string text)
    {
        System.Text.StringBuilder result = new();
        int place = 0;
        while (place < text.Length)
        {
            int end = text[place] == '%' ? text.IndexOf('%', place + 1) : -1;
            if (end > 0 && TryGet(text[(place + 1)..end], out string? value))
            {
                _ = result.Append(value);
                place = end + 1;
            }
            else
            {
                _ = result.Append(text[place++]);
            }
        }

        return result.ToString();
    }

    /// <summary>This function counts the NUL, whether the text fitted or not.</summary>
    private static uint Expanded(uint given, uint size) => given < size ? given + 1 : given;
}
