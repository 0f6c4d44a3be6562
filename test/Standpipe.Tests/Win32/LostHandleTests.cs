using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Standpipe.Win32;
using Standpipe.Win32.Linux;
using static Standpipe.Win32.Kernel32;
using static Standpipe.Win32.WIN32_ERROR;

namespace Standpipe.Tests.Win32;

/// <summary>Handles whose descriptors somebody closes without telling, as <c>SafeFileHandle.Dispose</c> does.</summary>
[Collection(LeakCheckDefinition.Name)]
[SupportedOSPlatform("linux")]
public sealed unsafe class LostHandleTests : IClassFixture<LeakCheck>
{
    private const string Reason = "On Windows a SafeFileHandle closes handles.";

    [LinuxFact(Reason)]
    public void Close_OfWhatIsGone_IsInvalidHandleAndClearsThePlace()
    {
        (HANDLE read, HANDLE write) = Pipe(inheritable: false);
        DescriptorCalls.Close((int)write.Value);

        Assert.Equal(ERROR_INVALID_HANDLE, Error(CloseHandle(write)));
        Assert.Null(HandleTable.Look(HandleValue.ToIndex(write)));
        Assert.Equal(ERROR_INVALID_HANDLE, Error(CloseHandle(write)));
        Assert.True(CloseHandle(read));
    }

    [LinuxTheory(Reason)]
    [InlineData("/dev/null", false)]
    [InlineData("pipe", false)]
    [InlineData("/dev/null", true)]
    public void Close_OfANumberThatIsAStrangersNow_LeavesItOpen(string stranger, bool byDuplicating)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using SafeFileHandle file = File.OpenHandle("/dev/null");
        (HANDLE read, HANDLE write) = Pipe(inheritable: false);
        DescriptorCalls.Close((int)write.Value);
        int recycled = DescriptorCalls.DuplicateFrom(stranger == "pipe" ? pipe.WriteEnd.SafeFileHandle : file, (int)write.Value);
        Assert.Equal(write.Value, recycled);

        if (byDuplicating)
        {
            Assert.True(DuplicateHandle(GetCurrentProcess(), write, HANDLE.Null, null, 0, false, DUPLICATE_CLOSE_SOURCE));
        }

