namespace Standpipe.ContractTests.Objects;

/// <summary>Flags of handles, and closing.</summary>
public sealed class HandleTests
{
    private const uint Protect = HANDLE_FLAG_PROTECT_FROM_CLOSE;

    [Fact]
    [Contract("D-hinfo-1")]
    public void SetHandleInformation_ChangesWhatIsInTheMask()
    {
        using TestPipe pipe = TestPipe.Create(inherit: true);

        Assert.Equal(ERROR_SUCCESS, Try.SetFlags(pipe.Read, Protect, Protect));
        Assert.Equal((ERROR_SUCCESS, HANDLE_FLAG_INHERIT | Protect), Try.Flags(pipe.Read));
        Assert.Equal(ERROR_SUCCESS, Try.SetFlags(pipe.Read, HANDLE_FLAG_INHERIT, 0));
        Assert.Equal((ERROR_SUCCESS, Protect), Try.Flags(pipe.Read));
        Assert.Equal(ERROR_SUCCESS, Try.SetFlags(pipe.Read, 0, HANDLE_FLAG_INHERIT));
        Assert.Equal((ERROR_SUCCESS, Protect), Try.Flags(pipe.Read));
        Assert.Equal(ERROR_SUCCESS, Try.SetFlags(pipe.Read, Protect | 0xFFFFFF00, 0));
        Assert.Equal((ERROR_SUCCESS, 0u), Try.Flags(pipe.Read));
        Assert.Equal((ERROR_SUCCESS, HANDLE_FLAG_INHERIT), Try.Flags(pipe.Write));
    }

    [Fact]
    [Contract("D-hinfo-2")]
    public void ProtectedHandle_CannotBeClosed()
    {
        using TestPipe pipe = TestPipe.Create();
        _ = Try.SetFlags(pipe.Write, Protect, Protect);

        Assert.Equal(ERROR_INVALID_HANDLE, Try.Close(pipe.Write));
        Assert.Equal((ERROR_SUCCESS, 1u), Try.Write(pipe.Write, "x"));

        _ = Try.SetFlags(pipe.Write, Protect, 0);
        pipe.CloseWrite();
    }

    [Fact]
    [Contract("D-hinfo-2")]
    public void ProtectedHandle_IsProtectedInAChild()
    {
        using TestPipe pipe = TestPipe.Create(inherit: true);
        _ = Try.SetFlags(pipe.Write, Protect, Protect);
        string handle = Child.Name(pipe.Write);

        Assert.Equal(
            ["3", "err 6", "1", "ok", "ok"],
            Child.Run($"flags:{handle};close:{handle};write:{handle}:x;set-flags:{handle}:2:0;close:{handle}"));
    }

    [Fact]
    [Contract("D-hinfo-3")]
    public void GetHandleInformation_OfThisProcess_Succeeds() =>
        Assert.Equal(ERROR_SUCCESS, Try.Flags(GetCurrentProcess()).Error);

    [Fact]
    [Contract("D-close-1")]
    public void Close_OfWhatIsNotOpen_IsInvalid()
    {
        TestPipe pipe = TestPipe.Create();
        HANDLE read = pipe.Read;
        pipe.CloseRead();
        pipe.CloseWrite();

        Assert.Equal(ERROR_INVALID_HANDLE, Try.Close(read));
        Assert.Equal(ERROR_INVALID_HANDLE, Try.Close(default));
        Assert.Equal(ERROR_INVALID_HANDLE, Try.Close(new HANDLE(0x7FFF0000)));
    }

    [Fact]
    [Contract("D-close-1")]
    public void Close_OfAPseudoHandle_SucceedsAndClosesNothing()
    {
        Assert.Equal(ERROR_SUCCESS, Try.Close(GetCurrentProcess()));
        Assert.Equal(ERROR_SUCCESS, Try.Close(GetCurrentThread()));
        Assert.Equal(GetCurrentProcessId(), GetProcessId(GetCurrentProcess()));
    }

    [Fact]
    [Contract("D-close-2")]
    public void Close_WithUnreadData_IsFine()
    {
        using TestPipe pipe = TestPipe.Create();
        _ = Try.Write(pipe.Write, "never read");

        pipe.CloseRead();
        pipe.CloseWrite();
    }
}
