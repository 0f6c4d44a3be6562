using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Windows;

/// <summary>Opening files by CreateFileW, shared with everybody as a shell's are.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe class WindowsFile
{
    /// <inheritdoc cref="RedirectFile.Open"/>
    internal static SafeFileHandle Open(string path, RedirectMode mode) => mode switch
    {
        RedirectMode.Read => Open(path, Winbase.GENERIC_READ, Winbase.OPEN_EXISTING),
        RedirectMode.Create => Open(path, Winbase.GENERIC_WRITE, Winbase.CREATE_ALWAYS),

        // With this right and without FILE_WRITE_DATA every write goes to the end, whoever else appends.
        _ => Open(path, Winbase.FILE_APPEND_DATA | Winbase.FILE_READ_ATTRIBUTES | Winbase.SYNCHRONIZE, Winbase.OPEN_ALWAYS),
    };

    /// <inheritdoc cref="RedirectFile.OpenNull"/>
    internal static SafeFileHandle OpenNull() => Open("NUL", Winbase.GENERIC_READ | Winbase.GENERIC_WRITE, Winbase.OPEN_EXISTING);

    /// <inheritdoc cref="RedirectFile.Identify"/>
    /// <remarks>By the path: hard links and substituted drives are not seen through.</remarks>
    internal static string? Identify(string path) => File.Exists(path) ? Path.GetFullPath(path).ToUpperInvariant() : null;

    private static SafeFileHandle Open(string path, uint access, uint disposition)
    {
        fixed (char* pointer = path)
        {
            nint handle = Kernel32.CreateFileW(
                pointer, access, Winbase.FILE_SHARE_ALL, null, disposition, Winbase.FILE_ATTRIBUTE_NORMAL, 0);
            return handle != Winbase.INVALID_HANDLE_VALUE
                ? new SafeFileHandle(handle, ownsHandle: true)
                : throw WindowsError.LastFailure("CreateFileW", $"'{path}'");
        }
    }
}
