using System.Runtime.InteropServices;

namespace Standpipe.Platform.Windows;

/// <summary>Error codes of Windows (&lt;winerror.h&gt;): their names, and messages made from them.</summary>
internal static class WindowsError
{
    internal const int ERROR_FILE_NOT_FOUND = 2;
    internal const int ERROR_PATH_NOT_FOUND = 3;
    internal const int ERROR_TOO_MANY_OPEN_FILES = 4;
    internal const int ERROR_ACCESS_DENIED = 5;
    internal const int ERROR_INVALID_HANDLE = 6;
    internal const int ERROR_NOT_ENOUGH_MEMORY = 8;
    internal const int ERROR_BAD_FORMAT = 11;
    internal const int ERROR_OUTOFMEMORY = 14;
    internal const int ERROR_SHARING_VIOLATION = 32;
    internal const int ERROR_HANDLE_EOF = 38;
    internal const int ERROR_INVALID_PARAMETER = 87;
    internal const int ERROR_BROKEN_PIPE = 109;
    internal const int ERROR_DISK_FULL = 112;
    internal const int ERROR_INVALID_NAME = 123;
    internal const int ERROR_BAD_PATHNAME = 161;
    internal const int ERROR_BUSY = 170;
    internal const int ERROR_BAD_EXE_FORMAT = 193;
    internal const int ERROR_FILENAME_EXCED_RANGE = 206;
    internal const int ERROR_EXE_MACHINE_TYPE_MISMATCH = 216;
    internal const int ERROR_NO_DATA = 232;
    internal const int ERROR_PIPE_NOT_CONNECTED = 233;
    internal const int ERROR_DIRECTORY = 267;
    internal const int ERROR_ELEVATION_REQUIRED = 740;
    internal const int ERROR_OPERATION_ABORTED = 995;
    internal const int ERROR_NO_SYSTEM_RESOURCES = 1450;
    internal const int ERROR_COMMITMENT_LIMIT = 1455;

    /// <summary>The header's name of an error code, or "Win32" where the table lacks it.</summary>
    internal static string Name(int error) => error switch
    {
        ERROR_FILE_NOT_FOUND => nameof(ERROR_FILE_NOT_FOUND),
        ERROR_PATH_NOT_FOUND => nameof(ERROR_PATH_NOT_FOUND),
        ERROR_TOO_MANY_OPEN_FILES => nameof(ERROR_TOO_MANY_OPEN_FILES),
        ERROR_ACCESS_DENIED => nameof(ERROR_ACCESS_DENIED),
        ERROR_INVALID_HANDLE => nameof(ERROR_INVALID_HANDLE),
        ERROR_NOT_ENOUGH_MEMORY => nameof(ERROR_NOT_ENOUGH_MEMORY),
        ERROR_BAD_FORMAT => nameof(ERROR_BAD_FORMAT),
        ERROR_OUTOFMEMORY => nameof(ERROR_OUTOFMEMORY),
        ERROR_SHARING_VIOLATION => nameof(ERROR_SHARING_VIOLATION),
        ERROR_HANDLE_EOF => nameof(ERROR_HANDLE_EOF),
        ERROR_INVALID_PARAMETER => nameof(ERROR_INVALID_PARAMETER),
        ERROR_BROKEN_PIPE => nameof(ERROR_BROKEN_PIPE),
        ERROR_DISK_FULL => nameof(ERROR_DISK_FULL),
        ERROR_INVALID_NAME => nameof(ERROR_INVALID_NAME),
        ERROR_BAD_PATHNAME => nameof(ERROR_BAD_PATHNAME),
        ERROR_BUSY => nameof(ERROR_BUSY),
        ERROR_BAD_EXE_FORMAT => nameof(ERROR_BAD_EXE_FORMAT),
        ERROR_FILENAME_EXCED_RANGE => nameof(ERROR_FILENAME_EXCED_RANGE),
        ERROR_EXE_MACHINE_TYPE_MISMATCH => nameof(ERROR_EXE_MACHINE_TYPE_MISMATCH),
        ERROR_NO_DATA => nameof(ERROR_NO_DATA),
        ERROR_PIPE_NOT_CONNECTED => nameof(ERROR_PIPE_NOT_CONNECTED),
        ERROR_DIRECTORY => nameof(ERROR_DIRECTORY),
        ERROR_ELEVATION_REQUIRED => nameof(ERROR_ELEVATION_REQUIRED),
        ERROR_OPERATION_ABORTED => nameof(ERROR_OPERATION_ABORTED),
        ERROR_NO_SYSTEM_RESOURCES => nameof(ERROR_NO_SYSTEM_RESOURCES),
        ERROR_COMMITMENT_LIMIT => nameof(ERROR_COMMITMENT_LIMIT),
        _ => "Win32",
    };

    /// <summary>Reason, name and number: <c>access is denied (ERROR_ACCESS_DENIED, 5)</c>.</summary>
    internal static string Describe(int error)
    {
        string text = Marshal.GetPInvokeErrorMessage(error).TrimEnd('.', ' ');
        string reason = text.Length > 1 && char.IsLower(text[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;
        return $"{reason} ({Name(error)}, {error})";
    }

    /// <summary>An <see cref="IOException"/> in the house form: operation, object, reason.</summary>
    /// <param name="operation">What was tried: the function's name.</param>
    /// <param name="subject">What it was tried on, or empty.</param>
    /// <param name="error">The error code.</param>
    internal static IOException Failure(string operation, string subject, int error)
    {
        string target = subject.Length == 0 ? operation : $"{operation} {subject}";
        return new IOException($"{target}: {Describe(error)}.", error);
    }

    /// <summary>The same, of the call that just failed in this thread.</summary>
    internal static IOException LastFailure(string operation, string subject = "") =>
        Failure(operation, subject, Marshal.GetLastPInvokeError());
}
