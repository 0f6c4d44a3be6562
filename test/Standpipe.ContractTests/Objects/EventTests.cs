namespace Standpipe.ContractTests.Objects;

/// <summary>Events, and waiting for several things.</summary>
public sealed unsafe class EventTests
{
    [Fact]
    [Contract("D-event-1")]
    public void ManualEvent_StaysSetUntilItIsReset()
    {
        HANDLE one = CreateEventW(null, true, false, (char*)null);
        Assert.False(Try.IsSet(one));

        Assert.Equal(ERROR_SUCCESS, Try.Error(SetEvent(one)));
        Assert.True(Try.IsSet(one));
        Assert.True(Try.IsSet(one));
        Assert.Equal(ERROR_SUCCESS, Try.Error(ResetEvent(one)));
        Assert.False(Try.IsSet(one));
        Assert.Equal(ERROR_SUCCESS, Try.Close(one));
    }

    [Fact]
    [Contract("D-event-1")]
    public void AutoEvent_IsResetByTheWaitThatItEnds()
    {
        HANDLE one = CreateEventW(null, false, true, (char*)null);

        Assert.True(Try.IsSet(one));
        Assert.False(Try.IsSet(one));
        Assert.Equal(ERROR_SUCCESS, Try.Close(one));
    }

    [Fact]
    [Contract("D-event-1")]
    public void AutoEvent_EndsOneWaitOfTwo()
    {
        HANDLE one = CreateEventW(null, false, false, (char*)null);
        Blocked<uint>[] waits = [.. Enumerable.Range(0, 2).Select(_ => Blocked.Call(() => WaitForSingleObject(one, INFINITE)))];

        _ = SetEvent(one);
        while (waits.All(wait => wait.IsRunning))
        {
            _ = Thread.Yield();
        }

        Assert.Single(waits, wait => wait.IsRunning);
        _ = SetEvent(one);
        Assert.All(waits, wait => Assert.Equal(WAIT_OBJECT_0, wait.Result()));
        Assert.Equal(ERROR_SUCCESS, Try.Close(one));
    }

    [Fact]
    [Contract("D-event-1")]
    public void SetEvent_OfWhatIsNone_IsInvalid()
    {
        using TestPipe pipe = TestPipe.Create();

        Assert.Equal(ERROR_INVALID_HANDLE, Try.Error(SetEvent(pipe.Read)));
        Assert.Equal(ERROR_INVALID_HANDLE, Try.Error(ResetEvent(HANDLE.Null)));
    }

    [Fact]
    [Contract("D-proc-13")]
    public void WaitForMultiple_GivesTheLowest_OrWaitsForAll()
    {
        HANDLE* events = stackalloc HANDLE[3];
        for (int i = 0; i < 3; i++)
        {
            events[i] = CreateEventW(null, true, i > 0, (char*)null);
        }

        Assert.Equal(WAIT_OBJECT_0 + 1, WaitForMultipleObjects(3, events, false, INFINITE));
        Assert.Equal(Kernel32.WAIT_TIMEOUT, WaitForMultipleObjects(3, events, true, 0));
        _ = SetEvent(events[0]);
        Assert.Equal(WAIT_OBJECT_0, WaitForMultipleObjects(3, events, true, INFINITE));
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(ERROR_SUCCESS, Try.Close(events[i]));
        }
    }

    [Fact]
    [Contract("D-proc-13")]
    public void WaitForMultiple_OfAnAutoEventAndMore_TakesItOnlyIfAllAreSet()
    {
        HANDLE* events = stackalloc HANDLE[2];
        events[0] = CreateEventW(null, false, true, (char*)null);
        events[1] = CreateEventW(null, true, false, (char*)null);

        Assert.Equal(Kernel32.WAIT_TIMEOUT, WaitForMultipleObjects(2, events, true, 0));
        Assert.True(Try.IsSet(events[0]));
        Assert.Equal(ERROR_SUCCESS, Try.Close(events[0]));
        Assert.Equal(ERROR_SUCCESS, Try.Close(events[1]));
    }

    [Fact]
    [Contract("D-proc-13")]
    public void Wait_ForWhatIsNoHandle_Fails()
    {
        Assert.Equal(WAIT_FAILED, WaitForSingleObject(new HANDLE(0x7FFF0000), 0));
        Assert.Equal(ERROR_INVALID_HANDLE, GetLastError());
    }
}
