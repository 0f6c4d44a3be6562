using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Standpipe.Native;

/// <summary>The C half, runtime/*.c, which the linker puts into the same file.</summary>
internal static unsafe partial class NativeRuntime
{
    private const string Library = "standpipe_runtime";

    /// <summary>Ends the process at once: no handlers, nothing flushed.</summary>
    [LibraryImport(Library)]
    [DoesNotReturn]
    internal static partial void standpipe_terminate(uint code);

    /// <summary>Memory as <c>LocalAlloc</c> gives it.</summary>
    /// <exception cref="OutOfMemoryException">There is none.</exception>
    internal static void* Allocate(nuint size)
    {
        void* memory = standpipe_local_alloc(size);
        return memory is null ? throw new InsufficientMemoryException() : memory;
    }

    [LibraryImport(Library)]
    private static partial void* standpipe_local_alloc(nuint size);
}
