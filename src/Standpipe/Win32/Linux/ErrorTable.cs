using System.Runtime.Versioning;
using Standpipe.Platform.Linux;

namespace Standpipe.Win32.Linux;

/// <summary>The Win32 codes of Linux error numbers, where a function has no better one.</summary>
[SupportedOSPlatform("linux")]
internal static class ErrorTable
{
    /// <summary>The code of an error number; ERROR_GEN_FAILURE for those that the table lacks.</summary>
    internal static WIN32_ERROR FromErrno(int errno) => errno switch
    {
        0 => WIN32_ERROR.ERROR_SUCCESS,
        Errno.EPERM or Errno.EACCES or Errno.EISDIR or Errno.EROFS => WIN32_ERROR.ERROR_ACCESS_DENIED,
        Errno.ENOENT or Errno.ENXIO or Errno.ENODEV => WIN32_ERROR.ERROR_FILE_NOT_FOUND,
        Errno.ENOTDIR => WIN32_ERROR.ERROR_PATH_NOT_FOUND,
        Errno.ESRCH or Errno.EINVAL => WIN32_ERROR.ERROR_INVALID_PARAMETER,
        Errno.EIO => WIN32_ERROR.ERROR_IO_DEVICE,
        Errno.E2BIG or Errno.ENAMETOOLONG => WIN32_ERROR.ERROR_FILENAME_EXCED_RANGE,
        Errno.ENOEXEC => WIN32_ERROR.ERROR_BAD_EXE_FORMAT,
        Errno.EBADF => WIN32_ERROR.ERROR_INVALID_HANDLE,
        Errno.EAGAIN or Errno.ENOMEM => WIN32_ERROR.ERROR_NOT_ENOUGH_MEMORY,
        Errno.EFAULT => WIN32_ERROR.ERROR_NOACCESS,
        Errno.EBUSY => WIN32_ERROR.ERROR_BUSY,
        Errno.EEXIST => WIN32_ERROR.ERROR_FILE_EXISTS,
        Errno.ENFILE => WIN32_ERROR.ERROR_NO_SYSTEM_RESOURCES,
        Errno.EMFILE => WIN32_ERROR.ERROR_TOO_MANY_OPEN_FILES,
        Errno.ETXTBSY => WIN32_ERROR.ERROR_SHARING_VIOLATION,
        Errno.ENOSPC => WIN32_ERROR.ERROR_DISK_FULL,
        Errno.ESPIPE => WIN32_ERROR.ERROR_SEEK_ON_DEVICE,
        Errno.EPIPE => WIN32_ERROR.ERROR_NO_DATA,
        Errno.ELOOP => WIN32_ERROR.ERROR_CANT_RESOLVE_FILENAME,
        Errno.ENOSYS or Errno.EOPNOTSUPP => WIN32_ERROR.ERROR_NOT_SUPPORTED,
        _ => WIN32_ERROR.ERROR_GEN_FAILURE,
    };
}
