using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Standpipe.Platform.Linux;
using static Standpipe.Win32.Kernel32;

namespace Standpipe.Win32.Linux;

/// <summary>CreateFileW and what can be asked of what it opens.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class FileFunctions
{
    private const uint DefaultMode = 0x1B6;   // 0666, less the umask
    private const uint ReadAccess = FILE_READ_DATA;
    private const uint WriteAccess = FILE_WRITE_DATA | FILE_APPEND_DATA;

    /// <inheritdoc cref="Kernel32.CreateFileW(char*, uint, uint, SECURITY_ATTRIBUTES*, uint, uint, HANDLE)"/>
    internal static WIN32_ERROR Open(
        char* name, uint access, SECURITY_ATTRIBUTES* attributes, uint disposition, uint flags, out HANDLE handle)
    {
        handle = HANDLE.INVALID_HANDLE_VALUE;
        if (name is null || *name == '\0')
        {
            return WIN32_ERROR.ERROR_PATH_NOT_FOUND;
        }

        if (disposition is < CREATE_NEW or > TRUNCATE_EXISTING)
        {
            return WIN32_ERROR.ERROR_INVALID_PARAMETER;
        }

        if ((flags & FILE_FLAG_OVERLAPPED) != 0)
        {
            return WIN32_ERROR.ERROR_NOT_SUPPORTED;
        }

        uint rights = AccessRights.MapFile((access & MAXIMUM_ALLOWED) != 0 ? GENERIC_READ | GENERIC_WRITE : access) | SYNCHRONIZE | FILE_READ_ATTRIBUTES;
        if (disposition == TRUNCATE_EXISTING && (rights & FILE_WRITE_DATA) == 0)
        {
            return WIN32_ERROR.ERROR_INVALID_PARAMETER;
        }

        string path = Resolve(new string(name));
        if (!Texts.CanBeSaid(path))
        {
            return WIN32_ERROR.ERROR_INVALID_NAME;
        }

        int fd = Open(path, Flags(rights, disposition, flags), disposition, out bool existed, out WIN32_ERROR error);
        if (fd < 0)
        {
            return error;
        }

        error = Add(fd, rights, attributes, (flags & FILE_FLAG_DELETE_ON_CLOSE) != 0 ? Path.GetFullPath(path) : null, out handle);
        return error == WIN32_ERROR.ERROR_SUCCESS && existed && disposition is CREATE_ALWAYS or OPEN_ALWAYS
            ? WIN32_ERROR.ERROR_ALREADY_EXISTS
            : error;
    }

    /// <inheritdoc cref="Kernel32.GetFileType(HANDLE)"/>
    internal static WIN32_ERROR GetType(HANDLE file, out uint type)
    {
        type = FILE_TYPE_UNKNOWN;
        using HandleUser user = new(file);
        if (!user.Is(out HandleEntry? _, out StreamObject? stream))
        {
            return WIN32_ERROR.ERROR_INVALID_HANDLE;
        }

        type = stream.Kind switch
        {
            StreamKind.Disk => FILE_TYPE_DISK,
            StreamKind.Character => FILE_TYPE_CHAR,
            _ => FILE_TYPE_PIPE,
        };
        return WIN32_ERROR.ERROR_SUCCESS;
    }

    /// <inheritdoc cref="Kernel32.GetFileSize(HANDLE, uint*)"/>
    internal static WIN32_ERROR GetSize(HANDLE file, uint* high, out uint low)
    {
        low = INVALID_FILE_SIZE;
        using HandleUser user = new(file);
        if (!user.Is(out HandleEntry? entry, out StreamObject? stream))
        {
            return WIN32_ERROR.ERROR_INVALID_HANDLE;
        }

        ulong size;
        if (stream.Kind == StreamKind.Pipe)
        {
            int waiting = (entry.Access & FILE_READ_DATA) != 0 ? PipeState.Available(entry.FileDescriptor) : 0;
            if (waiting < 0)
            {
                return WIN32_ERROR.ERROR_INVALID_HANDLE;
            }

            size = (uint)waiting;
        }
        else if (stream.Kind == StreamKind.Disk && FileIdentity.TryGet(entry.FileDescriptor, out _, out statx_t status))
        {
            size = status.stx_size;
        }
        else
        {
            return WIN32_ERROR.ERROR_INVALID_FUNCTION;
        }

        if (high is not null)
        {
            *high = (uint)(size >> 32);
        }

        low = (uint)size;
        return WIN32_ERROR.ERROR_SUCCESS;
    }

    /// <inheritdoc cref="Kernel32.SetFilePointer"/>
    internal static WIN32_ERROR SetPointer(HANDLE file, int distance, int* distanceHigh, uint method, out uint position)
    {
        position = INVALID_SET_FILE_POINTER;
        using HandleUser user = new(file);
        if (!user.Is(out HandleEntry? entry, out StreamObject? stream))
        {
            return WIN32_ERROR.ERROR_INVALID_HANDLE;
        }

        if (stream.Kind != StreamKind.Disk)
        {
            return WIN32_ERROR.ERROR_SEEK_ON_DEVICE;
        }

        int whence = method switch { FILE_BEGIN => Sys.SEEK_SET, FILE_CURRENT => Sys.SEEK_CUR, FILE_END => Sys.SEEK_END, _ => -1 };
        if (whence < 0)
        {
            return WIN32_ERROR.ERROR_INVALID_PARAMETER;
        }

        long far = distanceHigh is null ? distance : ((long)*distanceHigh << 32) | (uint)distance;
        long now = Libc.lseek(entry.FileDescriptor, far, whence);
        if (now < 0)
        {
            int errno = Marshal.GetLastPInvokeError();
            return errno == Errno.EINVAL ? WIN32_ERROR.ERROR_NEGATIVE_SEEK : ErrorTable.FromErrno(errno);
        }

        if (distanceHigh is not null)
        {
            *distanceHigh = (int)(now >> 32);
        }

        position = (uint)now;
        return WIN32_ERROR.ERROR_SUCCESS;
    }

    /// <summary>The names that Windows keeps for devices, as this system has them.</summary>
    private static string Resolve(string name) => name.ToUpperInvariant() switch
    {
        "NUL" or @"\\.\NUL" => "/dev/null",
        "CONIN$" or "CONOUT$" or "CON" => "/dev/tty",
        _ => name,
    };

    private static int Flags(uint rights, uint disposition, uint flags)
    {
        bool reads = (rights & ReadAccess) != 0;
        bool writes = (rights & WriteAccess) != 0;
        bool appends = (rights & WriteAccess) == FILE_APPEND_DATA;
        return Sys.O_CLOEXEC | Sys.O_NOCTTY
            | (writes ? reads ? Sys.O_RDWR : Sys.O_WRONLY : Sys.O_RDONLY)
            | (appends ? Sys.O_APPEND : 0)
            | (disposition is CREATE_NEW or CREATE_ALWAYS or OPEN_ALWAYS ? Sys.O_CREAT : 0)
            | (disposition is CREATE_ALWAYS or TRUNCATE_EXISTING ? Sys.O_TRUNC : 0)
            | ((flags & FILE_FLAG_WRITE_THROUGH) != 0 ? Sys.O_SYNC : 0);
    }

    /// <summary>Opens, and finds out whether the file was there, which only a try to make it can tell.</summary>
    private static int Open(string path, int flags, uint disposition, out bool existed, out WIN32_ERROR error)
    {
        fixed (byte* pointer = LinuxText.Path(path))
        {
            existed = false;
            int fd = TryOpen(pointer, (flags & Sys.O_CREAT) != 0 ? flags | Sys.O_EXCL : flags, out int errno);
            if (fd < 0 && errno == Errno.EEXIST && disposition != CREATE_NEW)
            {
                existed = true;
                fd = TryOpen(pointer, flags & ~Sys.O_CREAT, out errno);
                if (fd < 0 && errno == Errno.ENOENT)
                {
                    // Somebody removed it in between, or it is a link to nothing: what it names is made.
                    existed = false;
                    fd = TryOpen(pointer, flags, out errno);
                }
            }

            error = fd >= 0 ? WIN32_ERROR.ERROR_SUCCESS : errno == Errno.ENOENT ? Missing(path) : ErrorTable.FromErrno(errno);
            return fd;
        }
    }

    private static int TryOpen(byte* path, int flags, out int errno)
    {
        int fd;
        do
        {
            fd = Libc.open(path, flags, DefaultMode);
            errno = fd >= 0 ? 0 : Marshal.GetLastPInvokeError();
        }
        while (errno == Errno.EINTR);
        return fd;
    }

    /// <summary>Tells a missing file from a missing directory.</summary>
    internal static WIN32_ERROR Missing(string path) =>
        Path.GetDirectoryName(path) is { Length: > 0 } directory && !Directory.Exists(directory)
            ? WIN32_ERROR.ERROR_PATH_NOT_FOUND
            : WIN32_ERROR.ERROR_FILE_NOT_FOUND;

    private static WIN32_ERROR Add(int fileDescriptor, uint rights, SECURITY_ATTRIBUTES* attributes, string? pathToDelete, out HANDLE handle)
    {
        handle = HANDLE.INVALID_HANDLE_VALUE;
        int fd = LinuxHandle.Lift<RealPosix>(fileDescriptor);
        if (fd < 0)
        {
            return ErrorTable.FromErrno(-fd);
        }

        _ = FileIdentity.TryGet(fd, out FileIdentity identity, out statx_t status);
        if ((status.stx_mode & Sys.S_IFMT) == Sys.S_IFDIR)
        {
            _ = Libc.close(fd);
            return WIN32_ERROR.ERROR_ACCESS_DENIED;
        }

        StreamKind kind = (status.stx_mode & Sys.S_IFMT) switch
        {
            Sys.S_IFIFO => StreamKind.Pipe,
            Sys.S_IFCHR => StreamKind.Character,
            Sys.S_IFSOCK => StreamKind.Socket,
            _ => StreamKind.Disk,
        };
        uint flags = attributes is not null && attributes->bInheritHandle ? HANDLE_FLAG_INHERIT : 0;
        StreamObject target = new(kind)
        {
            Identity = kind == StreamKind.Pipe ? identity : null,
            PathToDelete = kind == StreamKind.Disk ? pathToDelete : null,
        };
        WIN32_ERROR error = HandleTable.Add(fd, rights, flags, target, out HANDLE made);
        handle = error == WIN32_ERROR.ERROR_SUCCESS ? made : HANDLE.INVALID_HANDLE_VALUE;
        return error;
    }
}
