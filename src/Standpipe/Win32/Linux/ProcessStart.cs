using System.Runtime.Versioning;
using static Standpipe.Win32.Kernel32;

namespace Standpipe.Win32.Linux;

/// <summary>CreateProcessW and CreateProcessA: reading the arguments. <see cref="StartPlan"/> does the rest.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class ProcessStart
{
    /// <inheritdoc cref="Kernel32.CreateProcessW(char*, char*, SECURITY_ATTRIBUTES*, SECURITY_ATTRIBUTES*, BOOL, uint, void*, char*, STARTUPINFOW*, PROCESS_INFORMATION*)"/>
    internal static WIN32_ERROR Wide(
        char* applicationName,
        char* commandLine,
        SECURITY_ATTRIBUTES* processAttributes,
        SECURITY_ATTRIBUTES* threadAttributes,
        BOOL inheritHandles,
        uint creationFlags,
        void* environment,
        char* currentDirectory,
        STARTUPINFOW* startupInfo,
        PROCESS_INFORMATION* processInformation)
    {
        if (startupInfo is null || processInformation is null)
        {
            return WIN32_ERROR.ERROR_INVALID_PARAMETER;
        }

        StartPlan plan = new()
        {
            ApplicationName = Text(applicationName),
            CommandLine = Text(commandLine),
            CurrentDirectory = Text(currentDirectory),
            InheritHandles = inheritHandles,
            CreationFlags = creationFlags,
            StartupFlags = startupInfo->dwFlags,
            StandardHandles = [startupInfo->hStdInput, startupInfo->hStdOutput, startupInfo->hStdError],
        };
        LPPROC_THREAD_ATTRIBUTE_LIST attributes =
            (creationFlags & EXTENDED_STARTUPINFO_PRESENT) != 0 ? ((STARTUPINFOEXW*)startupInfo)->lpAttributeList : default;
        return Run(plan, attributes, environment, processAttributes, threadAttributes, processInformation);
    }

    /// <inheritdoc cref="Kernel32.CreateProcessA"/>
    internal static WIN32_ERROR Ansi(
        byte* applicationName,
        byte* commandLine,
        SECURITY_ATTRIBUTES* processAttributes,
        SECURITY_ATTRIBUTES* threadAttributes,
        BOOL inheritHandles,
        uint creationFlags,
        void* environment,
        byte* currentDirectory,
        STARTUPINFOA* startupInfo,
        PROCESS_INFORMATION* processInformation)
    {
        if (startupInfo is null || processInformation is null)
        {
            return WIN32_ERROR.ERROR_INVALID_PARAMETER;
        }

        *processInformation = default;
        if (!Texts.TryRead(applicationName, out string? application)
            || !Texts.TryRead(commandLine, out string? line)
            || !Texts.TryRead(currentDirectory, out string? directory))
        {
            return WIN32_ERROR.ERROR_NO_UNICODE_TRANSLATION;
        }

        StartPlan plan = new()
        {
            ApplicationName = application,
            CommandLine = line,
            CurrentDirectory = directory,
            InheritHandles = inheritHandles,
            CreationFlags = creationFlags,
            StartupFlags = startupInfo->dwFlags,
            StandardHandles = [startupInfo->hStdInput, startupInfo->hStdOutput, startupInfo->hStdError],
        };
        LPPROC_THREAD_ATTRIBUTE_LIST attributes =
            (creationFlags & EXTENDED_STARTUPINFO_PRESENT) != 0 ? ((STARTUPINFOEXA*)startupInfo)->lpAttributeList : default;
        return Run(plan, attributes, environment, processAttributes, threadAttributes, processInformation);
    }

    private static WIN32_ERROR Run(
        StartPlan plan,
        LPPROC_THREAD_ATTRIBUTE_LIST attributes,
        void* environment,
        SECURITY_ATTRIBUTES* processAttributes,
        SECURITY_ATTRIBUTES* threadAttributes,
        PROCESS_INFORMATION* processInformation)
    {
        *processInformation = default;
        WIN32_ERROR error = AttributeLists.GetHandles(attributes, out HANDLE[]? handles);
        if (error != WIN32_ERROR.ERROR_SUCCESS)
        {
            return error;
        }

        plan.HandleList = handles;
        if (environment is not null)
        {
            plan.Environment = [];
            bool isWide = (plan.CreationFlags & CREATE_UNICODE_ENVIRONMENT) != 0;
            if (!(isWide
                ? EnvironmentBlock.TryRead((char*)environment, plan.Environment)
                : EnvironmentBlock.TryRead((byte*)environment, plan.Environment)))
            {
                return WIN32_ERROR.ERROR_NO_UNICODE_TRANSLATION;
            }
        }

        return plan.Start(IsInheritable(processAttributes), IsInheritable(threadAttributes), processInformation);
    }

    private static uint IsInheritable(SECURITY_ATTRIBUTES* attributes) =>
        attributes is not null && attributes->bInheritHandle ? HANDLE_FLAG_INHERIT : 0;

    private static string? Text(char* text) => text is null ? null : new string(text);
}
