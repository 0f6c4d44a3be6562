using System.Runtime.Versioning;
using Standpipe.Platform;
using Standpipe.Platform.Linux;
using static Standpipe.Win32.Kernel32;

namespace Standpipe.Win32.Linux;

/// <summary>One CreateProcess.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class StartPlan
{
    private const uint ConsoleChoice = DETACHED_PROCESS | CREATE_NEW_CONSOLE;

    internal string? ApplicationName { get; init; }

    internal string? CommandLine { get; init; }

    internal string? CurrentDirectory { get; init; }

    internal bool InheritHandles { get; init; }

    internal uint CreationFlags { get; init; }

    internal uint StartupFlags { get; init; }

    /// <summary>STARTUPINFO's three.</summary>
    internal required HANDLE[] StandardHandles { get; init; }

    /// <summary>The handles that the child inherits and no others; null: all that are inheritable.</summary>
    internal HANDLE[]? HandleList { get; set; }

    /// <summary>The child's variables; null: this process's.</summary>
    internal Dictionary<string, string?>? Environment { get; set; }

    /// <summary>Starts the child.</summary>
    /// <param name="processFlags">The flags of the handle of the process.</param>
    /// <param name="threadFlags">The flags of that of its thread.</param>
    /// <param name="information">Takes the handles and ids; zeroed by the caller.</param>
    internal WIN32_ERROR Start(uint processFlags, uint threadFlags, PROCESS_INFORMATION* information)
    {
        WIN32_ERROR error = Check();
        if (error != WIN32_ERROR.ERROR_SUCCESS)
        {
            return error;
        }

        string line = CommandLine ?? Platform.CommandLine.Join([ApplicationName!]);
        List<string> arguments = Platform.CommandLine.SplitAsRuntime(line);
        using Inheritances inheritances = new(this);
        error = inheritances.Collect();
        if (error != WIN32_ERROR.ERROR_SUCCESS)
        {
            return error;
        }

        inheritances.Record.CommandLine = Platform.CommandLine.Join(arguments) == line ? null : line;
        error = Spawn(line, arguments, inheritances, out ChildHandle? child);
        return error != WIN32_ERROR.ERROR_SUCCESS
            ? error
            : Publish(child!, inheritances.Aliases, processFlags, threadFlags, information);
    }

    private WIN32_ERROR Check()
    {
        if (ApplicationName is null && CommandLine is null)
        {
            return WIN32_ERROR.ERROR_INVALID_PARAMETER;
        }

        if ((CreationFlags & CREATE_SUSPENDED) != 0)
        {
            // No program can be held at its first instruction without tracing it (contract L-8).
            return WIN32_ERROR.ERROR_NOT_SUPPORTED;
        }

        return (CreationFlags & ConsoleChoice) == ConsoleChoice ? WIN32_ERROR.ERROR_INVALID_PARAMETER
            : Texts.CanBeSaid(ApplicationName) && Texts.CanBeSaid(CommandLine) && Texts.CanBeSaid(CurrentDirectory)
                ? WIN32_ERROR.ERROR_SUCCESS
                : WIN32_ERROR.ERROR_NO_UNICODE_TRANSLATION;
    }

    private WIN32_ERROR Spawn(string line, List<string> arguments, Inheritances inheritances, out ChildHandle? child)
    {
        child = null;
        string? path = ProgramSearch.Find(ApplicationName, line, out WIN32_ERROR error);
        if (path is null)
        {
            return error;
        }

        ProcessStartRequest request = new()
        {
            Path = path,
            Arguments = arguments,
            Environment = Variables(inheritances.Record.Format()),
            WorkingDirectory = CurrentDirectory,
            StandardHandles = inheritances.Standard,
            Inherited = inheritances.Others,
            Grouping = (CreationFlags & DETACHED_PROCESS) != 0 ? ProcessGrouping.NewSession
                : (CreationFlags & CREATE_NEW_PROCESS_GROUP) != 0 ? ProcessGrouping.NewGroup
                : ProcessGrouping.Inherit,
        };
        try
        {
            return LinuxProcess.TryStart(request, out child, out StartFault? fault) ? WIN32_ERROR.ERROR_SUCCESS : Explain(fault, path);
        }
        catch (IOException)
        {
            // The thread of the notices could not be made: no descriptor is left for its epoll.
            return WIN32_ERROR.ERROR_TOO_MANY_OPEN_FILES;
        }
    }

    private EnvironmentChanges Variables(string? record)
    {
        if (Environment is null)
        {
            return new EnvironmentChanges(Clear: false, new Dictionary<string, string?> { [InheritanceRecord.Variable] = record });
        }

        Environment[InheritanceRecord.Variable] = record;
        return new EnvironmentChanges(Clear: true, Environment);
    }

    private static WIN32_ERROR Explain(StartFault fault, string path) => fault.Kind switch
    {
        StartFaultKind.WorkingDirectory => WIN32_ERROR.ERROR_DIRECTORY,
        StartFaultKind.TooManyDescriptors => WIN32_ERROR.ERROR_TOO_MANY_OPEN_FILES,

        // Windows has no permission that a file of text lacks: it is no program. One that would be stays forbidden.
        _ when fault.NativeErrorCode == Errno.EACCES && ProgramSearch.IsNoProgram(path) => WIN32_ERROR.ERROR_BAD_EXE_FORMAT,
        _ => ErrorTable.FromErrno(fault.NativeErrorCode),
    };

    /// <summary>Makes the handles of a child that runs. Failing that it is killed: nobody could ever name it.</summary>
    private static WIN32_ERROR Publish(
        ChildHandle child, Dictionary<nint, int> aliases, uint processFlags, uint threadFlags, PROCESS_INFORMATION* information)
    {
        ProcessObject process = ProcessObject.Child(child, aliases);
        WIN32_ERROR error = AddHandle(child, AccessRights.Process, processFlags, process, out HANDLE processHandle);
        HANDLE threadHandle = default;
        if (error == WIN32_ERROR.ERROR_SUCCESS)
        {
            error = AddHandle(child, AccessRights.Process, threadFlags, new ThreadObject(child.Id, child.Id, process), out threadHandle);
        }

        if (error != WIN32_ERROR.ERROR_SUCCESS)
        {
            _ = child.Signal(Sys.SIGKILL, group: false);
            _ = child.Wait(Timeout.InfiniteTimeSpan);
            _ = child.TryGetExit(out _);
            _ = HandleFunctions.Close(processHandle);
            return error;
        }

        ChildTable.Add(process, child);
        *information = new PROCESS_INFORMATION
        {
            hProcess = processHandle,
            hThread = threadHandle,
            dwProcessId = (uint)child.Id,
            dwThreadId = (uint)child.Id,
        };
        return WIN32_ERROR.ERROR_SUCCESS;
    }

    private static WIN32_ERROR AddHandle(ChildHandle child, uint access, uint flags, KernelObject target, out HANDLE handle)
    {
        handle = default;
        if (child.WaitHandle is not { } pidfd)
        {
            // It had ended, and been reaped by somebody else, before it could be looked at.
            return WIN32_ERROR.ERROR_NOT_SUPPORTED;
        }

        using HandleReference reference = new(pidfd);
        return HandleTable.AddDuplicate(reference.FileDescriptor, access, flags, target, out handle);
    }
}
