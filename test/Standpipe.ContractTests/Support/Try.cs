using System.Text;

namespace Standpipe.ContractTests.Support;

/// <summary>The blittable calls with their errors as values: ERROR_SUCCESS, or what GetLastError said of the failure.</summary>
/// <remarks>What a failure must not touch is checked here once, for all tests.</remarks>
internal static unsafe class Try
{
    private const uint Untouched = 0xCCCCCCCC;

    internal static WIN32_ERROR Error(BOOL result) => result ? ERROR_SUCCESS : GetLastError();

    /// <summary>Reads once, at most so many bytes.</summary>
    internal static (WIN32_ERROR Error, string Text) Read(HANDLE handle, int size = 100)
    {
        byte[] buffer = new byte[size];
        uint count = Untouched;
        fixed (byte* bytes = buffer)
        {
            WIN32_ERROR error = Error(ReadFile(handle, bytes, (uint)size, &count, null));
            Assert.Equal(error == ERROR_SUCCESS ? count : 0, count);
            return (error, Encoding.Latin1.GetString(buffer, 0, (int)count));
        }
    }

    /// <summary>Reads until so many bytes are there.</summary>
    internal static string ReadExactly(HANDLE handle, int size)
    {
        StringBuilder text = new();
        while (text.Length < size)
        {
            (WIN32_ERROR error, string some) = Read(handle, size - text.Length);
            Assert.Equal(ERROR_SUCCESS, error);
            _ = text.Append(some);
        }

        return text.ToString();
    }

    /// <summary>Reads until an error.</summary>
    internal static (WIN32_ERROR Error, string Text) ReadToEnd(HANDLE handle)
    {
        StringBuilder text = new();
        while (true)
        {
            (WIN32_ERROR error, string some) = Read(handle, 65536);
            if (error != ERROR_SUCCESS)
            {
                return (error, text.ToString());
            }

            _ = text.Append(some);
        }
    }

    internal static (WIN32_ERROR Error, uint Count) Write(HANDLE handle, string text) =>
        Write(handle, Encoding.Latin1.GetBytes(text));

    internal static (WIN32_ERROR Error, uint Count) Write(HANDLE handle, byte[] data)
    {
        uint count = Untouched;
        fixed (byte* bytes = data)
        {
            WIN32_ERROR error = Error(WriteFile(handle, bytes, (uint)data.Length, &count, null));
            Assert.Equal(error == ERROR_SUCCESS ? count : 0, count);
            return (error, count);
        }
    }

    /// <summary>Peeks at the first bytes.</summary>
    internal static (WIN32_ERROR Error, string Text, uint Waiting) Peek(HANDLE handle, int size = 100)
    {
        byte[] buffer = new byte[size];
        uint count = Untouched;
        uint waiting = Untouched;
        fixed (byte* bytes = buffer)
        {
            WIN32_ERROR error = Error(PeekNamedPipe(handle, bytes, (uint)size, &count, &waiting, null));
            if (error == ERROR_SUCCESS)
            {
                return (error, Encoding.Latin1.GetString(buffer, 0, (int)count), waiting);
            }

            Assert.Equal((Untouched, Untouched), (count, waiting));
            return (error, string.Empty, 0);
        }
    }

    internal static WIN32_ERROR Close(HANDLE handle) => Error(CloseHandle(handle));

    internal static (WIN32_ERROR Error, uint Flags) Flags(HANDLE handle)
    {
        uint flags = 0;
        return (Error(GetHandleInformation(handle, &flags)), flags);
    }

    internal static WIN32_ERROR SetFlags(HANDLE handle, uint mask, uint flags) => Error(SetHandleInformation(handle, mask, flags));

    internal static (WIN32_ERROR Error, uint Type) Type(HANDLE handle)
    {
        SetLastError(ERROR_SUCCESS);
        uint type = GetFileType(handle);
        return (type == FILE_TYPE_UNKNOWN ? GetLastError() : ERROR_SUCCESS, type);
    }

    /// <summary>Duplicates within this process.</summary>
    internal static (WIN32_ERROR Error, HANDLE Copy) Duplicate(
        HANDLE handle, bool inherit = false, uint access = 0, uint options = DUPLICATE_SAME_ACCESS)
    {
        HANDLE copy = new(-3);
        WIN32_ERROR error = Error(DuplicateHandle(GetCurrentProcess(), handle, GetCurrentProcess(), &copy, access, inherit, options));
        return (error, copy);
    }

    internal static (WIN32_ERROR Error, uint Mode) Mode(HANDLE handle)
    {
        uint mode = Untouched;
        return (Error(GetNamedPipeHandleStateW(handle, &mode, null, null, null, null, 0)), mode);
    }

    internal static WIN32_ERROR SetMode(HANDLE handle, uint mode) => Error(SetNamedPipeHandleState(handle, &mode, null, null));

    internal static (WIN32_ERROR Error, uint Flags, uint Out, uint In, uint Instances) Info(HANDLE handle)
    {
        uint flags = Untouched;
        uint written = Untouched;
        uint read = Untouched;
        uint instances = Untouched;
        WIN32_ERROR error = Error(GetNamedPipeInfo(handle, &flags, &written, &read, &instances));
        return (error, flags, written, read, instances);
    }

    internal static (WIN32_ERROR Error, uint Code) ExitCode(HANDLE process)
    {
        uint code = Untouched;
        return (Error(GetExitCodeProcess(process, &code)), code);
    }

    /// <summary>Waits without a limit, and demands that the wait succeeds.</summary>
    internal static void WaitFor(HANDLE handle) => Assert.Equal(WAIT_OBJECT_0, WaitForSingleObject(handle, INFINITE));

    /// <summary>Whether a wait would be over at once.</summary>
    internal static bool IsSet(HANDLE handle) => WaitForSingleObject(handle, 0) switch
    {
        WAIT_OBJECT_0 => true,
        Kernel32.WAIT_TIMEOUT => false,
        _ => throw new InvalidOperationException($"The wait failed: {GetLastError()}."),
    };
}
