using System.Runtime.CompilerServices;
using System.Text;
using Standpipe.Win32;
using static Standpipe.Win32.Kernel32;
using CommandLine = Standpipe.Platform.CommandLine;

namespace Standpipe.Tests.Win32;

/// <summary>Programs of Linux between a parent and a child that use the Win32 names, and files of Linux.</summary>
public sealed class ForeignProgramTests
{
    // Each has the child's program as $0 and a file as $1.
    [LinuxTheory("A shell of Linux is in between.")]
    [InlineData("\"$0\" win32 out write:out:heard")]
    [InlineData("\"$0\" win32 out write:out:heard | cat")]
    [InlineData("\"$0\" win32 out write:out:heard > \"$1\"; cat \"$1\"")]
    [InlineData("echo heard > \"$1\"; \"$0\" win32 out read:in:5 < \"$1\"")]
    public void Shell_ThatRedirects_IsBelievedMoreThanTheRecord(string script)
    {
        using ScratchDirectory scratch = new();
        _ = CreatePipe(out SafeObjectHandle read, out SafeObjectHandle write, SECURITY_ATTRIBUTES.Inheritable, 0);
        _ = SetHandleInformation(read, HANDLE_FLAG_INHERIT, 0);
        STARTUPINFOW startup = new()
        {
            cb = (uint)Unsafe.SizeOf<STARTUPINFOW>(),
            dwFlags = STARTF_USESTDHANDLES,
            hStdOutput = (HANDLE)write.DangerousGetHandle(),
        };
        string line = CommandLine.Join(["sh", "-c", script, TestChildProgram.Path, scratch["file"]]);

        Assert.True(CreateProcessW("/bin/sh", line, true, 0, null, null, startup, out PROCESS_INFORMATION process));
        write.Dispose();
        byte[] buffer = new byte[1000];
        StringBuilder told = new();
        while (ReadFile(read, buffer, out uint count))
        {
            _ = told.Append(Encoding.ASCII.GetString(buffer, 0, (int)count));
        }

        read.Dispose();
        _ = CloseHandle(process.hProcess);
        _ = CloseHandle(process.hThread);
        Assert.Contains("heard", told.ToString(), StringComparison.Ordinal);
    }

    [LinuxTheory("A symbolic link to nothing is a thing of Linux.")]
    [InlineData(OPEN_ALWAYS)]
    [InlineData(CREATE_ALWAYS)]
    public void CreateFile_OfALinkToNothing_MakesWhatItNames(uint disposition)
    {
        using ScratchDirectory scratch = new();
        _ = File.CreateSymbolicLink(scratch["link"], scratch["target"]);

        using (SafeObjectHandle file = CreateFileW(scratch["link"], GENERIC_WRITE, 0, null, disposition, 0))
        {
            Assert.False(file.IsInvalid);
        }

        Assert.True(File.Exists(scratch["target"]));
    }

    [LinuxFact("Windows' own list may do otherwise.")]
    public unsafe void HandleList_WithoutHandles_IsRefused()
    {
        byte* memory = stackalloc byte[200];
        nuint size = 200;
        LPPROC_THREAD_ATTRIBUTE_LIST list = new(memory);
        Assert.True(InitializeProcThreadAttributeList(list, 1, 0, &size));
        Assert.True(UpdateProcThreadAttribute(list, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, null, 8, null, null));
        STARTUPINFOEXW startup = new() { lpAttributeList = list };
        startup.StartupInfo.cb = (uint)sizeof(STARTUPINFOEXW);

        Assert.False(CreateProcessW("/bin/true", null, true, 0, null, null, startup, out PROCESS_INFORMATION process));
        Assert.Equal((WIN32_ERROR.ERROR_NOACCESS, default), (GetLastError(), process));
    }

    [LinuxFact("Windows' own wait may do otherwise.")]
    public void WaitForAll_OfOneEventTwice_IsRefused()
    {
        using SafeObjectHandle one = CreateEventW(default(SECURITY_ATTRIBUTES?), false, true, null);
        _ = DuplicateHandle(one, out SafeObjectHandle two, false, DUPLICATE_SAME_ACCESS);
        using (two)
        {
            HANDLE[] both = [(HANDLE)one.DangerousGetHandle(), (HANDLE)two.DangerousGetHandle()];

            Assert.Equal(WAIT_FAILED, WaitForMultipleObjects(both, true, 0));
            Assert.Equal(WIN32_ERROR.ERROR_INVALID_PARAMETER, GetLastError());
        }
    }
}
