namespace Standpipe.ContractTests.Pipes;

/// <summary>What each handle may be used for, and what is said of those that are none.</summary>
public sealed unsafe class AccessTests
{
    // Not -1 and -2, which stand for this process and this thread where a file is not wanted.
    public static TheoryData<int> NoHandles => [0, -1, 0x7FFF0000, 3, 0x123454];

    [Fact]
    [Contract("D-access-1")]
    public void WrongEnd_IsDenied_ForNothingToo()
    {
        using TestPipe pipe = TestPipe.Create();
        _ = Try.Write(pipe.Write, "waiting");

        Assert.Equal((ERROR_ACCESS_DENIED, 0u), Try.Write(pipe.Read, string.Empty));
        Assert.Equal((ERROR_ACCESS_DENIED, string.Empty), Try.Read(pipe.Write, 0));
        Assert.Equal((ERROR_ACCESS_DENIED, string.Empty, 0u), Try.Peek(pipe.Write));
        Assert.Equal((ERROR_SUCCESS, "waiting"), Try.Read(pipe.Read));
    }

    [Fact]
    [Contract("D-access-2")]
    public void Type_IsPipe()
    {
        using TestPipe pipe = TestPipe.Create();

        Assert.Equal((ERROR_SUCCESS, FILE_TYPE_PIPE), Try.Type(pipe.Read));
        Assert.Equal((ERROR_SUCCESS, FILE_TYPE_PIPE), Try.Type(pipe.Write));
    }

    [Theory]
    [Contract("D-access-3")]
    [MemberData(nameof(NoHandles))]
    public void NoHandle_IsInvalidEverywhere(int value) => AssertInvalid(new HANDLE(value));

    [Fact]
    [Contract("D-access-3")]
    public void ClosedHandle_IsInvalidEverywhere()
    {
        TestPipe pipe = TestPipe.Create();
        (HANDLE read, HANDLE write) = (pipe.Read, pipe.Write);
        pipe.CloseRead();
        pipe.CloseWrite();

        AssertInvalid(read);
        AssertInvalid(write);
    }

    [Fact]
    [Contract("D-access-4")]
    public void OtherObjects_AreInvalidWhereAFileIsWanted()
    {
        HANDLE one = CreateEventW(null, true, false, (char*)null);
        (_, HANDLE process) = Try.Duplicate(GetCurrentProcess());

        foreach (HANDLE handle in new[] { one, process })
        {
            // Not ERROR_INVALID_FUNCTION, nor a wait for it.
            Assert.Equal((ERROR_INVALID_HANDLE, string.Empty), Try.Read(handle));
            Assert.Equal((ERROR_INVALID_HANDLE, 0u), Try.Write(handle, "x"));
            Assert.Equal(ERROR_INVALID_HANDLE, Try.Peek(handle).Error);
            Assert.Equal(ERROR_SUCCESS, Try.Close(handle));
        }
    }

    [Fact]
    [Contract("D-access-5")]
    public void Failure_CountsNothing_AndFillsNothing()
    {
        using TestPipe pipe = TestPipe.Create();
        pipe.CloseWrite();

        // Try looks at the counts and at what was not to be touched.
        Assert.Equal((ERROR_BROKEN_PIPE, string.Empty), Try.Read(pipe.Read));
        Assert.Equal((ERROR_BROKEN_PIPE, string.Empty, 0u), Try.Peek(pipe.Read));
    }

    [Fact]
    [Contract("D-access-6")]
    public void ReadIntoNull_FailsAndTakesNothing()
    {
        using TestPipe pipe = TestPipe.Create();
        _ = Try.Write(pipe.Write, "kept");
        uint count = 9;

        Assert.Equal(ERROR_NOACCESS, Try.Error(ReadFile(pipe.Read, null, 4, &count, null)));
        Assert.Equal(0u, count);
        Assert.Equal(ERROR_SUCCESS, Try.Error(ReadFile(pipe.Read, null, 0, &count, null)));
        Assert.Equal((ERROR_SUCCESS, "kept"), Try.Read(pipe.Read));
    }

    [Fact]
    [Contract("D-access-7")]
    public void CountMayBeNull()
    {
        using TestPipe pipe = TestPipe.Create();
        byte letter = (byte)'a';

        Assert.Equal(ERROR_SUCCESS, Try.Error(WriteFile(pipe.Write, &letter, 1, null, null)));
        letter = 0;
        Assert.Equal(ERROR_SUCCESS, Try.Error(ReadFile(pipe.Read, &letter, 1, null, null)));
        Assert.Equal((byte)'a', letter);
    }

    [Fact]
    [Contract("D-access-8")]
    public void FileSize_IsWhatWaits()
    {
        using TestPipe pipe = TestPipe.Create();
        _ = Try.Write(pipe.Write, "seven b");
        SetLastError(ERROR_SUCCESS);

        uint size = GetFileSize(pipe.Read, null);

        Assert.Equal(Known.Differs("D-access-8") ? (INVALID_FILE_SIZE, ERROR_INVALID_FUNCTION) : (7u, ERROR_SUCCESS), (size, GetLastError()));
        _ = SetFilePointer(pipe.Read, 3, null, FILE_BEGIN);
        _ = SetFilePointer(pipe.Write, 0, null, FILE_END);
        Assert.Equal((ERROR_SUCCESS, "seven b"), Try.Read(pipe.Read));
    }

    private static void AssertInvalid(HANDLE handle)
    {
        Assert.Equal((ERROR_INVALID_HANDLE, string.Empty), Try.Read(handle));
        Assert.Equal((ERROR_INVALID_HANDLE, string.Empty), Try.Read(handle, 0));
        Assert.Equal((ERROR_INVALID_HANDLE, 0u), Try.Write(handle, "x"));
        Assert.Equal((ERROR_INVALID_HANDLE, 0u), Try.Write(handle, string.Empty));
        Assert.Equal(ERROR_INVALID_HANDLE, Try.Peek(handle).Error);
        Assert.Equal(ERROR_INVALID_HANDLE, Try.Info(handle).Error);
        Assert.Equal(ERROR_INVALID_HANDLE, Try.Mode(handle).Error);
        Assert.Equal(ERROR_INVALID_HANDLE, Try.SetMode(handle, PIPE_NOWAIT));
        Assert.Equal(ERROR_INVALID_HANDLE, Try.Error(FlushFileBuffers(handle)));
        if (handle != HANDLE.INVALID_HANDLE_VALUE || !Known.Differs("D-access-3"))
        {
            Assert.Equal(ERROR_INVALID_HANDLE, Try.Error(CancelIoEx(handle, null)));
        }

        Assert.Equal((ERROR_INVALID_HANDLE, FILE_TYPE_UNKNOWN), Try.Type(handle));
    }
}
