using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Standpipe.Platform.Linux;
using Standpipe.Win32;
using Standpipe.Win32.Linux;

namespace Standpipe.Native;

/// <summary>Files and directories by path, with Windows' errors. Paths are Linux paths (contract L-7).</summary>
internal static unsafe class FileSystem
{
    private const int AtWorkingDirectory = -100;   // AT_FDCWD of <fcntl.h>
    private const uint NoReplace = 1;              // RENAME_NOREPLACE of <linux/fs.h>
    private const uint DirectoryMode = 0x1FF;      // 0777, less the umask
    private const uint PlainFile = Kernel32.FILE_ATTRIBUTE_NORMAL;
    private const uint ReadOnlyFile = 1;
    private const uint DirectoryFile = 0x10;

    private const UnixFileMode Writable = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const int NotEmpty = 39;               // ENOTEMPTY of <asm-generic/errno.h>

    private delegate int PathCall(byte* path);

    /// <summary>DeleteFile: a file, never a directory.</summary>
    internal static WIN32_ERROR Delete(string? path) => Run(path, pointer => Libc.unlink(pointer));

    /// <summary>RemoveDirectory: an empty one.</summary>
    internal static WIN32_ERROR RemoveDirectory(string? path)
    {
        WIN32_ERROR error = Run(path, pointer => Libc.rmdir(pointer));
        return error == WIN32_ERROR.ERROR_PATH_NOT_FOUND && File.Exists(path) ? WIN32_ERROR.ERROR_DIRECTORY : error;
    }

    /// <summary>CreateDirectory.</summary>
    internal static WIN32_ERROR CreateDirectory(string? path)
    {
        WIN32_ERROR error = Run(path, pointer => Libc.mkdir(pointer, DirectoryMode));
        return error switch
        {
            WIN32_ERROR.ERROR_FILE_EXISTS => WIN32_ERROR.ERROR_ALREADY_EXISTS,
            WIN32_ERROR.ERROR_FILE_NOT_FOUND => WIN32_ERROR.ERROR_PATH_NOT_FOUND,
            _ => error,
        };
    }

    /// <summary>SetCurrentDirectory.</summary>
    internal static WIN32_ERROR SetCurrent(string? path)
    {
        WIN32_ERROR error = Run(path, pointer => Libc.chdir(pointer));
        return error == WIN32_ERROR.ERROR_PATH_NOT_FOUND && File.Exists(path) ? WIN32_ERROR.ERROR_DIRECTORY : error;
    }

    /// <summary>MoveFile: replaces nothing.</summary>
    internal static WIN32_ERROR Move(string? from, string? to)
    {
        if (string.IsNullOrEmpty(from) || string.IsNullOrEmpty(to))
        {
            return WIN32_ERROR.ERROR_PATH_NOT_FOUND;
        }

        fixed (byte* source = Bytes(from), target = Bytes(to))
        {
            if (Libc.renameat2(AtWorkingDirectory, source, AtWorkingDirectory, target, NoReplace) == 0)
            {
                return WIN32_ERROR.ERROR_SUCCESS;
            }

            int errno = Marshal.GetLastPInvokeError();
            return errno == Errno.EEXIST ? WIN32_ERROR.ERROR_ALREADY_EXISTS
                : errno == Errno.ENOENT ? Missing(File.Exists(from) || Directory.Exists(from) ? to : from)
                : ErrorTable.FromErrno(errno);
        }
    }

