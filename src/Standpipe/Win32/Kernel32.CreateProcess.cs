using Standpipe.Platform;

namespace Standpipe.Win32;

// Starting processes.
public static unsafe partial class Kernel32
{
    /// <summary>Starts a program in a new process, with the inheritable handles of this one or without.</summary>
    /// <param name="lpApplicationName">The program's path, or null: the first word of the command line, searched for.</param>
    /// <param name="lpCommandLine">The command line, or null: the program's name. May be written to on Windows.</param>
    /// <param name="lpProcessAttributes">Whether the handle of the process is inheritable; null: it is not.</param>
    /// <param name="lpThreadAttributes">The same of the thread's.</param>
    /// <param name="bInheritHandles">Whether the child inherits the inheritable handles.</param>
    /// <param name="dwCreationFlags">CREATE_... flags.</param>
    /// <param name="lpEnvironment">
    /// The child's variables, <c>NAME=value</c> each with a NUL and one more NUL in the end, in UTF-16 with <see cref="CREATE_UNICODE_ENVIRONMENT"/>; null: this process's.
    /// </param>
    /// <param name="lpCurrentDirectory">Where the child begins; null: where this process is.</param>
    /// <param name="lpStartupInfo">How it begins; with <see cref="EXTENDED_STARTUPINFO_PRESENT"/> a <see cref="STARTUPINFOEXW"/>.</param>
    /// <param name="lpProcessInformation">Takes the handles and ids; all 0 on failure.</param>
    /// <returns>TRUE, or FALSE with the last error.</returns>
    /// <remarks>
    /// Inherited handles have the same values in the child, and are inheritable there.
    /// <para>
    /// *Linux*: the child's arguments are the command line's by the C runtime's rules; a program is what execve takes (contract L-7);
    /// CREATE_SUSPENDED is refused (L-8).
    /// </para>
    /// <para>*Source*: contract AP-08 to AP-13, D-std, D-proc; CreateProcessW.</para>
    /// </remarks>
    public static BOOL CreateProcessW(
        char* lpApplicationName,
        char* lpCommandLine,
        SECURITY_ATTRIBUTES* lpProcessAttributes,
        SECURITY_ATTRIBUTES* lpThreadAttributes,
        BOOL bInheritHandles,
        uint dwCreationFlags,
        void* lpEnvironment,
        char* lpCurrentDirectory,
        STARTUPINFOW* lpStartupInfo,
        PROCESS_INFORMATION* lpProcessInformation)
    {
        LastError last = LastError.Save();
        return OperatingSystem.IsWindows() ? last.Keep(Windows.Kernel32.CreateProcessW(
                lpApplicationName, lpCommandLine, lpProcessAttributes, lpThreadAttributes, bInheritHandles, dwCreationFlags, lpEnvironment, lpCurrentDirectory, lpStartupInfo, lpProcessInformation))
            : OperatingSystem.IsLinux() ? last.Set(Linux.ProcessStart.Wide(
                lpApplicationName, lpCommandLine, lpProcessAttributes, lpThreadAttributes, bInheritHandles, dwCreationFlags, lpEnvironment, lpCurrentDirectory, lpStartupInfo, lpProcessInformation))
            : throw Unsupported.Exception();
    }

    /// <summary>Starts a program in a new process; the strings are in the system's 8-bit encoding.</summary>
    /// <param name="lpApplicationName">The program's path, or null: the first word of the command line, searched for.</param>
    /// <param name="lpCommandLine">The command line, or null: the program's name. May be written to on Windows.</param>
    /// <param name="lpProcessAttributes">Whether the handle of the process is inheritable; null: it is not.</param>
    /// <param name="lpThreadAttributes">The same of the thread's.</param>
    /// <param name="bInheritHandles">Whether the child inherits the inheritable handles.</param>
    /// <param name="dwCreationFlags">CREATE_... flags.</param>
    /// <param name="lpEnvironment">
    /// The child's variables, <c>NAME=value</c> each with a NUL and one more NUL in the end, in UTF-16 with <see cref="CREATE_UNICODE_ENVIRONMENT"/>; null: this process's.
    /// </param>
    /// <param name="lpCurrentDirectory">Where the child begins; null: where this process is.</param>
    /// <param name="lpStartupInfo">How it begins; with <see cref="EXTENDED_STARTUPINFO_PRESENT"/> a <see cref="STARTUPINFOEXA"/>.</param>
    /// <param name="lpProcessInformation">Takes the handles and ids; all 0 on failure.</param>
    /// <returns>TRUE, or FALSE with the last error.</returns>
    /// <remarks>
    /// *Linux*: that encoding is UTF-8.
    /// <para>*Source*: contract D-proc; CreateProcessA.</para>
    /// </remarks>
    public static BOOL CreateProcessA(
        byte* lpApplicationName,
        byte* lpCommandLine,
        SECURITY_ATTRIBUTES* lpProcessAttributes,
        SECURITY_ATTRIBUTES* lpThreadAttributes,
        BOOL bInheritHandles,
        uint dwCreationFlags,
        void* lpEnvironment,
        byte* lpCurrentDirectory,
        STARTUPINFOA* lpStartupInfo,
        PROCESS_INFORMATION* lpProcessInformation)
    {
        LastError last = LastError.Save();
        return OperatingSystem.IsWindows() ? last.Keep(Windows.Kernel32.CreateProcessA(
                lpApplicationName, lpCommandLine, lpProcessAttributes, lpThreadAttributes, bInheritHandles, dwCreationFlags, lpEnvironment, lpCurrentDirectory, lpStartupInfo, lpProcessInformation))
            : OperatingSystem.IsLinux() ? last.Set(Linux.ProcessStart.Ansi(
                lpApplicationName, lpCommandLine, lpProcessAttributes, lpThreadAttributes, bInheritHandles, dwCreationFlags, lpEnvironment, lpCurrentDirectory, lpStartupInfo, lpProcessInformation))
            : throw Unsupported.Exception();
    }

