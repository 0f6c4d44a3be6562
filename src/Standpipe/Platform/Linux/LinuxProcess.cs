using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Linux;

/// <summary>Starting children by posix_spawn: no managed code runs between the fork and the exec.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class LinuxProcess
{
    private const int BusyAttempts = 6;
    private const int RaiseMilliseconds = 1000;

    /// <inheritdoc cref="Process.TryStart"/>
    internal static bool TryStart(
        ProcessStartRequest request,
        [NotNullWhen(true)] out ChildHandle? child,
        [NotNullWhen(false)] out StartFault? fault)
    {
        // Whatever may run out does so before there is a child.
        _ = LinuxEpoll.Notices.Start();
        child = null;
        fault = CheckWorkingDirectory(request.WorkingDirectory);
        if (fault is not null)
        {
            return false;
        }

        int pid;
        int error;
        using (HandleReferences handles = new())
        {
            List<DescriptorMapping> mappings = Map(request, handles);
            int limit = LinuxHandle.Limit();
            if (mappings.Exists(mapping => mapping.Target >= limit))
            {
                // Before a plan is made that closes every number up to there.
                fault = BeyondLimit(request.Path, mappings.Max(mapping => mapping.Target), limit);
                return false;
            }

            error = Spawn(request, mappings, limit, out pid);
        }

        if (error == 0)
        {
            // Before all else: what it starts until then could get away.
            request.Group?.Catch(pid);
            child = LinuxChild.Watch(pid, out error);
        }

        if (child is null)
        {
            fault = Explain(request, error);
            return false;
        }

        return true;
    }

    /// <inheritdoc cref="Process.RaiseDefault"/>
    internal static void RaiseDefault(int signal)
    {
        _ = Libc.signal(signal, Sys.SIG_DFL);
        _ = Libc.kill(Libc.getpid(), signal);

        // A signal that dumps core is taken by whichever thread comes first: give it the time, and fall through only if
        // it is blocked everywhere.
        _ = Libc.poll(null, 0, RaiseMilliseconds);
    }

    private static List<DescriptorMapping> Map(ProcessStartRequest request, HandleReferences handles)
    {
        List<DescriptorMapping> mappings = [];
        for (int target = 0; target < request.StandardHandles.Count; target++)
        {
            if (request.StandardHandles[target] is { } handle)
            {
                mappings.Add(new DescriptorMapping(handles.Add(handle), target));
            }
        }

        foreach ((SafeFileHandle handle, int target) in request.Inherited)
        {
            mappings.Add(new DescriptorMapping(handles.Add(handle), target));
        }

        foreach (SafeFileHandle handle in request.Inheritable)
        {
            if (handles.TryAdd(handle, out int number))
            {
                mappings.Add(new DescriptorMapping(number, number));
            }
        }

        return mappings;
    }

    private static int Spawn(ProcessStartRequest request, List<DescriptorMapping> mappings, int limit, out int pid)
    {
        bool closeOthers = !request.WithForeignHandles;
        IReadOnlySet<int> occupied = closeOthers ? new HashSet<int>() : LinuxHandle.OpenDescriptors();
        List<FileAction> actions = DescriptorPlan.Create(mappings, closeOthers, occupied);
        _ = actions.RemoveAll(ChangesNothing);

        byte* fileActions = stackalloc byte[Sys.SpawnFileActionsSize];
        byte* attributes = stackalloc byte[Sys.SpawnAttributesSize];
        int error = Libc.posix_spawn_file_actions_init(fileActions);
        if (error != 0)
        {
            pid = 0;
            return error;
        }

        _ = Libc.posix_spawnattr_init(attributes);
        try
        {
            pid = 0;
            error = AddActions(fileActions, actions, limit, request.WorkingDirectory);
            if (error != 0)
            {
                return error;
            }

            SetAttributes(attributes, request);
            return Execute(request, fileActions, attributes, out pid);
        }
        finally
        {
            _ = Libc.posix_spawnattr_destroy(attributes);
            _ = Libc.posix_spawn_file_actions_destroy(fileActions);
        }
    }

    /// <summary>Whether a descriptor stays where it is and outlives the exec anyway, as standard handles do: saying so would take glibc four system calls, and asking takes one.</summary>
    private static bool ChangesNothing(FileAction action) =>
        action.Kind == FileActionKind.Duplicate && action.Descriptor == action.Target && LinuxHandle.SurvivesExec(action.Descriptor);

    private static int AddActions(byte* fileActions, List<FileAction> actions, int limit, string? workingDirectory)
    {
        if (workingDirectory is not null)
        {
            fixed (byte* path = LinuxText.Path(workingDirectory))
            {
                // glibc copies the path.
                int error = Libc.posix_spawn_file_actions_addchdir_np(fileActions, path);
                if (error != 0)
                {
                    return error;
                }
            }
        }

        foreach (FileAction action in actions)
        {
            int error = action.Kind switch
            {
                FileActionKind.Duplicate =>
                    Libc.posix_spawn_file_actions_adddup2(fileActions, action.Descriptor, action.Target),
                FileActionKind.Close => Libc.posix_spawn_file_actions_addclose(fileActions, action.Descriptor),

                // glibc refuses to close from the limit on, where nothing new can be open.
                _ when action.Descriptor >= limit => 0,
                _ => Libc.posix_spawn_file_actions_addclosefrom_np(fileActions, action.Descriptor),
            };
            if (error != 0)
            {
                return error;
            }
        }

        return 0;
    }

    private static StartFault BeyondLimit(string path, int descriptor, int limit) => new(
        StartFaultKind.TooManyDescriptors,
        $"descriptor {descriptor} was asked for, and the limit of open files is {limit} (EBADF, {Errno.EBADF})",
        Errno.EBADF,
        [path]);

    private static void SetAttributes(byte* attributes, ProcessStartRequest request)
    {
        byte* signals = stackalloc byte[Sys.SigSetSize];
        short flags = Sys.POSIX_SPAWN_SETSIGMASK | Sys.POSIX_SPAWN_SETSIGDEF;

        // An empty mask, whatever the calling thread blocks. Handlers go back to default by exec itself; what is left
        // is SIGPIPE, which the runtime ignores. Other ignored signals are the user's wish (nohup) and stay.
        _ = Libc.sigemptyset(signals);
        _ = Libc.posix_spawnattr_setsigmask(attributes, signals);
        if (!request.IgnoreBrokenPipeSignal)
        {
            _ = Libc.sigaddset(signals, Sys.SIGPIPE);
        }

        _ = Libc.posix_spawnattr_setsigdefault(attributes, signals);
        if (request.Grouping == ProcessGrouping.NewGroup)
        {
            flags |= Sys.POSIX_SPAWN_SETPGROUP;
            _ = Libc.posix_spawnattr_setpgroup(attributes, 0);
        }
        else if (request.Grouping == ProcessGrouping.NewSession)
        {
            flags |= Sys.POSIX_SPAWN_SETSID;
        }

        _ = Libc.posix_spawnattr_setflags(attributes, flags);
    }

    private static int Execute(ProcessStartRequest request, byte* fileActions, byte* attributes, out int pid)
    {
        using NativeStrings arguments = new([.. request.Arguments.Select(LinuxText.Bytes)]);
        using NativeStrings environment = new(LinuxEnvironment.Build(request.Environment));
        fixed (byte* path = LinuxText.Path(FromHere(request)))
        fixed (int* result = &pid)
        {
            int error;
            int attempt = 0;
            do
            {
                error = Libc.posix_spawn(result, path, fileActions, attributes, arguments.Pointer, environment.Pointer);
            }
            while (error == Errno.ETXTBSY && PauseBeforeRetry(attempt++));

            return error;
        }
    }

    /// <summary>
    /// A program that was just written is "busy" while any other start's child, not yet through its exec, holds a copy
    /// of the descriptor it was written by. That lasts for moments, and there is no event to wait for.
    /// </summary>
    private static bool PauseBeforeRetry(int attempt) =>
        attempt < BusyAttempts && Libc.poll(null, 0, 1 << attempt) == 0;

    /// <summary>A relative path means what it means here, also if the child begins in another directory.</summary>
    private static string FromHere(ProcessStartRequest request) =>
        request.WorkingDirectory is null || request.Path.StartsWith('/')
            ? request.Path
            : $"{Environment.CurrentDirectory}/{request.Path}";

    private static StartFault? CheckWorkingDirectory(string? directory)
    {
        if (directory is null)
        {
            return null;
        }

        int error;
        fixed (byte* path = LinuxText.Path(directory))
        {
            statx_t status;
            error = Libc.statx(Sys.AT_FDCWD, path, 0, Sys.STATX_TYPE, &status) != 0 ? Marshal.GetLastPInvokeError()
                : (status.stx_mode & Sys.S_IFMT) != Sys.S_IFDIR ? Errno.ENOTDIR
                : Libc.faccessat(Sys.AT_FDCWD, path, Sys.X_OK, Sys.AT_EACCESS) != 0 ? Marshal.GetLastPInvokeError()
                : 0;
        }

        return error == 0
            ? null
            : new StartFault(
                StartFaultKind.WorkingDirectory, $"working directory '{directory}': {Errno.Describe(error)}", error, []);
    }

    private static StartFault Explain(ProcessStartRequest request, int error)
    {
        // The file was there a moment ago: what execve misses is what its first line, or its ELF header, names.
        return error == Errno.ENOENT && File.Exists(FromHere(request))
            ? new StartFault(
                StartFaultKind.NotFound,
                "the file is there, but the interpreter or loader that it names is not (ENOENT, 2)",
                error,
                [request.Path])
            : LinuxProgram.Fault(request.Path, error, [request.Path]);
    }
}
