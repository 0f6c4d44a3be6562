using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Native.Tests.DllImports;

/// <summary>Existing C# declarations of kernel32's functions, after one line.</summary>
public sealed class ImportTests : IClassFixture<RedirectedImports>
{
    public ImportTests(RedirectedImports redirected)
    {
        _ = redirected;
        Tools.Require("gcc");
    }

    [Fact]
    public void CreatePipe_OfPinvokeNet_CarriesBytes()
    {
        (nint read, nint write) = Pipe(inherit: false);

        Assert.True(PinvokeNet.WriteFile(write, "through kernel32"u8.ToArray(), 16, out uint written, 0), LastError());
        Assert.True(PinvokeNet.PeekNamedPipe(read, null, 0, 0, out uint waiting, 0), LastError());
        byte[] buffer = new byte[100];
        Assert.True(PinvokeNet.ReadFile(read, buffer, 100, out uint count, 0), LastError());

        Assert.Equal((16u, 16u, 16u), (written, waiting, count));
        Assert.Equal("through kernel32", Encoding.UTF8.GetString(buffer, 0, 16));
        Assert.True(PinvokeNet.CloseHandle(read));
        Assert.True(PinvokeNet.CloseHandle(write));
    }

    [Fact]
    public void GetLastWin32Error_AfterFailures_IsTheWin32Code()
    {
        (nint read, nint write) = Pipe(inherit: false);
        byte[] one = new byte[1];

        Assert.False(PinvokeNet.WriteFile(read, one, 1, out _, 0));
        Assert.Equal(5, Marshal.GetLastWin32Error());
        Assert.True(PinvokeNet.CloseHandle(write));
        Assert.False(PinvokeNet.ReadFile(read, one, 1, out _, 0));
        Assert.Equal(109, Marshal.GetLastWin32Error());
        Assert.True(PinvokeNet.CloseHandle(read));
        Assert.False(PinvokeNet.CloseHandle(read));
        Assert.Equal(6, Marshal.GetLastWin32Error());
        Assert.Equal(new nint(-1), PinvokeNet.CreateFile("/nowhere/nothing", 0x80000000, 3, 0, 3, 0, 0));
        Assert.Equal(3, Marshal.GetLastWin32Error());
        Assert.Equal(new nint(-1), PinvokeNet.GetStdHandle(-99));
        Assert.Equal(6, Marshal.GetLastWin32Error());
    }

    [Fact]
    public void GetLastWin32Error_AfterSuccess_IsZero()
    {
        // The runtime clears errno before the call, as it clears the last error on Windows.
        (nint read, nint write) = Pipe(inherit: false);

        Assert.False(PinvokeNet.CloseHandle(12345678));
        Assert.True(PinvokeNet.SetHandleInformation(read, PinvokeNet.HANDLE_FLAG_INHERIT, 0));

        Assert.Equal(0, Marshal.GetLastWin32Error());
        Assert.True(PinvokeNet.CloseHandle(read));
        Assert.True(PinvokeNet.CloseHandle(write));
    }

    [Fact]
    public void CreateProcess_OfPinvokeNet_RedirectsBothStreams()
    {
        (nint childInput, nint toChild) = Pipe(inherit: true);
        (nint fromChild, nint childOutput) = Pipe(inherit: true);
        Assert.True(PinvokeNet.SetHandleInformation(toChild, PinvokeNet.HANDLE_FLAG_INHERIT, 0));
        Assert.True(PinvokeNet.SetHandleInformation(fromChild, PinvokeNet.HANDLE_FLAG_INHERIT, 0));
        PinvokeNet.SECURITY_ATTRIBUTES none = new() { nLength = Marshal.SizeOf<PinvokeNet.SECURITY_ATTRIBUTES>() };
        PinvokeNet.STARTUPINFO startup = new()
        {
            cb = Marshal.SizeOf<PinvokeNet.STARTUPINFO>(),
            lpTitle = "a title",
            dwFlags = PinvokeNet.STARTF_USESTDHANDLES,
            hStdInput = childInput,
            hStdOutput = childOutput,
            hStdError = PinvokeNet.GetStdHandle(-12),
        };

        Assert.True(
            PinvokeNet.CreateProcess(null, "sh -c \"cat; exit 7\"", ref none, ref none, true, 0, 0, "/", ref startup, out PinvokeNet.PROCESS_INFORMATION child),
            LastError());
        Assert.True(PinvokeNet.CloseHandle(childInput));
        Assert.True(PinvokeNet.CloseHandle(childOutput));
        Assert.True(PinvokeNet.WriteFile(toChild, "zwölf"u8.ToArray(), 6, out _, 0));
        Assert.True(PinvokeNet.CloseHandle(toChild));

        Assert.Equal("zwölf", ReadToEnd(fromChild));
        Assert.Equal(0u, PinvokeNet.WaitForSingleObject(child.hProcess, PinvokeNet.INFINITE));
        Assert.True(PinvokeNet.GetExitCodeProcess(child.hProcess, out uint code));
        Assert.Equal(7u, code);
        Assert.All([child.hProcess, child.hThread, fromChild], handle => Assert.True(PinvokeNet.CloseHandle(handle)));
    }

    [Fact]
    public void CreatePipe_WithSafeFileHandles_WorksWithFileStream()
    {
        Assert.True(CsWin32.CreatePipe(out SafeFileHandle read, out SafeFileHandle write, null, 0));

        using (FileStream writer = new(write, FileAccess.Write, 1))
        {
            writer.Write("line one\nline two\n"u8);
        }

        // The stream's end closed the last write handle, and so the pipe ends.
        using StreamReader reader = new(new FileStream(read, FileAccess.Read));
        Assert.Equal("line one\nline two\n", reader.ReadToEnd());
    }

