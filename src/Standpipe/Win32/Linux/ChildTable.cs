using System.Collections.Concurrent;
using System.Runtime.Versioning;
using Standpipe.Platform;

namespace Standpipe.Win32.Linux;

/// <summary>The children that were started here and run: watched, so that each leaves the process table when it ends, also if nobody has a handle of it.</summary>
[SupportedOSPlatform("linux")]
internal static class ChildTable
{
    private static readonly ConcurrentDictionary<int, ProcessObject> s_running = new();

    /// <summary>Finds a child that runs.</summary>
    internal static ProcessObject? Find(int processId) => s_running.GetValueOrDefault(processId);

    /// <summary>Begins to watch a child.</summary>
    internal static void Add(ProcessObject process, ChildHandle child)
    {
        if (child.WaitHandle is { } handle)
        {
            s_running[process.Id] = process;
            new Watcher(process).Begin(handle);
        }
    }

    private sealed class Watcher(ProcessObject process) : ReadinessHandler
    {
        private IDisposable? _registration;
        private int _ended;

        internal void Begin(Microsoft.Win32.SafeHandles.SafeFileHandle handle)
        {
            try
            {
                _registration = Readiness.Register(handle, ReadinessEvents.Readable, once: true, this);
            }
            catch (IOException)
            {
                // No room for another watch: then the child is reaped when its last handle is closed after its end.
                return;
            }

            // Either this sees that the end has come, or the end sees the registration.
            if (Interlocked.CompareExchange(ref _ended, 0, 0) != 0)
            {
                _registration.Dispose();
            }
        }

        internal override void OnReady()
        {
            _ = Interlocked.Exchange(ref _ended, 1);
            _registration?.Dispose();
            process.Release();
            _ = s_running.TryRemove(KeyValuePair.Create(process.Id, process));
        }

        internal override void OnFailure(Exception exception) => _ = s_running.TryRemove(KeyValuePair.Create(process.Id, process));
    }
}
