namespace Standpipe.Win32;

// The constants of the functions, by their names and values in the Windows headers.
public static partial class Kernel32
{
    /// <summary>The standard input handle's id, (DWORD)-10.</summary>
    public const uint STD_INPUT_HANDLE = unchecked((uint)-10);

    /// <summary>The standard output handle's id, (DWORD)-11.</summary>
    public const uint STD_OUTPUT_HANDLE = unchecked((uint)-11);

    /// <summary>The standard error handle's id, (DWORD)-12.</summary>
    public const uint STD_ERROR_HANDLE = unchecked((uint)-12);

    /// <summary>The handle is inheritable.</summary>
    public const uint HANDLE_FLAG_INHERIT = 1;

    /// <summary><see cref="CloseHandle"/> does not close the handle.</summary>
    public const uint HANDLE_FLAG_PROTECT_FROM_CLOSE = 2;

    /// <summary>Closes the source, whatever else happens.</summary>
    public const uint DUPLICATE_CLOSE_SOURCE = 1;

    /// <summary>Gives the copy the source's rights; the access argument is ignored.</summary>
    public const uint DUPLICATE_SAME_ACCESS = 2;

    /// <summary>Gives the copy the source's inherit and protect flags; the inherit argument is ignored.</summary>
    public const uint DUPLICATE_SAME_ATTRIBUTES = 4;

    /// <summary>Waits without end.</summary>
    public const uint INFINITE = 0xFFFFFFFF;

    /// <summary>The first of the objects is signalled.</summary>
    public const uint WAIT_OBJECT_0 = 0;

    /// <summary>The time ended first.</summary>
    public const uint WAIT_TIMEOUT = 258;

    /// <summary>The wait could not begin; the last error tells why.</summary>
    public const uint WAIT_FAILED = 0xFFFFFFFF;

    /// <summary>The most objects of one wait.</summary>
    public const uint MAXIMUM_WAIT_OBJECTS = 64;

    /// <summary>The exit code of a process that runs.</summary>
    public const uint STILL_ACTIVE = 259;

    /// <summary>The type of a handle that is none, or of no known kind.</summary>
    public const uint FILE_TYPE_UNKNOWN = 0;

    /// <summary>A file on a disk.</summary>
    public const uint FILE_TYPE_DISK = 1;

    /// <summary>A character device, such as a console or NUL.</summary>
    public const uint FILE_TYPE_CHAR = 2;

    /// <summary>A pipe or a socket.</summary>
    public const uint FILE_TYPE_PIPE = 3;

    /// <summary>Transfers wait until they can be done.</summary>
    public const uint PIPE_WAIT = 0;

    /// <summary>Transfers do at once what can be done.</summary>
    public const uint PIPE_NOWAIT = 1;

    /// <summary>Reads give bytes as they come.</summary>
    public const uint PIPE_READMODE_BYTE = 0;

    /// <summary>Reads give messages; anonymous pipes have none.</summary>
    public const uint PIPE_READMODE_MESSAGE = 2;

    /// <summary>The flag of a pipe's client end, which of an anonymous pipe is the write end.</summary>
    public const uint PIPE_CLIENT_END = 0;

    /// <summary>The flag of a pipe's server end, which of an anonymous pipe is the read end.</summary>
    public const uint PIPE_SERVER_END = 1;

    /// <summary>The child's standard handles are in its STARTUPINFO.</summary>
    public const uint STARTF_USESTDHANDLES = 0x100;

    /// <summary>The child begins stopped. *Linux*: not supported, contract L-8.</summary>
    public const uint CREATE_SUSPENDED = 0x4;

    /// <summary>The child has no console, and without standard handles of its own none.</summary>
    public const uint DETACHED_PROCESS = 0x8;

    /// <summary>The child has a new console.</summary>
    public const uint CREATE_NEW_CONSOLE = 0x10;

    /// <summary>The child begins a process group.</summary>
    public const uint CREATE_NEW_PROCESS_GROUP = 0x200;

    /// <summary>The environment block is UTF-16.</summary>
    public const uint CREATE_UNICODE_ENVIRONMENT = 0x400;

    /// <summary>The startup information is a <see cref="STARTUPINFOEXW"/>.</summary>
    public const uint EXTENDED_STARTUPINFO_PRESENT = 0x80000;

    /// <summary>The child has a console without a window.</summary>
    public const uint CREATE_NO_WINDOW = 0x8000000;

    /// <summary>The attribute with the handles that a child inherits, and no others.</summary>
    public const uint PROC_THREAD_ATTRIBUTE_HANDLE_LIST = 0x20002;

    /// <summary>Reading, of any object.</summary>
    public const uint GENERIC_READ = 0x80000000;

    /// <summary>Writing, of any object.</summary>
    public const uint GENERIC_WRITE = 0x40000000;

    /// <summary>Executing, of any object.</summary>
    public const uint GENERIC_EXECUTE = 0x20000000;