        Assert.Equal(ERROR_INVALID_HANDLE, Error(CloseHandle(write)));
        Assert.True(DescriptorCalls.IsOpen(recycled));
        DescriptorCalls.Close(recycled);
        Assert.True(CloseHandle(read));
    }

    [LinuxFact(Reason)]
    public void Transfers_OfWhatIsGone_AreInvalidHandle()
    {
        (HANDLE read, HANDLE write) = Pipe(inheritable: false);
        (HANDLE otherRead, HANDLE otherWrite) = Pipe(inheritable: false);
        uint mode = PIPE_NOWAIT;
        Assert.True(SetNamedPipeHandleState(otherWrite, &mode, null, null));
        byte* buffer = stackalloc byte[10];
        HANDLE copy;
        uint count;
        foreach (HANDLE handle in new[] { read, write, otherRead, otherWrite })
        {
            DescriptorCalls.Close((int)handle.Value);
        }

        Assert.Equal(ERROR_INVALID_HANDLE, Error(ReadFile(read, buffer, 10, &count, null)));
        Assert.Equal(ERROR_INVALID_HANDLE, Error(ReadFile(read, buffer, 0, &count, null)));
        Assert.Equal(ERROR_INVALID_HANDLE, Error(WriteFile(write, buffer, 10, &count, null)));
        Assert.Equal(ERROR_INVALID_HANDLE, Error(WriteFile(write, buffer, 0, &count, null)));
        Assert.Equal(ERROR_INVALID_HANDLE, Error(WriteFile(otherWrite, buffer, 10, &count, null)));
        Assert.Equal(ERROR_INVALID_HANDLE, Error(FlushFileBuffers(write)));
        Assert.Equal(ERROR_INVALID_HANDLE, Error(PeekNamedPipe(read, null, 0, null, &count, null)));
        Assert.Equal(ERROR_INVALID_HANDLE, Error(GetFileSize(read, null) != INVALID_FILE_SIZE));
        Assert.Equal(
            ERROR_INVALID_HANDLE, Error(DuplicateHandle(GetCurrentProcess(), read, GetCurrentProcess(), &copy, 0, false, DUPLICATE_SAME_ACCESS)));
        foreach (HANDLE handle in new[] { read, write, otherRead, otherWrite })
        {
            Assert.Equal(ERROR_INVALID_HANDLE, Error(CloseHandle(handle)));
        }
    }

    [LinuxTheory(Reason)]
    [InlineData(false)]
    [InlineData(true)]
    public void Wait_ForWhatIsGone_FailsAndDoesNotHang(bool manualReset)
    {
        HANDLE signal = CreateEventW((SECURITY_ATTRIBUTES*)null, manualReset, true, null);
        DescriptorCalls.Close((int)signal.Value);

        Assert.Equal(ERROR_INVALID_HANDLE, Error(WaitForSingleObject(signal, INFINITE) != WAIT_FAILED));
        Assert.Equal(ERROR_INVALID_HANDLE, Error(CloseHandle(signal)));
    }

    [LinuxFact(Reason)]
    public void NewHandle_OfTheSameNumber_TakesThePlace()
    {
        using SafeFileHandle file = File.OpenHandle("/dev/null");
        (HANDLE read, HANDLE write) = Pipe(inheritable: false);
        HandleEntry former = HandleTable.Use(read)!;
        DescriptorCalls.Close((int)read.Value);

        // As the kernel would give it.
        int fd = DescriptorCalls.DuplicateFrom(file, (int)read.Value);
        Assert.Equal(ERROR_SUCCESS, HandleTable.Add(fd, FILE_READ_DATA, 0, new StreamObject(StreamKind.Character), out HANDLE made));

        Assert.Equal(read, made);
        Assert.NotSame(former, HandleTable.Look(HandleValue.ToIndex(made)));
        Assert.True(former.IsClosed);
        former.EndUse();
        Assert.Equal("/dev/null", DescriptorCalls.Link(fd));
        Assert.Equal(FILE_TYPE_CHAR, GetFileType(made));
        Assert.True(CloseHandle(made));
        Assert.False(DescriptorCalls.IsOpen(fd));
        Assert.True(CloseHandle(write));
    }

    [LinuxFact(Reason)]
    public void NewHandle_OfTheSameNumber_SendsHomeWhoIsBlocked()
    {
        using SafeFileHandle file = File.OpenHandle("/dev/null");
        (HANDLE read, HANDLE write) = Pipe(inheritable: false);
        WIN32_ERROR error = ERROR_SUCCESS;
        WorkerThread reader = WorkerThread.Start(() =>
        {
            byte letter;
            uint count;
            error = Error(ReadFile(read, &letter, 1, &count, null));
        });
        reader.WaitUntilBlocked();
        DescriptorCalls.Close((int)read.Value);
        int fd = DescriptorCalls.DuplicateFrom(file, (int)read.Value);

        Assert.Equal(ERROR_SUCCESS, HandleTable.Add(fd, FILE_READ_DATA, 0, new StreamObject(StreamKind.Character), out HANDLE made));

        Assert.Null(reader.Join());
        Assert.Equal((ERROR_OPERATION_ABORTED, read), (error, made));
        Assert.True(DescriptorCalls.IsOpen(fd));
        Assert.True(CloseHandle(made) && CloseHandle(write));
    }

    [LinuxFact(Reason)]
    public void NewHandle_WhereOneIsThatWasInheritedUnderAnotherNumber_GoesElsewhere()
    {
        using SafeFileHandle file = File.OpenHandle("/dev/null");

        // Where neither a descriptor is nor what another test has lost.
        int free = 4000;
        while (DescriptorCalls.IsOpen(free) || HandleTable.Look(HandleValue.OfDescriptor(free)) is not null)
        {
            free += 4;
        }

        Assert.Equal(free, DescriptorCalls.DuplicateFrom(file, free));
        int other = DescriptorCalls.DuplicateFrom(file, free + 1000);
        HandleEntry inherited = new(HandleValue.OfDescriptor(free), other, FILE_READ_DATA, 0, new StreamObject(StreamKind.Character));
        Assert.Same(inherited, HandleTable.PutInherited(inherited));

        Assert.Equal(ERROR_SUCCESS, HandleTable.Add(free, FILE_READ_DATA, 0, new StreamObject(StreamKind.Character), out HANDLE made));

        Assert.NotEqual(free, made.Value);
        Assert.Same(inherited, HandleTable.Look(HandleValue.OfDescriptor(free)));
        Assert.True(CloseHandle(made) && CloseHandle(new HANDLE(free)));
        Assert.False(DescriptorCalls.IsOpen(other) || DescriptorCalls.IsOpen(free));
    }

    [LinuxFact(Reason)]
    public void NeverClosedByTheirHandles_TheirValuesComeAgainAllTheSame()
    {
        // The table looks for the lost when it holds twice as many as after its last look; earlier tests may have held thousands then. A look is seen by
        // values that come again from far below; twice, since a value may also have become free by itself.
        for (int looks = 0; looks < 2; looks++)
        {
            nint latest;
            nint most = 0;
            do
            {
                latest = LosePipe();
                most = Math.Max(most, latest);
            }
            while (latest > most / 2);
        }

        nint highest = 0;
        for (int i = 0; i < 3_000; i++)
        {
            highest = Math.Max(highest, LosePipe());
        }

        Assert.InRange(highest, 16, 4 * 1_000);
    }

    [LinuxTheory(Reason)]
    [InlineData(true)]
    [InlineData(false)]
    public void CreateProcess_DoesNotPassOnWhatIsGone(bool isRecycled)
    {
        using SafeFileHandle file = File.OpenHandle("/dev/null");
        (HANDLE read, HANDLE write) = Pipe(inheritable: true);
        HANDLE lost;
        Assert.True(DuplicateHandle(GetCurrentProcess(), write, GetCurrentProcess(), &lost, 0, true, DUPLICATE_SAME_ACCESS));
        DescriptorCalls.Close((int)lost.Value);
        int recycled = isRecycled ? DescriptorCalls.DuplicateFrom(file, (int)lost.Value) : -1;

        string told = Redirected.Run(read, write, "fds");

        Assert.DoesNotContain((int)lost.Value, InheritedDescriptors.Numbers(told));
        Assert.Equal(ERROR_INVALID_HANDLE, Error(CloseHandle(lost)));
        if (isRecycled)
        {
            DescriptorCalls.Close(recycled);
        }

        Assert.True(CloseHandle(read));
    }

    private static nint LosePipe()
    {
        (HANDLE read, HANDLE write) = Pipe(inheritable: false);
        DescriptorCalls.Close((int)read.Value);
        DescriptorCalls.Close((int)write.Value);
        return Math.Max(read.Value, write.Value);
    }

    private static (HANDLE Read, HANDLE Write) Pipe(bool inheritable)
    {
        SECURITY_ATTRIBUTES attributes = inheritable ? SECURITY_ATTRIBUTES.Inheritable : default;
        HANDLE read;
        HANDLE write;
        Assert.True(CreatePipe(&read, &write, &attributes, 0));
        return (read, write);
    }

    private static WIN32_ERROR Error(bool result) => result ? ERROR_SUCCESS : GetLastError();
}
