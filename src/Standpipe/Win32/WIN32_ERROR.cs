namespace Standpipe.Win32;

/// <summary>The error codes that the functions of this layer set, by their names in <c>winerror.h</c>.</summary>
/// <remarks>*Source*: each function names its own; the table of Linux error numbers is in <c>docs/contract.md</c>.</remarks>
public enum WIN32_ERROR : uint
{
    /// <summary>No error.</summary>
    ERROR_SUCCESS = 0,

    /// <summary>The function does not apply to this kind of thing.</summary>
    ERROR_INVALID_FUNCTION = 1,

    /// <summary>There is no such file or program.</summary>
    ERROR_FILE_NOT_FOUND = 2,

    /// <summary>There is no such directory on the way to it.</summary>
    ERROR_PATH_NOT_FOUND = 3,

    /// <summary>No descriptor is left.</summary>
    ERROR_TOO_MANY_OPEN_FILES = 4,

    /// <summary>The handle, or the user, may not do that.</summary>
    ERROR_ACCESS_DENIED = 5,

    /// <summary>There is no such handle, or it is of the wrong kind.</summary>
    ERROR_INVALID_HANDLE = 6,

    /// <summary>No memory is left.</summary>
    ERROR_NOT_ENOUGH_MEMORY = 8,

    /// <summary>The environment or command line cannot be made.</summary>
    ERROR_BAD_ENVIRONMENT = 10,

    /// <summary>A length is wrong.</summary>
    ERROR_BAD_LENGTH = 24,

    /// <summary>The device reported an error.</summary>
    ERROR_GEN_FAILURE = 31,

    /// <summary>The file is in use.</summary>
    ERROR_SHARING_VIOLATION = 32,

    /// <summary>The end of a file was reached by a read with an offset.</summary>
    ERROR_HANDLE_EOF = 38,

    /// <summary>This system cannot do that.</summary>
    ERROR_NOT_SUPPORTED = 50,

    /// <summary>The file exists.</summary>
    ERROR_FILE_EXISTS = 80,

    /// <summary>An argument is wrong.</summary>
    ERROR_INVALID_PARAMETER = 87,

    /// <summary>The other end of the pipe is gone.</summary>
    ERROR_BROKEN_PIPE = 109,

    /// <summary>The disk is full.</summary>
    ERROR_DISK_FULL = 112,

    /// <summary>The buffer is too small.</summary>
    ERROR_INSUFFICIENT_BUFFER = 122,

    /// <summary>The name is wrong.</summary>
    ERROR_INVALID_NAME = 123,

    /// <summary>The position would be before the beginning.</summary>
    ERROR_NEGATIVE_SEEK = 131,

    /// <summary>The module is not there.</summary>
    ERROR_MOD_NOT_FOUND = 126,

    /// <summary>The module has no function of that name.</summary>
    ERROR_PROC_NOT_FOUND = 127,

    /// <summary>The thing cannot seek.</summary>
    ERROR_SEEK_ON_DEVICE = 132,

    /// <summary>The directory is not empty.</summary>
    ERROR_DIR_NOT_EMPTY = 145,

    /// <summary>The thread has been suspended as often as can be.</summary>
    ERROR_SIGNAL_REFUSED = 156,

    /// <summary>The object is in use.</summary>
    ERROR_BUSY = 170,

    /// <summary>It exists already. Set by some functions that succeed.</summary>
    ERROR_ALREADY_EXISTS = 183,

    /// <summary>The file is no program.</summary>
    ERROR_BAD_EXE_FORMAT = 193,

    /// <summary>There is no such environment variable.</summary>
    ERROR_ENVVAR_NOT_FOUND = 203,

    /// <summary>The name is too long.</summary>
    ERROR_FILENAME_EXCED_RANGE = 206,

    /// <summary>A write found no reader; a read in PIPE_NOWAIT mode found nothing.</summary>
    ERROR_NO_DATA = 232,

    /// <summary>The wait ended because its time did.</summary>
    WAIT_TIMEOUT = 258,

    /// <summary>The name of a directory is wrong.</summary>
    ERROR_DIRECTORY = 267,

    /// <summary>The calling thread does not own the mutex.</summary>
    ERROR_NOT_OWNER = 288,

    /// <summary>The semaphore would get above its limit.</summary>
    ERROR_TOO_MANY_POSTS = 298,

    /// <summary>An attribute is there already.</summary>
    ERROR_OBJECT_NAME_EXISTS = 698,

    /// <summary>The call was cancelled, or its handle closed.</summary>
    ERROR_OPERATION_ABORTED = 995,

    /// <summary>There is no message of that number.</summary>
    ERROR_MR_MID_NOT_FOUND = 317,

    /// <summary>The thread works in the background already.</summary>
    ERROR_THREAD_MODE_ALREADY_BACKGROUND = 400,

    /// <summary>The thread does not work in the background.</summary>
    ERROR_THREAD_MODE_NOT_BACKGROUND = 401,

    /// <summary>The operation is not complete.</summary>
    ERROR_IO_INCOMPLETE = 996,

    /// <summary>The address cannot be used.</summary>
    ERROR_NOACCESS = 998,

    /// <summary>The text cannot be said in the other encoding.</summary>
    ERROR_NO_UNICODE_TRANSLATION = 1113,

    /// <summary>A device reported an input or output error.</summary>
    ERROR_IO_DEVICE = 1117,

    /// <summary>There was nothing of that kind.</summary>
    ERROR_NOT_FOUND = 1168,

    /// <summary>No resources are left.</summary>
    ERROR_NO_SYSTEM_RESOURCES = 1450,

    /// <summary>The handles name different things.</summary>
    ERROR_NOT_SAME_OBJECT = 1656,

    /// <summary>The user's buffer cannot be used.</summary>
    ERROR_INVALID_USER_BUFFER = 1784,

    /// <summary>The path does not resolve.</summary>
    ERROR_CANT_RESOLVE_FILENAME = 1921,
}
