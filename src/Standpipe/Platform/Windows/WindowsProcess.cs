using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Windows;

/// <summary>Starting children by CreateProcessW, with the list of what each inherits.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe class WindowsProcess
{
    private const int MaxCommandLine = 32767;

    // Held from the first handle made inheritable until none is: so no start passes on what is another's.
    private static readonly Lock s_starting = new();

    /// <inheritdoc cref="Process.TryStart"/>
    internal static bool TryStart(
        ProcessStartRequest request,
        [NotNullWhen(true)] out ChildHandle? child,
        [NotNullWhen(false)] out StartFault? fault)
    {
        child = null;
        string commandLine = CommandLine.Join(request.Arguments);
        fault = CheckWorkingDirectory(request.WorkingDirectory)
            ?? (commandLine.Length < MaxCommandLine
                ? null
                : WindowsProgram.Fault(WindowsError.ERROR_FILENAME_EXCED_RANGE, [request.Path]));
        if (fault is not null)
        {
            return false;
        }

        WindowsJob? job = request.Grouping == ProcessGrouping.Inherit ? null : WindowsJob.Create();
        bool isContained = job is not null || request.Job is not null;
        int error;
        PROCESS_INFORMATION process;
        try
        {
            error = Create(request, commandLine, suspended: isContained, out process);
        }
        catch
        {
            job?.Dispose();
            throw;
        }

        if (error != 0)
        {
            job?.Dispose();
            fault = WindowsProgram.Fault(error, [request.Path]);
            return false;
        }

        SafeFileHandle handle = new(process.hProcess, ownsHandle: true);
        using SafeFileHandle thread = new(process.hThread, ownsHandle: true);
        if (isContained)
        {
            // Suspended until it is in: what it starts is in too, from the first. The larger one first: the other is then nested in it.
            error = (request.Job as WindowsJob)?.TryAdd(process.hProcess) ?? 0;
            error = error == 0 && job is not null ? job.TryAdd(process.hProcess) : error;
            if (error != 0)
            {
                _ = Kernel32.TerminateProcess(process.hProcess, WindowsSignal.KilledCode);
                handle.Dispose();
                job?.Dispose();
                fault = WindowsProgram.Fault(error, [request.Path]);
                return false;
            }

            _ = Kernel32.ResumeThread(process.hThread);
        }

        child = new WindowsChild((int)process.dwProcessId, handle, job);
        return true;
    }

    private static int Create(ProcessStartRequest request, string commandLine, bool suspended, out PROCESS_INFORMATION process)
    {
        lock (s_starting)
        {
            using InheritedHandles inherited = new();
            STARTUPINFOEXW startup = default;
            startup.cb = (uint)sizeof(STARTUPINFOEXW);
            startup.dwFlags = Winbase.STARTF_USESTDHANDLES;
            startup.hStdInput = inherited.AddStandard(request.StandardHandles[0]);
            startup.hStdOutput = inherited.AddStandard(request.StandardHandles[1]);
            startup.hStdError = inherited.AddStandard(request.StandardHandles[2]);
            foreach ((SafeFileHandle handle, int _) in request.Inherited)
            {
                inherited.Add(handle);
            }

            foreach (SafeFileHandle handle in request.Inheritable)
            {
                inherited.TryAdd(handle);
            }

            // Without an attribute, everything inheritable goes.
            nint[] list = request.WithForeignHandles ? [] : [.. inherited.Values];
            uint flags = Winbase.CREATE_UNICODE_ENVIRONMENT
                | (list.Length > 0 ? Winbase.EXTENDED_STARTUPINFO_PRESENT : 0)
                | (suspended ? Winbase.CREATE_SUSPENDED : 0)
                | request.Grouping switch
                {
                    ProcessGrouping.NewGroup => Winbase.CREATE_NEW_PROCESS_GROUP,
                    ProcessGrouping.NewSession => Winbase.DETACHED_PROCESS,
                    _ => 0,
                };
            bool inherits = request.WithForeignHandles || list.Length > 0;
            fixed (nint* handles = list)
            {
                // SAFETY: the list of attributes points at the handles, which stay pinned until it is deleted.
                using AttributeList attributes = new(handles, list.Length);
                startup.lpAttributeList = attributes.Pointer;
                return Create(request, commandLine, inherits, flags, &startup, out process);
            }
        }
    }

    private static int Create(
        ProcessStartRequest request, string commandLine, bool inherits, uint flags, STARTUPINFOEXW* startup, out PROCESS_INFORMATION process)
    {
        PROCESS_INFORMATION made;

        // The system writes into the command line, so it gets a copy with its NUL.
        char[] line = [.. commandLine, '\0'];
        string? directory = request.WorkingDirectory is null ? null : Path.GetFullPath(request.WorkingDirectory);
        fixed (char* application = request.Path, command = line, block = WindowsEnvironment.Build(request.Environment), current = directory)
        {
            int error = Kernel32.CreateProcessW(
                application, command, null, null, inherits ? Winbase.TRUE : Winbase.FALSE, flags, block, current, startup, &made) != Winbase.FALSE
                ? 0
                : Marshal.GetLastPInvokeError();
            process = error == 0 ? made : default;
            return error;
        }
    }

    private static StartFault? CheckWorkingDirectory(string? directory)
    {
        if (directory is null || Directory.Exists(directory))
        {
            return null;
        }

        int error = File.Exists(directory) ? WindowsError.ERROR_DIRECTORY : WindowsError.ERROR_PATH_NOT_FOUND;
        return new StartFault(
            StartFaultKind.WorkingDirectory, $"working directory '{directory}': {WindowsError.Describe(error)}", error, []);
    }
}
