using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Windows;

/// <summary>Handles: duplicating, adopting, asking what they are.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe class WindowsHandle
{
    /// <summary>How many handles a child knows by a number: its standard ones.</summary>
    internal const int StandardCount = 3;

    private const int FirstStandardHandle = -10;   // STD_INPUT_HANDLE; output and error are -11 and -12 (<processenv.h>)

    /// <inheritdoc cref="Handle.Duplicate"/>
    internal static SafeFileHandle Duplicate(SafeFileHandle handle)
    {
        SafeFileHandle duplicate = Duplicate(handle, inheritable: false);
        GatedEnd.Share(handle, duplicate);
        return duplicate;
    }

    /// <summary>Makes a second handle for the same object.</summary>
    internal static SafeFileHandle Duplicate(SafeFileHandle handle, bool inheritable)
    {
        using HandleReference reference = new(handle);
        nint self = Kernel32.GetCurrentProcess();
        nint duplicate;
        return Kernel32.DuplicateHandle(
            self, reference.Value, self, &duplicate, 0, inheritable ? Winbase.TRUE : Winbase.FALSE, Winbase.DUPLICATE_SAME_ACCESS) != Winbase.FALSE
            ? new SafeFileHandle(duplicate, ownsHandle: true)
            : throw WindowsError.LastFailure("DuplicateHandle", Name(reference));
    }

    /// <inheritdoc cref="StdHandles.GetInitial"/>
    internal static SafeFileHandle? GetStandard(int index)
    {
        nint handle = Kernel32.GetStdHandle(FirstStandardHandle - index);
        return handle is 0 or Winbase.INVALID_HANDLE_VALUE ? null : new SafeFileHandle(handle, ownsHandle: false);
    }

    /// <inheritdoc cref="Handle.AdoptPipeEnd"/>
    internal static SafeFileHandle AdoptPipeEnd(int value, bool forReading)
    {
        if (value is >= 0 and < StandardCount)
        {
            using SafeFileHandle standard = GetStandard(value)
                ?? throw new ArgumentException($"Standard handle {value} is not open in this process.", nameof(value));
            RequirePipeEnd(standard, forReading, nameof(value));
            return Duplicate(standard);
        }

        using SafeFileHandle borrowed = new(value, ownsHandle: false);
        RequirePipeEnd(borrowed, forReading, nameof(value));

        // The safe direction: from here on no start of anybody's can leak it.
        _ = Kernel32.SetHandleInformation(value, Winbase.HANDLE_FLAG_INHERIT, 0);
        return new SafeFileHandle(value, ownsHandle: true);
    }

    /// <summary>Checks that a handle is a pipe opened for just one direction, without overlapped I/O.</summary>
    /// <param name="handle">The handle; not taken over.</param>
    /// <param name="forReading">The direction it must have.</param>
    /// <param name="parameterName">For the exception.</param>
    /// <exception cref="ArgumentException">It is something else, or the other end.</exception>
    internal static void RequirePipeEnd(SafeFileHandle handle, bool forReading, string parameterName)
    {
        using HandleReference reference = new(handle);
        uint flags;
        if (handle.IsInvalid || Kernel32.GetHandleInformation(reference.Value, &flags) == Winbase.FALSE)
        {
            throw new ArgumentException($"{Name(reference)} is not open in this process (ERROR_INVALID_HANDLE, 6).", parameterName);
        }

        if (Kernel32.GetFileType(reference.Value) != Winbase.FILE_TYPE_PIPE
            || Kernel32.GetNamedPipeInfo(reference.Value, null, null, null, null) == Winbase.FALSE)
        {
            throw new ArgumentException($"{Name(reference)} is not a pipe.", parameterName);
        }

        uint access = GrantedAccess(reference) & (Winbase.FILE_READ_DATA | Winbase.FILE_WRITE_DATA);
        uint wanted = forReading ? Winbase.FILE_READ_DATA : Winbase.FILE_WRITE_DATA;
        if (access != wanted)
        {
            string is_ = access switch
            {
                Winbase.FILE_READ_DATA => "a read end",
                Winbase.FILE_WRITE_DATA => "a write end",
                0 => "neither end",
                _ => "open for both",
            };
            throw new ArgumentException(
                $"{Name(reference)} is {is_} of a pipe, not a {(forReading ? "read" : "write")} end.", parameterName);
        }

        if (handle.IsAsync)
        {
            throw new ArgumentException($"{Name(reference)} was opened for overlapped I/O, which no anonymous pipe is.", parameterName);
        }
    }

    /// <summary>Whether the pipe still has its other end.</summary>
    internal static bool IsConnected(nint end)
    {
        IO_STATUS_BLOCK status;
        FILE_PIPE_LOCAL_INFORMATION information;
        int error = Ntdll.NtQueryInformationFile(
            end, &status, &information, (uint)sizeof(FILE_PIPE_LOCAL_INFORMATION), Winbase.FilePipeLocalInformation);
        return error >= 0 && information.NamedPipeState == Winbase.FILE_PIPE_CONNECTED_STATE;
    }

    private static uint GrantedAccess(in HandleReference reference)
    {
        PUBLIC_OBJECT_BASIC_INFORMATION information;
        return Ntdll.NtQueryObject(
            reference.Value, Winbase.ObjectBasicInformation, &information, (uint)sizeof(PUBLIC_OBJECT_BASIC_INFORMATION), null) >= 0
            ? information.GrantedAccess
            : 0;
    }

    private static string Name(in HandleReference reference) => $"handle {reference.Value}";
}
