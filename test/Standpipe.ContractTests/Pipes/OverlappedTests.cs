using System.Runtime.InteropServices;

namespace Standpipe.ContractTests.Pipes;

/// <summary>OVERLAPPED structures, which make nothing asynchronous here.</summary>
public sealed unsafe class OverlappedTests
{
    private const uint Offset = 0x11111111;

    private static int s_callbacks;

    [Fact]
    [Contract("D-overlapped-1")]
    public void Success_FillsTheStructureAndSetsTheEvent()
    {
        using TestPipe pipe = TestPipe.Create();
        HANDLE done = CreateEventW(null, true, false, (char*)null);
        OVERLAPPED overlapped = New(done);
        byte* bytes = stackalloc byte[10];

        Assert.Equal(ERROR_SUCCESS, Try.Error(WriteFile(pipe.Write, bytes, 7, null, &overlapped)));
        AssertFilled(overlapped, 7);
        Assert.True(Try.IsSet(done));

        Assert.Equal(ERROR_SUCCESS, Try.Error(ResetEvent(done)));
        overlapped = New(done);
        uint count;
        Assert.Equal(ERROR_SUCCESS, Try.Error(ReadFile(pipe.Read, bytes, 5, &count, &overlapped)));
        Assert.Equal(5u, count);
        AssertFilled(overlapped, 5);
        Assert.True(Try.IsSet(done));
        Assert.Equal(ERROR_SUCCESS, Try.Close(done));
    }

    [Fact]
    [Contract("D-overlapped-2")]
    public void GetOverlappedResult_GivesTheCount()
    {
        using TestPipe pipe = TestPipe.Create();
        OVERLAPPED overlapped = default;
        byte* bytes = stackalloc byte[10];
        _ = WriteFile(pipe.Write, bytes, 6, null, &overlapped);
        uint count = 0;

        Assert.Equal(ERROR_SUCCESS, Try.Error(GetOverlappedResult(pipe.Write, &overlapped, &count, false)));
        Assert.Equal(6u, count);

        overlapped.Internal = 0x103;   // STATUS_PENDING
        Assert.Equal(ERROR_IO_INCOMPLETE, Try.Error(GetOverlappedResult(pipe.Write, &overlapped, &count, false)));
    }

    [Fact]
    [Contract("D-overlapped-2")]
    public void GetOverlappedResult_WhileTheReadIsBlocked_IsIncomplete()
    {
        using TestPipe pipe = TestPipe.Create();
        OVERLAPPED* overlapped = (OVERLAPPED*)NativeMemory.AllocZeroed((nuint)sizeof(OVERLAPPED));
        Blocked<WIN32_ERROR> read = Blocked.On(pipe.Read, () =>
        {
            byte letter;
            return Try.Error(ReadFile(pipe.Read, &letter, 1, null, overlapped));
        });
        uint count;

        Assert.Equal(ERROR_IO_INCOMPLETE, Try.Error(GetOverlappedResult(pipe.Read, overlapped, &count, false)));

        _ = Try.Write(pipe.Write, "x");
        Assert.Equal(ERROR_SUCCESS, read.Result());
        Assert.Equal(ERROR_SUCCESS, Try.Error(GetOverlappedResult(pipe.Read, overlapped, &count, false)));
        Assert.Equal(1u, count);
        NativeMemory.Free(overlapped);
    }

    [Fact]
    [Contract("D-overlapped-3")]
    public void Failure_LeavesCountAndOffsets()
    {
        using TestPipe pipe = TestPipe.Create();
        pipe.CloseRead();
        OVERLAPPED overlapped = New(default);
        overlapped.InternalHigh = 77;
        byte* bytes = stackalloc byte[10];
        uint count = 9;

        Assert.Equal(ERROR_NO_DATA, Try.Error(WriteFile(pipe.Write, bytes, 7, &count, &overlapped)));
        Assert.Equal((0u, (nuint)77, Offset, Offset), (count, overlapped.InternalHigh, overlapped.Offset, overlapped.OffsetHigh));
    }

    [Fact]
    [Contract("D-overlapped-4")]
    public void TransfersWithACallback_AreRefused_AndMoveNothing()
    {
        using TestPipe pipe = TestPipe.Create();
        _ = Try.Write(pipe.Write, "stays");
        OVERLAPPED overlapped = default;
        byte* bytes = stackalloc byte[10];

        Assert.Equal(ERROR_INVALID_PARAMETER, Try.Error(ReadFileEx(pipe.Read, bytes, 10, &overlapped, &Callback)));
        Assert.Equal(ERROR_INVALID_PARAMETER, Try.Error(WriteFileEx(pipe.Write, bytes, 10, &overlapped, &Callback)));
        Assert.Equal(ERROR_ACCESS_DENIED, Try.Error(ReadFileEx(pipe.Write, bytes, 10, &overlapped, &Callback)));
        Assert.Equal(ERROR_ACCESS_DENIED, Try.Error(WriteFileEx(pipe.Read, bytes, 10, &overlapped, &Callback)));
        Assert.Equal((ERROR_SUCCESS, "stays"), Try.Read(pipe.Read));

        (HANDLE read, HANDLE write) = (pipe.Read, pipe.Write);
        pipe.CloseRead();
        pipe.CloseWrite();
        Assert.Equal(ERROR_INVALID_HANDLE, Try.Error(ReadFileEx(read, bytes, 10, &overlapped, &Callback)));
        Assert.Equal(ERROR_INVALID_HANDLE, Try.Error(WriteFileEx(write, bytes, 10, &overlapped, &Callback)));
        Assert.Equal(0, s_callbacks);
    }

    private static OVERLAPPED New(HANDLE done) => new() { Internal = 99, Offset = Offset, OffsetHigh = Offset, hEvent = done };

    private static void AssertFilled(OVERLAPPED overlapped, uint count) => Assert.Equal(
        ((nuint)0, (nuint)count, Offset, Offset),
        (overlapped.Internal, overlapped.InternalHigh, overlapped.Offset, overlapped.OffsetHigh));

    [UnmanagedCallersOnly]
    private static void Callback(uint error, uint count, OVERLAPPED* overlapped) => s_callbacks++;
}
