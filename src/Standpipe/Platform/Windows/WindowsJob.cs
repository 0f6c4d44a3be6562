using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Windows;

/// <summary>A job: a process and all that it starts, whoever ends first.</summary>
[SupportedOSPlatform("windows")]
internal sealed unsafe class WindowsJob : ProcessJob
{
    private const int FirstCount = 64;

    private readonly SafeFileHandle _handle;

    // Whether the system kills who is in it when the last handle is closed, as it does when this process ends.
    private bool _isClosing;

    private WindowsJob(SafeFileHandle handle) => _handle = handle;

    /// <summary>Makes an empty job.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    internal static WindowsJob Create()
    {
        nint handle = Kernel32.CreateJobObjectW(null, null);
        return handle != 0
            ? new WindowsJob(new SafeFileHandle(handle, ownsHandle: true))
            : throw WindowsError.LastFailure("CreateJobObjectW");
    }

    /// <inheritdoc cref="ProcessJob.TryCreate"/>
    internal static WindowsJob CreateClosing()
    {
        WindowsJob job = Create();
        int error = job.TrySetLimits(Winbase.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE);
        if (error != 0)
        {
            job.Dispose();
            throw WindowsError.Failure("SetInformationJobObject", "JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE", error);
        }

        job._isClosing = true;
        return job;
    }

    /// <summary>Puts a process into it.</summary>
    /// <returns>0, or the error code.</returns>
    internal int TryAdd(nint process)
    {
        using HandleReference reference = new(_handle);
        return Kernel32.AssignProcessToJobObject(reference.Value, process) != Winbase.FALSE ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <summary>Whether a process is in it.</summary>
    internal bool Contains(nint process)
    {
        using HandleReference reference = new(_handle);
        int result;
        return Kernel32.IsProcessInJob(process, reference.Value, &result) != Winbase.FALSE && result != Winbase.FALSE;
    }

    /// <summary>Whether a process in it runs.</summary>
    internal bool IsAlive()
    {
        using HandleReference reference = new(_handle);
        JOBOBJECT_BASIC_ACCOUNTING_INFORMATION information;
        return Kernel32.QueryInformationJobObject(
            reference.Value,
            Winbase.JobObjectBasicAccountingInformation,
            &information,
            (uint)sizeof(JOBOBJECT_BASIC_ACCOUNTING_INFORMATION),
            null) != Winbase.FALSE && information.ActiveProcesses > 0;
    }

    /// <summary>Kills every process in it.</summary>
    /// <returns>Whether there was one.</returns>
    internal bool Kill()
    {
        using HandleReference reference = new(_handle);
        return IsAlive() && Kernel32.TerminateJobObject(reference.Value, WindowsSignal.KilledCode) != Winbase.FALSE;
    }

    /// <summary>The ids of the processes in it that run.</summary>
    internal List<int> ProcessIds()
    {
        using HandleReference reference = new(_handle);
        for (int capacity = FirstCount; ; capacity *= 2)
        {
            // JOBOBJECT_BASIC_PROCESS_ID_LIST: how many there are, how many were told, then as many ULONG_PTR.
            nuint[] buffer = new nuint[capacity + 1];
            fixed (nuint* list = buffer)
            {
                _ = Kernel32.QueryInformationJobObject(
                    reference.Value, Winbase.JobObjectBasicProcessIdList, list, (uint)(buffer.Length * sizeof(nuint)), null);
                uint told = ((uint*)list)[1];
                if (told < capacity)
                {
                    return [.. buffer.Skip(1).Take((int)told).Select(id => (int)id)];
                }
            }
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (_isClosing && !_handle.IsClosed && TrySetLimits(0) != 0)
        {
            // Closed now it would kill them; left open it does so when this process ends.
            _handle.SetHandleAsInvalid();
        }

        _handle.Dispose();
    }

    private int TrySetLimits(uint flags)
    {
        using HandleReference reference = new(_handle);
        JOBOBJECT_EXTENDED_LIMIT_INFORMATION information = new() { LimitFlags = flags };
        return Kernel32.SetInformationJobObject(
            reference.Value,
            Winbase.JobObjectExtendedLimitInformation,
            &information,
            (uint)sizeof(JOBOBJECT_EXTENDED_LIMIT_INFORMATION)) != Winbase.FALSE ? 0 : Marshal.GetLastPInvokeError();
    }
}
