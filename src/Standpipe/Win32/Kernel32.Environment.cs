using System.Runtime.InteropServices;
using Standpipe.Platform;

namespace Standpipe.Win32;

// Environment variables and the command line.
public static unsafe partial class Kernel32
{
    /// <summary>Gives a variable's value.</summary>
    /// <param name="lpName">The name.</param>
    /// <param name="lpBuffer">Takes the value and a NUL.</param>
    /// <param name="nSize">The buffer's size in characters.</param>
    /// <returns>
    /// The value's length in characters; if that and a NUL did not fit, the size that is needed; 0 with ERROR_ENVVAR_NOT_FOUND if there is
    /// none.
    /// </returns>
    /// <remarks>
    /// *Linux*: names are case-sensitive (contract L-7).
    /// <para>*Source*: contract D-proc; GetEnvironmentVariableW.</para>
    /// </remarks>
    public static uint GetEnvironmentVariableW(char* lpName, char* lpBuffer, uint nSize)
    {
        LastError last = LastError.Save();
        if (OperatingSystem.IsWindows())
        {
            uint result = Windows.Kernel32.GetEnvironmentVariableW(lpName, lpBuffer, nSize);
            return last.Keep(result != 0 || Marshal.GetLastPInvokeError() == 0, result);
        }

        return OperatingSystem.IsLinux()
            ? last.Set(Linux.EnvironmentFunctions.Get(lpName, lpBuffer, nSize, out uint value), value)
            : throw Unsupported.Exception();
    }

    /// <inheritdoc cref="GetEnvironmentVariableW(char*, char*, uint)"/>
    public static uint GetEnvironmentVariableW(string lpName, Span<char> lpBuffer)
    {
        fixed (char* name = lpName, buffer = lpBuffer)
        {
            return GetEnvironmentVariableW(name, buffer, (uint)lpBuffer.Length);
        }
    }

    /// <summary>Sets a variable of this process, and of the children that it starts from now on.</summary>
    /// <param name="lpName">The name: not empty, without =.</param>
    /// <param name="lpValue">The value, or null: removes the variable.</param>
    /// <returns>TRUE, or FALSE with the last error.</returns>
    /// <remarks>*Source*: contract D-proc; SetEnvironmentVariableW.</remarks>
    public static BOOL SetEnvironmentVariableW(char* lpName, char* lpValue)
    {
        LastError last = LastError.Save();
        return OperatingSystem.IsWindows() ? last.Keep(Windows.Kernel32.SetEnvironmentVariableW(lpName, lpValue))
            : OperatingSystem.IsLinux() ? last.Set(Linux.EnvironmentFunctions.Set(lpName, lpValue))
            : throw Unsupported.Exception();
    }

    /// <inheritdoc cref="SetEnvironmentVariableW(char*, char*)"/>
    public static BOOL SetEnvironmentVariableW(string lpName, string? lpValue)
    {
        fixed (char* name = lpName, value = lpValue)
        {
            return SetEnvironmentVariableW(name, value);
        }
    }

    /// <summary>Gives all variables, each as <c>NAME=value</c> with a NUL, and one more NUL in the end.</summary>
    /// <returns>The block, which the caller frees by <see cref="FreeEnvironmentStringsW"/>.</returns>
    /// <remarks>*Source*: contract D-proc; GetEnvironmentStringsW.</remarks>
    public static char* GetEnvironmentStringsW()
    {
        LastError last = LastError.Save();
        char* block = OperatingSystem.IsWindows() ? Windows.Kernel32.GetEnvironmentStringsW()
            : OperatingSystem.IsLinux() ? Linux.EnvironmentFunctions.GetAll()
            : throw Unsupported.Exception();
        _ = last.Keep(block is not null);
        return block;
    }

    /// <summary>Frees what <see cref="GetEnvironmentStringsW"/> gave.</summary>
    /// <param name="penv">The block, or null.</param>
    /// <returns>TRUE, or FALSE with the last error.</returns>
    /// <remarks>*Source*: FreeEnvironmentStringsW.</remarks>
    public static BOOL FreeEnvironmentStringsW(char* penv)
    {
        LastError last = LastError.Save();
        return OperatingSystem.IsWindows() ? last.Keep(Windows.Kernel32.FreeEnvironmentStringsW(penv))
            : OperatingSystem.IsLinux() ? last.Set(Linux.EnvironmentFunctions.Free(penv))
            : throw Unsupported.Exception();
    }

    /// <summary>Gives the command line of this process.</summary>
    /// <returns>The text, with a NUL; the process's, valid to its end.</returns>
    /// <remarks>
    /// *Linux*: the one that the parent gave, if it used this layer too; else the arguments, quoted so that they would be parsed
    /// into the same.
    /// <para>*Source*: contract AP-10, D-proc; GetCommandLineW.</para>
    /// </remarks>
    public static char* GetCommandLineW()
    {
        LastError last = LastError.Save();
        char* line = OperatingSystem.IsWindows() ? Windows.Kernel32.GetCommandLineW()
            : OperatingSystem.IsLinux() ? Linux.CommandLineFunctions.Get()
            : throw Unsupported.Exception();
        _ = last.Keep(true);
        return line;
    }

    /// <summary>Splits a command line into arguments by the rules of the shell's function, which in <c>""</c> differ from the C runtime's.</summary>
    /// <param name="lpCmdLine">The command line; empty: the path of this process's program.</param>
    /// <param name="pNumArgs">Takes the number of arguments.</param>
    /// <returns>The arguments, which the caller frees by <see cref="LocalFree"/> as one block, or null with the last error.</returns>
    /// <remarks>*Source*: contract D-proc; CommandLineToArgvW.</remarks>
    public static char** CommandLineToArgvW(char* lpCmdLine, int* pNumArgs)
    {
        LastError last = LastError.Save();
        if (OperatingSystem.IsWindows())
        {
            char** arguments = Windows.Shell32.CommandLineToArgvW(lpCmdLine, pNumArgs);
            _ = last.Keep(arguments is not null);
            return arguments;
        }

        if (OperatingSystem.IsLinux())
        {
            _ = last.Set(Linux.CommandLineFunctions.ToArguments(lpCmdLine, pNumArgs, out char** arguments));
            return arguments;
        }

        throw Unsupported.Exception();
    }

    /// <inheritdoc cref="CommandLineToArgvW(char*, int*)"/>
    /// <returns>The arguments, or null with the last error.</returns>
    public static string[]? CommandLineToArgvW(string lpCmdLine)
    {
        int count = 0;
        fixed (char* line = lpCmdLine)
        {
            char** arguments = CommandLineToArgvW(line, &count);
            if (arguments is null)
            {
                return null;
            }

            string[] result = new string[count];
            for (int index = 0; index < count; index++)
            {
                result[index] = new string(arguments[index]);
            }

            _ = LocalFree(new HANDLE((nint)arguments));
            return result;
        }
    }

    /// <summary>Frees what <see cref="CommandLineToArgvW(char*, int*)"/> gave.</summary>
    /// <param name="hMem">The block, or NULL.</param>
    /// <returns>NULL.</returns>
    /// <remarks>*Source*: LocalFree.</remarks>
    public static HANDLE LocalFree(HANDLE hMem)
    {
        LastError last = LastError.Save();
        if (OperatingSystem.IsWindows())
        {
            HANDLE left = Windows.Kernel32.LocalFree(hMem);
            return last.Keep(left.IsNull, left);
        }

        NativeMemory.Free((void*)hMem.Value);
        return last.Keep(true, HANDLE.Null);
    }
}
