using System.Runtime.InteropServices;

namespace Standpipe.Native;

// Threads: runtime/threads.c.
internal static unsafe partial class NativeRuntime
{
    /// <summary>Makes a thread, which waits to be let go.</summary>
    /// <param name="function">The caller's function.</param>
    /// <param name="parameter">Its parameter.</param>
    /// <param name="stack">The size of its stack; 0 for the usual one.</param>
    /// <param name="exact">Not 0: a smaller stack than the usual one is wanted if the size says so.</param>
    /// <param name="thread">What the thread tells this half when it begins.</param>
    /// <param name="start">Where it is waiting.</param>
    /// <param name="id">Its id.</param>
    /// <returns>0 or an error number.</returns>
    [LibraryImport(Library)]
    internal static partial int standpipe_thread_start(
        void* function, void* parameter, nuint stack, int exact, nint thread, nint* start, int* id);

    /// <summary>Lets a thread go, once: to run, or to end without having run.</summary>
    [LibraryImport(Library)]
    internal static partial void standpipe_thread_go(nint start, int run);
}
