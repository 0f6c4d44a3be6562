using System.Runtime.Versioning;

namespace Standpipe.Win32.Linux;

/// <summary>The threads of this process that anybody has asked about, so that all handles of one name the same object.</summary>
[SupportedOSPlatform("linux")]
internal static class ThreadTable
{
    // A thread that has been taken out is still there for a moment, and can be opened.
    private const int RememberedEnds = 64;

    private static readonly Lock s_lock = new();

    // Under s_lock: those that take themselves out when they end; the last that did; and those that somebody else opened and
    // that never came here themselves.
    private static readonly Dictionary<int, ThreadObject> s_watched = [];
    private static readonly Queue<ThreadObject> s_ended = new(RememberedEnds);
    private static readonly List<WeakReference<ThreadObject>> s_seen = [];

    /// <summary>The object of a thread that is there.</summary>
    internal static ThreadObject Find(int threadId)
    {
        lock (s_lock)
        {
            if (s_watched.TryGetValue(threadId, out ThreadObject? thread))
            {
                return thread;
            }

            thread = s_ended.LastOrDefault(ended => ended.ThreadId == threadId) ?? TakeSeen(threadId, out _);
            if (thread is null)
            {
                thread = new ThreadObject(Environment.ProcessId, threadId);
                s_seen.Add(new WeakReference<ThreadObject>(thread));
            }

            return thread;
        }
    }

    /// <summary>The object of the calling thread, which will take it out when it ends.</summary>
    internal static ThreadObject Claim(int threadId)
    {
        lock (s_lock)
        {
            ThreadObject? thread = TakeSeen(threadId, out int index);
            if (thread is not null)
            {
                s_seen.RemoveAt(index);
            }

            thread ??= new ThreadObject(Environment.ProcessId, threadId);
            s_watched[threadId] = thread;
            return thread;
        }
    }

    /// <summary>Puts a new thread in, which will take itself out when it ends.</summary>
    internal static void Add(ThreadObject thread)
    {
        lock (s_lock)
        {
            s_watched[thread.ThreadId] = thread;
        }
    }

    /// <summary>Takes the calling thread out.</summary>
    internal static void Remove(ThreadObject thread)
    {
        lock (s_lock)
        {
            _ = s_watched.Remove(thread.ThreadId);
            if (s_ended.Count == RememberedEnds)
            {
                _ = s_ended.Dequeue();
            }

            s_ended.Enqueue(thread);
        }
    }

    /// <summary>Whether the end of a thread will be noticed.</summary>
    internal static bool IsWatched(ThreadObject thread)
    {
        lock (s_lock)
        {
            return s_watched.TryGetValue(thread.ThreadId, out ThreadObject? known) && known == thread;
        }
    }

    /// <summary>Under the lock. Drops what nobody has a handle of any more.</summary>
    private static ThreadObject? TakeSeen(int threadId, out int index)
    {
        _ = s_seen.RemoveAll(seen => !seen.TryGetTarget(out _));
        index = s_seen.FindIndex(seen => seen.TryGetTarget(out ThreadObject? thread) && thread.ThreadId == threadId);
        return index >= 0 && s_seen[index].TryGetTarget(out ThreadObject? found) ? found : null;
    }
}
