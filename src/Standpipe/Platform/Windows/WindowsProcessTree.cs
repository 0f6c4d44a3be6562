using System.Diagnostics;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Windows;

/// <summary>Descendants, by a job that this process puts itself into, and by who started whom.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe class WindowsProcessTree
{
    private const string ConsoleHost = "conhost.exe";
    private const uint RoundMilliseconds = 100;
    private const uint Access = Winbase.PROCESS_TERMINATE | Winbase.PROCESS_QUERY_INFORMATION | Winbase.SYNCHRONIZE;

    private static readonly Lock s_lock = new();

    // Under s_lock; kept as long as the process lives.
    private static WindowsJob? s_job;

    /// <inheritdoc cref="ProcessTree.AdoptOrphans"/>
    internal static void AdoptOrphans()
    {
        lock (s_lock)
        {
            if (s_job is not null)
            {
                return;
            }

            WindowsJob job = WindowsJob.Create();
            int error = job.TryAdd(Kernel32.GetCurrentProcess());
            if (error != 0)
            {
                job.Dispose();
                throw WindowsError.Failure("AssignProcessToJobObject", string.Empty, error);
            }

            s_job = job;
        }
    }

    /// <inheritdoc cref="ProcessTree.KillDescendants"/>
    internal static bool KillDescendants(TimeSpan timeout)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            // In rounds, because a descendant may have started another between the look and the kill.
            List<SafeFileHandle> killed = Kill();
            if (killed.Count == 0)
            {
                return true;
            }

            bool inTime = Stopwatch.GetElapsedTime(start) < timeout;
            bool allGone = true;
            foreach (SafeFileHandle process in killed)
            {
                allGone &= HasEnded(process, inTime ? RoundMilliseconds : 0);
                process.Dispose();
            }

            if (!inTime && !allGone)
            {
                return false;
            }
        }
    }

    private static List<SafeFileHandle> Kill()
    {
        List<SafeFileHandle> killed = [];
        foreach (SafeFileHandle process in Members().Concat(Children()))
        {
            if (!HasEnded(process, 0))
            {
                // One that may not be killed is left, and counts.
                _ = Kernel32.TerminateProcess(process.DangerousGetHandle(), WindowsSignal.KilledCode);
                killed.Add(process);
            }
            else
            {
                process.Dispose();
            }
        }

        return killed;
    }

    /// <summary>Who is in the job, this process apart.</summary>
    private static IEnumerable<SafeFileHandle> Members()
    {
        WindowsJob? job;
        lock (s_lock)
        {
            job = s_job;
        }

        foreach (int id in job?.ProcessIds() ?? [])
        {
            if (id != Environment.ProcessId && Open(id) is { } process)
            {
                // The number may have changed hands since; the handle holds whom it names now.
                if (job!.Contains(process.DangerousGetHandle()))
                {
                    yield return process;
                }
                else
                {
                    process.Dispose();
                }
            }
        }
    }

    /// <summary>Who was started by this process, or by one of those, as far as the parents still run.</summary>
    private static List<SafeFileHandle> Children()
    {
        ILookup<int, int> children = ListParents().ToLookup(entry => entry.Parent, entry => entry.Id);
        List<SafeFileHandle> found = [];
        Collect(Environment.ProcessId, Created(Kernel32.GetCurrentProcess()));
        return found;

        void Collect(int parent, long parentCreated)
        {
            foreach (int id in children[parent].Where(id => id != parent && id != 0))
            {
                // One that is older than its parent has only the number of the parent that it had.
                if (Open(id) is { } process)
                {
                    long created = Created(process.DangerousGetHandle());
                    if (created >= parentCreated)
                    {
                        found.Add(process);
                        Collect(id, created);
                    }
                    else
                    {
                        process.Dispose();
                    }
                }
            }
        }
    }

    private static List<(int Id, int Parent)> ListParents()
    {
        List<(int Id, int Parent)> parents = [];
        using SafeFileHandle snapshot = new(Kernel32.CreateToolhelp32Snapshot(Winbase.TH32CS_SNAPPROCESS, 0), ownsHandle: true);
        PROCESSENTRY32W entry = new() { dwSize = (uint)sizeof(PROCESSENTRY32W) };
        for (int more = Kernel32.Process32FirstW(snapshot.DangerousGetHandle(), &entry);
            more != Winbase.FALSE;
            more = Kernel32.Process32NextW(snapshot.DangerousGetHandle(), &entry))
        {
            // The host of this process's console is its child too, and takes it along; it ends with the last that uses it.
            if (!new string(entry.szExeFile).Equals(ConsoleHost, StringComparison.OrdinalIgnoreCase))
            {
                parents.Add(((int)entry.th32ProcessID, (int)entry.th32ParentProcessID));
            }
        }

        return parents;
    }

    private static SafeFileHandle? Open(int id)
    {
        nint process = Kernel32.OpenProcess(Access, Winbase.FALSE, (uint)id);
        return process != 0 ? new SafeFileHandle(process, ownsHandle: true) : null;
    }

    private static long Created(nint process)
    {
        long created;
        long ignored;
        return Kernel32.GetProcessTimes(process, &created, &ignored, &ignored, &ignored) != Winbase.FALSE ? created : long.MaxValue;
    }

    private static bool HasEnded(SafeFileHandle process, uint milliseconds) =>
        Kernel32.WaitForSingleObject(process.DangerousGetHandle(), milliseconds) == Winbase.WAIT_OBJECT_0;
}
