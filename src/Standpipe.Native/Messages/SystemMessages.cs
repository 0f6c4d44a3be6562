using Standpipe.Win32;

namespace Standpipe.Native.Messages;

/// <summary>What the codes that this library sets mean, for <c>FormatMessage</c>. The words are ours, not Windows': nobody may compare them.</summary>
internal static class SystemMessages
{
    /// <summary>Finds the message of a code.</summary>
    /// <returns>The text without its line end, or null if there is none.</returns>
    internal static string? Find(uint id) => (WIN32_ERROR)id switch
    {
        WIN32_ERROR.ERROR_SUCCESS => "No error: the call succeeded.",
        WIN32_ERROR.ERROR_INVALID_FUNCTION => "That cannot be done with a thing of this kind.",
        WIN32_ERROR.ERROR_FILE_NOT_FOUND => "No file of that name was found.",
        WIN32_ERROR.ERROR_PATH_NOT_FOUND => "A directory on the way to that file was not found.",
        WIN32_ERROR.ERROR_TOO_MANY_OPEN_FILES => "This process has as many files open as it may.",
        WIN32_ERROR.ERROR_ACCESS_DENIED => "Not permitted: the handle lacks that right, or the user does.",
        WIN32_ERROR.ERROR_INVALID_HANDLE => "No such handle is open, or it names a thing of another kind.",
        WIN32_ERROR.ERROR_NOT_ENOUGH_MEMORY => "Out of memory.",
        WIN32_ERROR.ERROR_BAD_ENVIRONMENT => "The environment cannot be used.",
        WIN32_ERROR.ERROR_BAD_LENGTH => "A length is wrong.",
        WIN32_ERROR.ERROR_GEN_FAILURE => "It failed for a reason that has no number of its own.",
        WIN32_ERROR.ERROR_SHARING_VIOLATION => "The file is in use.",
        WIN32_ERROR.ERROR_HANDLE_EOF => "That is past the end of the file.",
        WIN32_ERROR.ERROR_NOT_SUPPORTED => "Linux has nothing like it.",
        WIN32_ERROR.ERROR_FILE_EXISTS => "There is a file of that name.",
        WIN32_ERROR.ERROR_INVALID_PARAMETER => "An argument is wrong.",
        WIN32_ERROR.ERROR_BROKEN_PIPE => "The other end of the pipe is closed.",
        WIN32_ERROR.ERROR_DISK_FULL => "No space is left.",
        WIN32_ERROR.ERROR_INSUFFICIENT_BUFFER => "The buffer given is too small.",
        WIN32_ERROR.ERROR_INVALID_NAME => "That cannot be a name.",
        WIN32_ERROR.ERROR_MOD_NOT_FOUND => "No such module is loaded, or could be.",
        WIN32_ERROR.ERROR_PROC_NOT_FOUND => "The module has no function of that name.",
        WIN32_ERROR.ERROR_NEGATIVE_SEEK => "The position would lie before the beginning.",
        WIN32_ERROR.ERROR_SEEK_ON_DEVICE => "There are no positions in a thing of this kind.",
        WIN32_ERROR.ERROR_DIR_NOT_EMPTY => "There is still something in the directory.",
        WIN32_ERROR.ERROR_BUSY => "It is in use.",
        WIN32_ERROR.ERROR_ALREADY_EXISTS => "It was there already.",
        WIN32_ERROR.ERROR_BAD_EXE_FORMAT => "%1 is no program that this system can run.",
        WIN32_ERROR.ERROR_ENVVAR_NOT_FOUND => "No environment variable has that name.",
        WIN32_ERROR.ERROR_FILENAME_EXCED_RANGE => "The name, or the list, is too long.",
        WIN32_ERROR.ERROR_NO_DATA => "Nobody reads from the pipe any more, or there is nothing in it now.",
        WIN32_ERROR.WAIT_TIMEOUT => "The time to wait was over first.",
        WIN32_ERROR.ERROR_DIRECTORY => "That is not a directory.",
        WIN32_ERROR.ERROR_MR_MID_NOT_FOUND => "There is no message of number %1.",
        WIN32_ERROR.ERROR_OBJECT_NAME_EXISTS => "It is in the list already.",
        WIN32_ERROR.ERROR_OPERATION_ABORTED => "The call was cancelled, or its handle closed.",
        WIN32_ERROR.ERROR_IO_INCOMPLETE => "The transfer is still going on.",
        WIN32_ERROR.ERROR_NOACCESS => "That address cannot be read or written.",
        WIN32_ERROR.ERROR_NO_UNICODE_TRANSLATION => "The text cannot be said in that encoding.",
        WIN32_ERROR.ERROR_IO_DEVICE => "The device failed.",
        WIN32_ERROR.ERROR_NOT_FOUND => "There was nothing of that kind.",
        WIN32_ERROR.ERROR_NO_SYSTEM_RESOURCES => "The system has run out of something it needs for that.",
        WIN32_ERROR.ERROR_NOT_SAME_OBJECT => "The two handles name different things.",
        WIN32_ERROR.ERROR_INVALID_USER_BUFFER => "The buffer given cannot be used.",
        WIN32_ERROR.ERROR_CANT_RESOLVE_FILENAME => "The links of that path lead nowhere.",
        _ => Other(id) ?? (Enum.IsDefined((WIN32_ERROR)id) ? Plain((WIN32_ERROR)id) : null),
    };

    /// <summary>Codes that this library never sets, and that programs have in their tables all the same.</summary>
    private static string? Other(uint id) => id switch
    {
        13 => "The data is wrong.",
        14 => "There is no memory for that.",
        18 => "There are no more files.",
        19 => "The medium is write-protected.",
        21 => "The device is not ready.",
        33 => "Another process has locked that part of the file.",
        53 => "That network path was not found.",
        120 => "This system does not have that function.",
        161 => "That path is none.",
        183 => "It was there already.",
        230 => "The state of the pipe is wrong for that.",
        231 => "All instances of the pipe are in use.",
        233 => "Nobody is at the other end of the pipe.",
        234 => "There is more data than the buffer takes.",
        259 => "There is nothing more.",
        487 => "That address is none of this process.",
        535 => "Somebody is at the other end of the pipe already.",
        536 => "The pipe waits for somebody to open its other end.",
        997 => "The transfer goes on, and will tell when it is done.",
        1359 => "An error that should not occur.",
        1460 => "The time given was over first.",
        1816 => "There is not enough quota left.",
        _ => null,
    };

    /// <summary>For codes that a later change adds: ERROR_NOT_OWNER says "Not owner.".</summary>
    private static string Plain(WIN32_ERROR code)
    {
        string words = code.ToString().Replace("ERROR_", string.Empty, StringComparison.Ordinal).Replace('_', ' ').ToLowerInvariant();
        return $"{char.ToUpperInvariant(words[0])}{words[1..]}.";
    }
}
