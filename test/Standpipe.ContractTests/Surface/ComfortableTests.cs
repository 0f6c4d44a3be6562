using System.Runtime.CompilerServices;
using System.Text;

namespace Standpipe.ContractTests.Surface;

/// <summary>The overloads with owners of handles, spans and strings: each does what the blittable call does.</summary>
public sealed class ComfortableTests
{
    [Fact]
    public void Pipe_WithOwners()
    {
        Assert.True(CreatePipe(out SafeObjectHandle read, out SafeObjectHandle write, null, 4096));
        using (read)
        {
            using (write)
            {
                Assert.True(WriteFile(write, "spans"u8, out uint written));
                Assert.Equal(5u, written);
                byte[] buffer = new byte[10];
                Assert.True(PeekNamedPipe(read, buffer.AsSpan(0, 2), out uint peeked, out uint waiting, out _));
                Assert.Equal((2u, 5u, "sp"), (peeked, waiting, Encoding.ASCII.GetString(buffer, 0, 2)));
                Assert.True(ReadFile(read, buffer, out uint count));
                Assert.Equal("spans", Encoding.ASCII.GetString(buffer, 0, (int)count));
                Assert.True(FlushFileBuffers(write));
                Assert.True(GetNamedPipeInfo(read, out uint flags, out uint output, out uint input, out uint instances));
                Assert.Equal((PIPE_SERVER_END, 4096u, 4096u, 1u), (flags, output, input, instances));
                Assert.True(SetNamedPipeHandleState(read, PIPE_NOWAIT));
                Assert.True(GetNamedPipeHandleStateW(read, out uint mode, out uint current));
                Assert.Equal((PIPE_NOWAIT, 1u), (mode, current));
                Assert.Equal(FILE_TYPE_PIPE, GetFileType(read));
            }

            Assert.False(ReadFile(read, new byte[1], out uint none));
            Assert.Equal((0u, ERROR_BROKEN_PIPE), (none, GetLastError()));
        }

        Assert.Throws<ObjectDisposedException>(() => ReadFile(read, new byte[1], out _));
        Assert.Throws<ObjectDisposedException>(() => WriteFile(write, new byte[1], out _));
    }

    [Fact]
    public void Handles_WithOwners()
    {
        Assert.True(CreatePipe(out SafeObjectHandle read, out SafeObjectHandle write, SECURITY_ATTRIBUTES.Inheritable, 0));
        using (read)
        using (write)
        {
            Assert.True(GetHandleInformation(write, out uint flags));
            Assert.Equal(HANDLE_FLAG_INHERIT, flags);
            Assert.True(SetHandleInformation(write, HANDLE_FLAG_INHERIT, 0));
            Assert.True(DuplicateHandle(write, out SafeObjectHandle copy, true, DUPLICATE_SAME_ACCESS));
            using (copy)
            {
                Assert.True(CompareObjectHandles(write, copy));
                Assert.False(CompareObjectHandles(read, copy));
                Assert.True(GetHandleInformation(copy, out flags));
                Assert.Equal(HANDLE_FLAG_INHERIT, flags);
            }

            Assert.Equal(WAIT_OBJECT_0, WaitForSingleObject(read, 0));
            Assert.True(CancelIo(read));
            HANDLE before = GetStdHandle(STD_INPUT_HANDLE);
            Assert.True(SetStdHandle(STD_INPUT_HANDLE, read));
            Assert.Equal(read.DangerousGetHandle(), GetStdHandle(STD_INPUT_HANDLE).Value);
            Assert.True(SetStdHandle(STD_INPUT_HANDLE, before));
        }
    }

    [Fact]
    public void Owner_DoesNotDisturbTheLastError()
    {
        Assert.True(CreatePipe(out SafeObjectHandle read, out SafeObjectHandle write, null, 0));
        write.Dispose();
        Assert.False(ReadFile(read, new byte[1], out _));
        read.Dispose();

        Assert.Equal(ERROR_BROKEN_PIPE, GetLastError());
    }

