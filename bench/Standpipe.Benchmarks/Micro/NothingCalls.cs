using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Benchmarks.Micro;

/// <summary>A function of libc that does nothing, by every way to call it.</summary>
internal static partial class NothingCalls
{
    // ctype.h: it clears a bit, without a table and without a lock.
    private const string Nothing = "toascii";

    [LibraryImport("libc", EntryPoint = Nothing)]
    internal static partial int Plain(int value);

    [LibraryImport("libc", EntryPoint = Nothing, SetLastError = true)]
    internal static partial int WithSetLastError(int value);

    [LibraryImport("libc", EntryPoint = Nothing)]
    internal static partial int WithSafeHandle(SafeFileHandle value);

    [LibraryImport("libc", EntryPoint = Nothing, SetLastError = true)]
    internal static partial int WithSafeHandleAndSetLastError(SafeFileHandle value);

    [LibraryImport("libc", EntryPoint = Nothing)]
    [SuppressGCTransition]
    internal static partial int WithSuppressedTransition(int value);
}