    [Fact]
    public unsafe void CreateProcess_OfCsWin32_RedirectsOutputIntoAFileStream()
    {
        CsWin32.SECURITY_ATTRIBUTES inheritable = new() { nLength = (uint)sizeof(CsWin32.SECURITY_ATTRIBUTES), bInheritHandle = true };
        Assert.True(CsWin32.CreatePipe(out SafeFileHandle read, out SafeFileHandle write, inheritable, 0));
        Assert.True(CsWin32.SetHandleInformation(read, PinvokeNet.HANDLE_FLAG_INHERIT, 0));
        CsWin32.STARTUPINFOW startup = new()
        {
            cb = (uint)sizeof(CsWin32.STARTUPINFOW),
            dwFlags = PinvokeNet.STARTF_USESTDHANDLES,
            hStdOutput = new CsWin32.HANDLE { Value = (void*)write.DangerousGetHandle() },
        };
        CsWin32.PROCESS_INFORMATION child;
        fixed (char* line = "printf \"%s\" \"grüße\"\0")
        {
            Assert.True(CsWin32.CreateProcess(null, line, null, null, true, 0, null, null, &startup, &child), LastError());
        }

        write.Dispose();
        using StreamReader reader = new(new FileStream(read, FileAccess.Read));
        Assert.Equal("grüße", reader.ReadToEnd());
        Assert.Equal(0u, CsWin32.WaitForSingleObject(child.hProcess, PinvokeNet.INFINITE));
        uint code;
        Assert.True(CsWin32.GetExitCodeProcess(child.hProcess, &code));
        Assert.Equal(0u, code);
        Assert.True(CsWin32.CloseHandle(child.hProcess));
        Assert.True(CsWin32.CloseHandle(child.hThread));
    }

    [Fact]
    public void DuplicateHandle_OfPinvokeNet_ChangesInheritance()
    {
        (nint read, nint write) = Pipe(inherit: false);
        nint self = PinvokeNet.GetCurrentProcess();

        Assert.True(PinvokeNet.DuplicateHandle(self, write, self, out nint copy, 0, true, PinvokeNet.DUPLICATE_SAME_ACCESS), LastError());

        Assert.True(PinvokeNet.GetHandleInformation(write, out uint before));
        Assert.True(PinvokeNet.GetHandleInformation(copy, out uint after));
        Assert.Equal((0u, 1u), (before, after));
        Assert.All([read, write, copy], handle => Assert.True(PinvokeNet.CloseHandle(handle)));
    }

    [Fact]
    public void SetStdHandle_OfPinvokeNet_IsTold()
    {
        nint before = PinvokeNet.GetStdHandle(PinvokeNet.STD_INPUT_HANDLE);
        (nint read, nint write) = Pipe(inherit: false);

        Assert.True(PinvokeNet.SetStdHandle(PinvokeNet.STD_INPUT_HANDLE, read));

        Assert.Equal(read, PinvokeNet.GetStdHandle(PinvokeNet.STD_INPUT_HANDLE));
        Assert.True(PinvokeNet.SetStdHandle(PinvokeNet.STD_INPUT_HANDLE, before));
        Assert.All([read, write], handle => Assert.True(PinvokeNet.CloseHandle(handle)));
    }

    [Fact]
    public async Task Calls_OfManyThreadsWhileBothRuntimesCollect_AreAllRight()
    {
        const int Threads = 8;
        const int Rounds = 2_000;
        using CancellationTokenSource done = new();
        Task collector = Task.Run(
            () =>
            {
                while (!done.IsCancellationRequested)
                {
                    GC.Collect();
                }
            },
            TestContext.Current.CancellationToken);

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(
            () =>
            {
                byte[] buffer = new byte[64];
                for (int round = 0; round < Rounds; round++)
                {
                    (nint read, nint write) = Pipe(inherit: false);
                    Assert.True(PinvokeNet.WriteFile(write, BitConverter.GetBytes(round), 4, out _, 0));
                    Assert.True(PinvokeNet.ReadFile(read, buffer, 64, out uint count, 0));
                    Assert.Equal((4u, round), (count, BitConverter.ToInt32(buffer)));
                    Assert.True(PinvokeNet.CloseHandle(write));
                    Assert.False(PinvokeNet.ReadFile(read, buffer, 64, out _, 0));
                    Assert.Equal(109, Marshal.GetLastWin32Error());
                    Assert.True(PinvokeNet.CloseHandle(read));
                }
            },
            TestContext.Current.CancellationToken)));

        await done.CancelAsync();
        await collector;
    }

    private static (nint Read, nint Write) Pipe(bool inherit)
    {
        PinvokeNet.SECURITY_ATTRIBUTES attributes = new() { nLength = Marshal.SizeOf<PinvokeNet.SECURITY_ATTRIBUTES>(), bInheritHandle = inherit };
        Assert.True(PinvokeNet.CreatePipe(out nint read, out nint write, ref attributes, 0), LastError());
        return (read, write);
    }

    private static string ReadToEnd(nint handle)
    {
        using MemoryStream all = new();
        byte[] buffer = new byte[4096];
        while (PinvokeNet.ReadFile(handle, buffer, (uint)buffer.Length, out uint count, 0))
        {
            all.Write(buffer, 0, (int)count);
        }

        Assert.Equal(109, Marshal.GetLastWin32Error());
        return Encoding.UTF8.GetString(all.ToArray());
    }

    private static string LastError() => $"error {Marshal.GetLastWin32Error()}";
}
