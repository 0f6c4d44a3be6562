using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Linux;

/// <summary>One inotify for all pipes that are watched.</summary>
/// <remarks>
/// A pipe has an inode like any file, and inotify follows /proc's link to it. The kernel queues the event of a close before it tells the other side of it
/// (fs/file_table.c, __fput): so when a writer has died of SIGPIPE, that its reader left is in the queue.
/// </remarks>
[SupportedOSPlatform("linux")]
internal static unsafe class LinuxPipeWatching
{
    private const int BufferSize = 4096;

    private static readonly Lock s_lock = new();

    // Under s_lock. The inotify is made once and stays, as the thread of the notices does.
    private static readonly Dictionary<int, PipeWatcher> s_watchers = [];
    private static readonly byte[] s_buffer = GC.AllocateArray<byte>(BufferSize, pinned: true);
    private static SafeFileHandle? s_inotify;

    /// <inheritdoc cref="PipeWatching.Watch"/>
    internal static IDisposable? Watch(SafeFileHandle end, PipeWatcher watcher)
    {
        lock (s_lock)
        {
            if (s_inotify is null && !TryMake())
            {
                return null;
            }

            using HandleReference reference = new(end);
            string link = string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{reference.FileDescriptor}");
            fixed (byte* path = LinuxText.Path(link))
            {
                int watch = Libc.inotify_add_watch(Descriptor, path, Sys.IN_OPEN | Sys.IN_CLOSE_WRITE | Sys.IN_CLOSE_NOWRITE);
                return watch >= 0 && s_watchers.TryAdd(watch, watcher) ? new Watching(watch) : null;
            }
        }
    }

    /// <inheritdoc cref="PipeWatching.CatchUp"/>
    internal static void CatchUp()
    {
        lock (s_lock)
        {
            if (s_inotify is null)
            {
                return;
            }

            fixed (byte* buffer = s_buffer)
            {
                int count;
                while ((count = (int)Libc.read(Descriptor, buffer, BufferSize)) > 0)
                {
                    for (int at = 0; at < count;)
                    {
                        // SAFETY: the kernel writes whole records only.
                        Tell(Unsafe.ReadUnaligned<int>(buffer + at), Unsafe.ReadUnaligned<uint>(buffer + at + 4));
                        at += Sys.InotifyEventSize + Unsafe.ReadUnaligned<int>(buffer + at + 12);
                    }
                }
            }
        }
    }

    private static int Descriptor => (int)s_inotify!.DangerousGetHandle();

    private static bool TryMake()
    {
        int fd = Libc.inotify_init1(Sys.IN_CLOEXEC | Sys.IN_NONBLOCK);
        if (fd < 0)
        {
            // The user's limit of them is reached: it is not known who closes what.
            return false;
        }

        SafeFileHandle inotify = LinuxHandle.Own(fd);
        try
        {
            _ = LinuxReadiness.Register(inotify, ReadinessEvents.Readable, once: false, new Handler());
        }
        catch (IOException)
        {
            // No room for another: the next who watches tries again.
            inotify.Dispose();
            return false;
        }

        // Who was told already waits for the lock.
        s_inotify = inotify;
        return true;
    }

    private static void Tell(int watch, uint mask)
    {
        if ((mask & Sys.IN_Q_OVERFLOW) != 0)
        {
            foreach (PipeWatcher each in s_watchers.Values)
            {
                each.OnLost();
            }
        }
        else if (s_watchers.TryGetValue(watch, out PipeWatcher? watcher))
        {
            if ((mask & Sys.IN_OPEN) != 0)
            {
                watcher.OnOpened();
            }
            else if ((mask & (Sys.IN_CLOSE_WRITE | Sys.IN_CLOSE_NOWRITE)) != 0)
            {
                watcher.OnClosed((mask & Sys.IN_CLOSE_NOWRITE) != 0);
            }
        }
    }

    private sealed class Handler : ReadinessHandler
    {
        internal override void OnReady() => CatchUp();

        // Reading an inotify does not fail; a watcher that does is our own defect, and who closed first stays unknown.
        internal override void OnFailure(Exception exception)
        {
        }
    }

    private sealed class Watching(int watch) : IDisposable
    {
        private int _disposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
            {
                lock (s_lock)
                {
                    _ = s_watchers.Remove(watch);
                    _ = Libc.inotify_rm_watch(Descriptor, watch);
                }
            }
        }
    }
}