    /// <inheritdoc cref="CreateProcessW(char*, char*, SECURITY_ATTRIBUTES*, SECURITY_ATTRIBUTES*, BOOL, uint, void*, char*, STARTUPINFOW*, PROCESS_INFORMATION*)"/>
    public static BOOL CreateProcessW(
        string? lpApplicationName,
        string? lpCommandLine,
        BOOL bInheritHandles,
        uint dwCreationFlags,
        string? lpEnvironment,
        string? lpCurrentDirectory,
        in STARTUPINFOW lpStartupInfo,
        out PROCESS_INFORMATION lpProcessInformation)
    {
        STARTUPINFOEXW startup = new() { StartupInfo = lpStartupInfo };
        return CreateProcessW(
            lpApplicationName,
            lpCommandLine,
            bInheritHandles,
            dwCreationFlags & ~EXTENDED_STARTUPINFO_PRESENT,
            lpEnvironment,
            lpCurrentDirectory,
            &startup,
            out lpProcessInformation);
    }

    /// <inheritdoc cref="CreateProcessW(char*, char*, SECURITY_ATTRIBUTES*, SECURITY_ATTRIBUTES*, BOOL, uint, void*, char*, STARTUPINFOW*, PROCESS_INFORMATION*)"/>
    public static BOOL CreateProcessW(
        string? lpApplicationName,
        string? lpCommandLine,
        BOOL bInheritHandles,
        uint dwCreationFlags,
        string? lpEnvironment,
        string? lpCurrentDirectory,
        in STARTUPINFOEXW lpStartupInfo,
        out PROCESS_INFORMATION lpProcessInformation)
    {
        STARTUPINFOEXW startup = lpStartupInfo;
        return CreateProcessW(
            lpApplicationName,
            lpCommandLine,
            bInheritHandles,
            dwCreationFlags | EXTENDED_STARTUPINFO_PRESENT,
            lpEnvironment,
            lpCurrentDirectory,
            &startup,
            out lpProcessInformation);
    }

    private static BOOL CreateProcessW(
        string? applicationName,
        string? commandLine,
        BOOL inheritHandles,
        uint creationFlags,
        string? environment,
        string? currentDirectory,
        STARTUPINFOEXW* startup,
        out PROCESS_INFORMATION information)
    {
        information = default;

        // Windows writes to the command line, so it gets a copy; the block of variables needs a second NUL at its end.
        char[]? line = commandLine is null ? null : [.. commandLine, '\0'];
        char[]? block = environment is null ? null : [.. environment, '\0', '\0'];
        uint flags = environment is null ? creationFlags : creationFlags | CREATE_UNICODE_ENVIRONMENT;
        fixed (char* application = applicationName, command = line, variables = block, directory = currentDirectory)
        fixed (PROCESS_INFORMATION* result = &information)
        {
            return CreateProcessW(
                application, command, null, null, inheritHandles, flags, variables, directory, (STARTUPINFOW*)startup, result);
        }
    }

    /// <summary>Tells how this process was started.</summary>
    /// <param name="lpStartupInfo">Takes it.</param>
    /// <remarks>
    /// *Linux*: the flags and the standard handles, if the parent used this layer too; else those of descriptors 0 to 2, and no flags.
    /// <para>*Source*: contract D-std; GetStartupInfoW.</para>
    /// </remarks>
    public static void GetStartupInfoW(STARTUPINFOW* lpStartupInfo)
    {
        if (OperatingSystem.IsWindows())
        {
            Windows.Kernel32.GetStartupInfoW(lpStartupInfo);
        }
        else if (OperatingSystem.IsLinux())
        {
            LastError last = LastError.Save();
            Linux.StandardHandles.GetStartupInfo(lpStartupInfo);
            _ = last.Set(WIN32_ERROR.ERROR_SUCCESS);
        }
        else
        {
            throw Unsupported.Exception();
        }
    }

    /// <inheritdoc cref="GetStartupInfoW(STARTUPINFOW*)"/>
    public static void GetStartupInfoW(out STARTUPINFOW lpStartupInfo)
    {
        fixed (STARTUPINFOW* startup = &lpStartupInfo)
        {
            GetStartupInfoW(startup);
        }
    }
}
