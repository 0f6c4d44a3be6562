using System.Runtime.CompilerServices;
using Standpipe.Platform;
using Standpipe.Win32;
using static Standpipe.Win32.Kernel32;

namespace Standpipe.Tests.Win32;

/// <summary>The test child, started by CreateProcess with a pipe for its standard output.</summary>
internal static class Redirected
{
    /// <summary>Starts it; it inherits all that is inheritable.</summary>
    internal static PROCESS_INFORMATION Start(HANDLE output, params string[] arguments)
    {
        STARTUPINFOW startup = new()
        {
            cb = (uint)Unsafe.SizeOf<STARTUPINFOW>(),
            dwFlags = STARTF_USESTDHANDLES,
            hStdOutput = output,
        };
        string line = CommandLine.Join([TestChildProgram.Path, .. arguments]);
        Assert.True(CreateProcessW(TestChildProgram.Path, line, true, 0, null, null, startup, out PROCESS_INFORMATION process));
        return process;
    }

    /// <summary>Starts it, closes the write end, and reads until the end.</summary>
    internal static unsafe string Run(HANDLE read, HANDLE write, params string[] arguments)
    {
        PROCESS_INFORMATION process = Start(write, arguments);
        Assert.True(CloseHandle(write));
        byte[] buffer = new byte[4096];
        MemoryStream told = new();
        while (ReadFile(read, buffer, out uint count))
        {
            told.Write(buffer, 0, (int)count);
        }

        Assert.Equal(WIN32_ERROR.ERROR_BROKEN_PIPE, GetLastError());
        End(process);
        return System.Text.Encoding.UTF8.GetString(told.ToArray());
    }

    /// <summary>Waits for its end, which is a good one.</summary>
    internal static unsafe void End(PROCESS_INFORMATION process)
    {
        uint code;
        Assert.Equal(WAIT_OBJECT_0, WaitForSingleObject(process.hProcess, INFINITE));
        Assert.True(GetExitCodeProcess(process.hProcess, &code));
        Assert.Equal(0u, code);
        Assert.True(CloseHandle(process.hProcess) && CloseHandle(process.hThread));
    }
}