    /// <summary>CopyFile.</summary>
    internal static WIN32_ERROR Copy(string? from, string? to, bool failIfExists)
    {
        if (string.IsNullOrEmpty(from) || string.IsNullOrEmpty(to))
        {
            return WIN32_ERROR.ERROR_PATH_NOT_FOUND;
        }

        if (!File.Exists(from))
        {
            return Directory.Exists(from) ? WIN32_ERROR.ERROR_ACCESS_DENIED : Missing(from);
        }

        if (failIfExists && File.Exists(to))
        {
            return WIN32_ERROR.ERROR_FILE_EXISTS;
        }

        try
        {
            File.Copy(from, to, !failIfExists);
            return WIN32_ERROR.ERROR_SUCCESS;
        }
        catch (DirectoryNotFoundException)
        {
            return WIN32_ERROR.ERROR_PATH_NOT_FOUND;
        }
        catch (IOException exception)
        {
            // .NET keeps the error number there.
            return ErrorTable.FromErrno(exception.HResult);
        }
    }

    /// <summary>GetFileAttributes.</summary>
    internal static WIN32_ERROR GetAttributes(string? path, out uint attributes)
    {
        attributes = uint.MaxValue;
        if (string.IsNullOrEmpty(path))
        {
            return WIN32_ERROR.ERROR_PATH_NOT_FOUND;
        }

        bool isDirectory = Directory.Exists(path);
        if (!isDirectory && !File.Exists(path))
        {
            return Missing(path);
        }

        uint readOnly = (File.GetUnixFileMode(path) & Writable) == 0 ? ReadOnlyFile : 0;
        attributes = isDirectory ? DirectoryFile | readOnly : readOnly != 0 ? readOnly : PlainFile;
        return WIN32_ERROR.ERROR_SUCCESS;
    }

    /// <summary>GetTempPath: ends with a slash.</summary>
    internal static string TempPath()
    {
        string path = Path.GetTempPath();
        return path.EndsWith('/') ? path : path + "/";
    }

    /// <summary>GetTempFileName: makes the file unless the number is given.</summary>
    /// <returns>The number; 0 on failure.</returns>
    internal static uint TempFile(string? folder, string? prefix, uint unique, out string path, out WIN32_ERROR error)
    {
        path = string.Empty;
        error = WIN32_ERROR.ERROR_SUCCESS;
        if (string.IsNullOrEmpty(folder) || !Directory.Exists(folder))
        {
            error = WIN32_ERROR.ERROR_DIRECTORY;
            return 0;
        }

        string start = Path.Combine(folder, (prefix ?? string.Empty)[..Math.Min(prefix?.Length ?? 0, 3)]);
        if (unique != 0)
        {
            path = string.Create(CultureInfo.InvariantCulture, $"{start}{unique & 0xFFFF:X}.tmp");
            return unique & 0xFFFF;
        }

        for (uint number = (uint)Environment.TickCount & 0xFFFF, tries = 0; tries <= 0xFFFF; number = (number + 1) & 0xFFFF, tries++)
        {
            path = string.Create(CultureInfo.InvariantCulture, $"{start}{Math.Max(number, 1):X}.tmp");
            try
            {
                File.Open(path, FileMode.CreateNew).Dispose();
                return Math.Max(number, 1);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Somebody's: the next number.
            }
            catch (UnauthorizedAccessException)
            {
                error = WIN32_ERROR.ERROR_ACCESS_DENIED;
                return 0;
            }
        }

        error = WIN32_ERROR.ERROR_FILE_EXISTS;
        return 0;
    }

    private static WIN32_ERROR Run(string? path, PathCall call)
    {
        if (string.IsNullOrEmpty(path))
        {
            return WIN32_ERROR.ERROR_PATH_NOT_FOUND;
        }

        fixed (byte* pointer = Bytes(path))
        {
            if (call(pointer) == 0)
            {
                return WIN32_ERROR.ERROR_SUCCESS;
            }

            int errno = Marshal.GetLastPInvokeError();
            return errno == Errno.ENOENT ? Missing(path)
                : errno == NotEmpty ? WIN32_ERROR.ERROR_DIR_NOT_EMPTY
                : ErrorTable.FromErrno(errno);
        }
    }

    private static byte[] Bytes(string path) => Encoding.UTF8.GetBytes(path + '\0');

    private static WIN32_ERROR Missing(string path) => FileFunctions.Missing(path);
}
