using Standpipe.Platform;

namespace Standpipe.Win32;

// Attribute lists: what a child inherits, by list.
public static unsafe partial class Kernel32
{
    /// <summary>Makes an empty list of attributes in memory of the caller's.</summary>
    /// <param name="lpAttributeList">The memory for it, or null: only tells the size.</param>
    /// <param name="dwAttributeCount">The most attributes it shall hold.</param>
    /// <param name="dwFlags">0.</param>
    /// <param name="lpSize">The memory's size in bytes; takes the size that is needed.</param>
    /// <returns>TRUE, or FALSE with the last error.</returns>
    /// <remarks>
    /// ERROR_INSUFFICIENT_BUFFER: null, or too small.
    /// <para>*Ownership*: the memory is the caller's and must outlive the list.</para>
    /// <para>*Source*: contract D-proc; InitializeProcThreadAttributeList.</para>
    /// </remarks>
    public static BOOL InitializeProcThreadAttributeList(
        LPPROC_THREAD_ATTRIBUTE_LIST lpAttributeList,
        uint dwAttributeCount,
        uint dwFlags,
        nuint* lpSize)
    {
        LastError last = LastError.Save();
        return OperatingSystem.IsWindows() ? last.Keep(Windows.Kernel32.InitializeProcThreadAttributeList(lpAttributeList, dwAttributeCount, dwFlags, lpSize))
            : OperatingSystem.IsLinux() ? last.Set(Linux.AttributeLists.Initialize(lpAttributeList, dwAttributeCount, dwFlags, lpSize))
            : throw Unsupported.Exception();
    }

    /// <summary>Adds an attribute to a list.</summary>
    /// <param name="lpAttributeList">The list.</param>
    /// <param name="dwFlags">0.</param>
    /// <param name="Attribute"><see cref="PROC_THREAD_ATTRIBUTE_HANDLE_LIST"/>.</param>
    /// <param name="lpValue">Its value, for that one an array of handles. Not copied: it must outlive the list.</param>
    /// <param name="cbSize">The value's size in bytes.</param>
    /// <param name="lpPreviousValue">Null.</param>
    /// <param name="lpReturnSize">Null.</param>
    /// <returns>TRUE, or FALSE with the last error.</returns>
    /// <remarks>
    /// ERROR_BAD_LENGTH for a size that does not fit the attribute, ERROR_NOT_SUPPORTED for an attribute that this system lacks,
    /// ERROR_OBJECT_NAME_EXISTS for the second of a kind, ERROR_GEN_FAILURE for a full list.
    /// <para>*Source*: contract D-proc; UpdateProcThreadAttribute.</para>
    /// </remarks>
    public static BOOL UpdateProcThreadAttribute(
        LPPROC_THREAD_ATTRIBUTE_LIST lpAttributeList,
        uint dwFlags,
        nuint Attribute,
        void* lpValue,
        nuint cbSize,
        void* lpPreviousValue,
        nuint* lpReturnSize)
    {
        LastError last = LastError.Save();
        return OperatingSystem.IsWindows() ? last.Keep(Windows.Kernel32.UpdateProcThreadAttribute(lpAttributeList, dwFlags, Attribute, lpValue, cbSize, lpPreviousValue, lpReturnSize))
            : OperatingSystem.IsLinux() ? last.Set(Linux.AttributeLists.Update(lpAttributeList, dwFlags, Attribute, lpValue, cbSize, lpPreviousValue, lpReturnSize))
            : throw Unsupported.Exception();
    }

    /// <summary>Ends the use of a list. The memory stays the caller's.</summary>
    /// <param name="lpAttributeList">The list.</param>
    /// <remarks>*Source*: contract D-proc; DeleteProcThreadAttributeList.</remarks>
    public static void DeleteProcThreadAttributeList(LPPROC_THREAD_ATTRIBUTE_LIST lpAttributeList)
    {
        // On Linux a list is nothing but the caller's memory.
        if (OperatingSystem.IsWindows())
        {
            Windows.Kernel32.DeleteProcThreadAttributeList(lpAttributeList);
        }
    }
}
