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

    /// <summary>A module by its UTF-8 name, null for the program; 0 with the last error if there is none.</summary>
    [LibraryImport(Library)]
    internal static partial nint standpipe_module_find(byte* name, int load);

    /// <summary>A module's path: empty for the program, null for what is no module.</summary>
    [LibraryImport(Library)]
    internal static partial byte* standpipe_module_path(nint module);

    /// <summary>A terminal's mode as Windows says it; not 0 if the descriptor is none.</summary>
    [LibraryImport(Library)]
    internal static partial int standpipe_console_get_mode(int fd, int isInput, uint* mode);

    /// <summary>Sets a terminal's mode.</summary>
    [LibraryImport(Library)]
    internal static partial int standpipe_console_set_mode(int fd, int isInput, uint mode);

    /// <summary>Drops what was typed and not read.</summary>
    [LibraryImport(Library)]
    internal static partial int standpipe_console_flush_input(int fd);

    /// <summary>Fills a BY_HANDLE_FILE_INFORMATION; not 0 if it cannot be known.</summary>
    [LibraryImport(Library)]
    internal static partial int standpipe_file_information(int fd, void* information);
}
