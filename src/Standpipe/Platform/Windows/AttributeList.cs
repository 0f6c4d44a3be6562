using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Standpipe.Platform.Windows;

/// <summary>The attributes of a start: the list of handles that the child inherits.</summary>
[SupportedOSPlatform("windows")]
internal readonly unsafe ref struct AttributeList
{
    /// <summary>Makes the list.</summary>
    /// <param name="handles">The handles, which stay where they are until this is disposed of.</param>
    /// <param name="count">How many; with 0 there is no list, and <see cref="Pointer"/> is null.</param>
    internal AttributeList(nint* handles, int count)
    {
        if (count == 0)
        {
            return;
        }

        nuint size;
        _ = Kernel32.InitializeProcThreadAttributeList(null, 1, 0, &size);
        void* list = NativeMemory.Alloc(size);
        if (Kernel32.InitializeProcThreadAttributeList(list, 1, 0, &size) == Winbase.FALSE
            || Kernel32.UpdateProcThreadAttribute(
                list, 0, Winbase.PROC_THREAD_ATTRIBUTE_HANDLE_LIST, handles, (nuint)(count * sizeof(nint)), null, null) == Winbase.FALSE)
        {
            int error = Marshal.GetLastPInvokeError();
            NativeMemory.Free(list);
            throw WindowsError.Failure("UpdateProcThreadAttribute", "PROC_THREAD_ATTRIBUTE_HANDLE_LIST", error);
        }

        Pointer = list;
    }

    /// <summary>The list, as STARTUPINFOEXW takes it.</summary>
    internal void* Pointer { get; }

    /// <summary>Deletes the list.</summary>
    public void Dispose()
    {
        if (Pointer is not null)
        {
            Kernel32.DeleteProcThreadAttributeList(Pointer);
            NativeMemory.Free(Pointer);
        }
    }
}