    /// <summary>All rights, of any object.</summary>
    public const uint GENERIC_ALL = 0x10000000;

    /// <summary>The most that can be had.</summary>
    public const uint MAXIMUM_ALLOWED = 0x02000000;

    /// <summary>To wait for the object.</summary>
    public const uint SYNCHRONIZE = 0x100000;

    /// <summary>To read who may use it.</summary>
    public const uint READ_CONTROL = 0x20000;

    /// <summary>To delete it.</summary>
    public const uint DELETE = 0x10000;

    /// <summary>To read data.</summary>
    public const uint FILE_READ_DATA = 0x1;

    /// <summary>To write data.</summary>
    public const uint FILE_WRITE_DATA = 0x2;

    /// <summary>To write data at the end.</summary>
    public const uint FILE_APPEND_DATA = 0x4;

    /// <summary>To read extended attributes.</summary>
    public const uint FILE_READ_EA = 0x8;

    /// <summary>To write extended attributes.</summary>
    public const uint FILE_WRITE_EA = 0x10;

    /// <summary>To read attributes, such as a pipe's state.</summary>
    public const uint FILE_READ_ATTRIBUTES = 0x80;

    /// <summary>To change attributes, such as a pipe's state.</summary>
    public const uint FILE_WRITE_ATTRIBUTES = 0x100;

    /// <summary>Others may read the file meanwhile.</summary>
    public const uint FILE_SHARE_READ = 1;

    /// <summary>Others may write the file meanwhile.</summary>
    public const uint FILE_SHARE_WRITE = 2;

    /// <summary>Others may delete the file meanwhile.</summary>
    public const uint FILE_SHARE_DELETE = 4;

    /// <summary>Makes a file that must not be there yet.</summary>
    public const uint CREATE_NEW = 1;

    /// <summary>Makes a file, or empties the one that is there.</summary>
    public const uint CREATE_ALWAYS = 2;

    /// <summary>Opens a file that must be there.</summary>
    public const uint OPEN_EXISTING = 3;

    /// <summary>Opens a file, or makes it.</summary>
    public const uint OPEN_ALWAYS = 4;

    /// <summary>Opens a file that must be there, and empties it.</summary>
    public const uint TRUNCATE_EXISTING = 5;

    /// <summary>Attributes of a file without any.</summary>
    public const uint FILE_ATTRIBUTE_NORMAL = 0x80;

    /// <summary>The file is removed when its last handle is closed. *Linux*: by this process; one that ends without closing it leaves it.</summary>
    public const uint FILE_FLAG_DELETE_ON_CLOSE = 0x04000000;

    /// <summary>Writes go to the disk before they return.</summary>
    public const uint FILE_FLAG_WRITE_THROUGH = 0x80000000;

    /// <summary>Transfers are asynchronous. *Linux*: refused, contract D-overlapped.</summary>
    public const uint FILE_FLAG_OVERLAPPED = 0x40000000;

    /// <summary>Positions count from the beginning.</summary>
    public const uint FILE_BEGIN = 0;

    /// <summary>Positions count from where the file is.</summary>
    public const uint FILE_CURRENT = 1;

    /// <summary>Positions count from the end.</summary>
    public const uint FILE_END = 2;

    /// <summary>What <see cref="GetFileSize(HANDLE, uint*)"/> gives on failure.</summary>
    public const uint INVALID_FILE_SIZE = 0xFFFFFFFF;

    /// <summary>What <see cref="SetFilePointer"/> gives on failure.</summary>
    public const uint INVALID_SET_FILE_POINTER = 0xFFFFFFFF;

    /// <summary>To end a process.</summary>
    public const uint PROCESS_TERMINATE = 0x1;

    /// <summary>To duplicate handles from and to a process.</summary>
    public const uint PROCESS_DUP_HANDLE = 0x40;

    /// <summary>To ask a process for all there is to know.</summary>
    public const uint PROCESS_QUERY_INFORMATION = 0x400;

    /// <summary>To ask a process for its id and exit code.</summary>
    public const uint PROCESS_QUERY_LIMITED_INFORMATION = 0x1000;

    /// <summary>All rights on a process.</summary>
    public const uint PROCESS_ALL_ACCESS = 0x1FFFFF;

    /// <summary>To end a thread, or to cancel its blocked transfer.</summary>
    public const uint THREAD_TERMINATE = 0x1;

    /// <summary>To stop and resume a thread.</summary>
    public const uint THREAD_SUSPEND_RESUME = 0x2;

    /// <summary>All rights on a thread.</summary>
    public const uint THREAD_ALL_ACCESS = 0x1FFFFF;

    /// <summary>All rights on an event.</summary>
    public const uint EVENT_ALL_ACCESS = 0x1F0003;

    /// <summary>To set and reset an event.</summary>
    public const uint EVENT_MODIFY_STATE = 0x2;
}