    [Fact]
    public void Cancelling_WithOwners()
    {
        Assert.True(CreatePipe(out SafeObjectHandle read, out SafeObjectHandle write, null, 0));
        using (read)
        using (write)
        {
            HANDLE end = new(read.DangerousGetHandle());
            Blocked<(BOOL, WIN32_ERROR)> first = Blocked.On(end, () => (ReadFile(read, new byte[1], out _), GetLastError()));
            Assert.True(CancelIoEx(read));
            Assert.Equal((BOOL.FALSE, ERROR_OPERATION_ABORTED), first.Result());

            Blocked<(BOOL, WIN32_ERROR)> second = Blocked.On(end, () => (ReadFile(read, new byte[1], out _), GetLastError()));
            using SafeObjectHandle thread = new(second.Handle, ownsHandle: false);
            Assert.True(CancelSynchronousIo(thread));
            Assert.Equal((BOOL.FALSE, ERROR_OPERATION_ABORTED), second.Result());
        }
    }

    [Fact]
    public void Events_WithOwners()
    {
        using SafeObjectHandle one = CreateEventW(default(SECURITY_ATTRIBUTES?), true, false, null);

        Assert.True(SetEvent(one));
        Assert.Equal(WAIT_OBJECT_0, WaitForMultipleObjects([new HANDLE(one.DangerousGetHandle())], true, 0));
        Assert.True(ResetEvent(one));
        Assert.Equal(Kernel32.WAIT_TIMEOUT, WaitForSingleObject(one, 0));
    }

    [Fact]
    public void Overlapped_WithOwners()
    {
        Assert.True(CreatePipe(out SafeObjectHandle read, out SafeObjectHandle write, null, 0));
        using (read)
        using (write)
        {
            OVERLAPPED overlapped = new() { InternalHigh = 3 };

            Assert.True(GetOverlappedResult(read, ref overlapped, out uint count, false));
            Assert.Equal(3u, count);
        }
    }

    [Fact]
    public void Processes_WithOwners()
    {
        STARTUPINFOW startup = new() { cb = (uint)Unsafe.SizeOf<STARTUPINFOW>() };
        Assert.True(CreateProcessW(Child.Program, $"\"{Child.Program}\" exit 12", false, 0, null, null, startup, out PROCESS_INFORMATION information));
        using SafeObjectHandle process = new(information.hProcess, ownsHandle: true);
        using SafeObjectHandle thread = new(information.hThread, ownsHandle: true);

        Assert.Equal(information.dwProcessId, GetProcessId(process));
        Assert.Equal(WAIT_OBJECT_0, WaitForSingleObject(process, INFINITE));
        Assert.True(GetExitCodeProcess(process, out uint code));
        Assert.Equal(12u, code);
        Assert.Equal(Known.Differs("D-proc-12"), (bool)TerminateProcess(process, 1));
        GetStartupInfoW(out STARTUPINFOW own);
        Assert.True(own.cb is 0 or >= 104);
    }

    [Fact]
    public unsafe void CreateProcessA_TakesTheEightBitStrings()
    {
        byte[] line = Encoding.UTF8.GetBytes($"\"{Child.Program}\" win32-arguments ");
        using TestPipe report = TestPipe.WithInheritable(pipe => pipe.Write);
        line = [.. line, .. Encoding.UTF8.GetBytes($"{Child.Name(report.Write)} ansi text\0")];
        STARTUPINFOA startup = new() { cb = (uint)sizeof(STARTUPINFOA) };
        PROCESS_INFORMATION process;
        fixed (byte* text = line)
        {
            Assert.Equal(ERROR_SUCCESS, Try.Error(CreateProcessA(null, text, null, null, true, 0, null, null, &startup, &process)));
        }

        report.CloseWrite();
        Assert.Equal((ERROR_BROKEN_PIPE, "ansi|text"), Try.ReadToEnd(report.Read));
        Try.WaitFor(process.hProcess);
        _ = Try.Close(process.hProcess);
        _ = Try.Close(process.hThread);
    }

    [Fact]
    public void Spans_WithPlainHandles()
    {
        using TestPipe pipe = TestPipe.Create();
        byte[] buffer = new byte[4];

        Assert.True(WriteFile(pipe.Write, "four"u8, out uint written));
        Assert.True(ReadFile(pipe.Read, buffer, out uint read));
        Assert.Equal((4u, 4u), (written, read));
    }
}
