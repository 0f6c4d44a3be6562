namespace Standpipe.ContractTests.Pipes;

/// <summary>Ending blocked calls.</summary>
public sealed unsafe class CancelTests
{
    [Fact]
    [Contract("D-cancel-1")]
    public void CancelSynchronousIo_EndsABlockedRead_AndThePipeGoesOn()
    {
        using TestPipe pipe = TestPipe.Create();
        for (int i = 0; i < 3; i++)
        {
            Blocked<(WIN32_ERROR, string)> read = Blocked.On(pipe.Read, () => Try.Read(pipe.Read));
            Assert.Equal(ERROR_SUCCESS, Try.Error(CancelSynchronousIo(read.Handle)));
            Assert.Equal((ERROR_OPERATION_ABORTED, string.Empty), read.Result());
        }

        _ = Try.Write(pipe.Write, "as before");
        Assert.Equal((ERROR_SUCCESS, "as before"), Try.Read(pipe.Read));
    }

    [Fact]
    [Contract("D-cancel-1")]
    public void CancelSynchronousIo_EndsABlockedWrite()
    {
        using TestPipe pipe = TestPipe.Create(size: 4096);
        int filled = pipe.Fill();
        Blocked<(WIN32_ERROR, uint)> write = Blocked.On(pipe.Write, () => Try.Write(pipe.Write, "more"));

        Assert.Equal(ERROR_SUCCESS, Try.Error(CancelSynchronousIo(write.Handle)));

        Assert.Equal((ERROR_OPERATION_ABORTED, 0u), write.Result());
        _ = Try.ReadExactly(pipe.Read, filled);
        Assert.Equal((ERROR_SUCCESS, 2u), Try.Write(pipe.Write, "ok"));
        Assert.Equal((ERROR_SUCCESS, "ok"), Try.Read(pipe.Read));
    }

    [Fact]
    [Contract("D-cancel-1")]
    public void CancelSynchronousIo_TakesAHandleOpenedByTheThreadsId()
    {
        using TestPipe pipe = TestPipe.Create();
        Blocked<(WIN32_ERROR, string)> read = Blocked.On(pipe.Read, () => Try.Read(pipe.Read));
        HANDLE thread = OpenThread(THREAD_TERMINATE, false, read.ThreadId);

        Assert.False(thread.IsNull);
        Assert.Equal(ERROR_SUCCESS, Try.Error(CancelSynchronousIo(thread)));
        Assert.Equal((ERROR_OPERATION_ABORTED, string.Empty), read.Result());
        Assert.Equal(ERROR_SUCCESS, Try.Close(thread));
    }

    [Fact]
    [Contract("D-cancel-2")]
    public void CancelSynchronousIo_OfAThreadThatIsNotBlocked_FindsNothing()
    {
        using TestPipe pipe = TestPipe.Create();
        using ManualResetEventSlim end = new();
        Blocked<int> idle = Blocked.Call(() =>
        {
            end.Wait();
            return 0;
        });

        Assert.Equal(ERROR_NOT_FOUND, Try.Error(CancelSynchronousIo(idle.Handle)));
        Assert.Equal(ERROR_INVALID_HANDLE, Try.Error(CancelSynchronousIo(HANDLE.Null)));
        Assert.Equal(ERROR_INVALID_HANDLE, Try.Error(CancelSynchronousIo(pipe.Read)));
        end.Set();
        _ = idle.Result();
    }

    [Fact]
    [Contract("D-cancel-3")]
    public void CancelIoEx_EndsWhatIsBlockedOnThatEnd_InAnyThread()
    {
        using TestPipe pipe = TestPipe.Create();
        Blocked<(WIN32_ERROR, string)> read = Blocked.On(pipe.Read, () => Try.Read(pipe.Read));

        Assert.Equal(ERROR_SUCCESS, Try.Error(CancelIoEx(pipe.Read, null)));

        Assert.Equal((ERROR_OPERATION_ABORTED, string.Empty), read.Result());
    }

    [Fact]
    [Contract("D-cancel-3")]
    public void CancelIoEx_ThroughADuplicate_EndsItToo()
    {
        using TestPipe pipe = TestPipe.Create();
        (_, HANDLE copy) = Try.Duplicate(pipe.Read);
        Blocked<(WIN32_ERROR, string)> read = Blocked.On(pipe.Read, () => Try.Read(pipe.Read));

        Assert.Equal(ERROR_SUCCESS, Try.Error(CancelIoEx(copy, null)));

        Assert.Equal((ERROR_OPERATION_ABORTED, string.Empty), read.Result());
        Assert.Equal(ERROR_SUCCESS, Try.Close(copy));
    }

    [Fact]
    [Contract("D-cancel-4")]
    public void CancelIoEx_WithNothingToEnd_FindsNothing()
    {
        using TestPipe pipe = TestPipe.Create();

        Assert.Equal(
            Known.Differs("D-cancel-4") ? ERROR_SUCCESS : ERROR_NOT_FOUND, Try.Error(CancelIoEx(pipe.Read, null)));
    }

    [Fact]
    [Contract("D-cancel-5")]
    public void CancelIo_EndsNothingOfAnotherThread()
    {
        using TestPipe pipe = TestPipe.Create();
        Blocked<(WIN32_ERROR, string)> read = Blocked.On(pipe.Read, () => Try.Read(pipe.Read));

        Assert.Equal(ERROR_SUCCESS, Try.Error(CancelIo(pipe.Read)));
        Assert.False(Try.IsSet(pipe.Read));

        _ = Try.Write(pipe.Write, "x");
        Assert.Equal((ERROR_SUCCESS, "x"), read.Result());
    }

    [Fact]
    [Contract("L-9")]
    public void Close_WhileARead_IsBlocked()
    {
        using TestPipe pipe = TestPipe.Create();
        Blocked<(WIN32_ERROR, string)> read = Blocked.On(pipe.Read, () => Try.Read(pipe.Read));

        if (Known.Differs("L-9"))
        {
            pipe.CloseRead();
            Assert.Equal((Known.Here == TestSystem.Linux ? ERROR_OPERATION_ABORTED : ERROR_BROKEN_PIPE, string.Empty), read.Result());
        }
        else
        {
            // Windows' closer waits for the read: so on a thread of its own.
            Blocked<int> close = Blocked.Call(() =>
            {
                pipe.CloseRead();
                return 0;
            });
            _ = Try.Write(pipe.Write, "x");
            Assert.Equal((ERROR_SUCCESS, "x"), read.Result());
            _ = close.Result();
        }
    }
}
