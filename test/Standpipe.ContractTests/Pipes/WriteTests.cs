namespace Standpipe.ContractTests.Pipes;

/// <summary>Writing.</summary>
public sealed class WriteTests
{
    [Theory]
    [Contract("D-write-1")]
    [InlineData(false)]
    [InlineData(true)]
    public void Write_WithoutAReadHandle_IsNoData(bool withUnread)
    {
        using TestPipe pipe = TestPipe.Create();
        if (withUnread)
        {
            _ = Try.Write(pipe.Write, "unread");
        }

        pipe.CloseRead();

        for (int i = 0; i < 3; i++)
        {
            Assert.Equal((ERROR_NO_DATA, 0u), Try.Write(pipe.Write, "x"));
            Assert.Equal((ERROR_NO_DATA, 0u), Try.Write(pipe.Write, string.Empty));
        }
    }

    [Fact]
    [Contract("D-write-2")]
    public void BlockedWrite_WhenTheLastReaderGoes_IsBroken_AndTheNextIsNoData()
    {
        using TestPipe pipe = TestPipe.Create(size: 4096);
        Blocked<(WIN32_ERROR, uint)> write = Blocked.On(pipe.Write, () => Try.Write(pipe.Write, new byte[100_000]));

        pipe.CloseRead();

        Assert.Equal((ERROR_BROKEN_PIPE, 0u), write.Result());
        Assert.Equal((ERROR_NO_DATA, 0u), Try.Write(pipe.Write, "x"));
    }

    [Fact]
    [Contract("D-write-3")]
    public void ClosingOneReadHandleOfTwo_ChangesNothing()
    {
        using TestPipe pipe = TestPipe.Create();
        (_, HANDLE copy) = Try.Duplicate(pipe.Read);
        pipe.CloseRead();

        Assert.Equal((ERROR_SUCCESS, 5u), Try.Write(pipe.Write, "still"));
        Assert.Equal((ERROR_SUCCESS, "still"), Try.Read(copy));
        Assert.Equal(ERROR_SUCCESS, Try.Close(copy));
        Assert.Equal((ERROR_NO_DATA, 0u), Try.Write(pipe.Write, "x"));
    }

    [Fact]
    [Contract("D-write-4")]
    public void WritesOfSeveralThreads_DoNotMix()
    {
        using TestPipe pipe = TestPipe.Create(size: 4096);
        const int Size = 10_000;
        const int Times = 20;
        Blocked<WIN32_ERROR>[] writers =
        [
            .. "abc".Select(letter => Blocked.Call(() => Enumerable.Range(0, Times)
                .Select(_ => Try.Write(pipe.Write, new string(letter, Size)).Error).Max())),
        ];

        for (int i = 0; i < 3 * Times; i++)
        {
            string one = Try.ReadExactly(pipe.Read, Size);
            Assert.Equal(new string(one[0], Size), one);
        }

        Assert.All(writers, writer => Assert.Equal(ERROR_SUCCESS, writer.Result()));
    }

    [Fact]
    [Contract("D-write-4")]
    [Contract("L-4")]
    public void WritesOfAPage_OfTwoProcesses_DoNotMix()
    {
        using TestPipe pipe = TestPipe.WithInheritable(pipe => pipe.Write);
        const int Size = 4096;
        const int Times = 100;
        using Child a = Child.Start($"write-many:{Child.Name(pipe.Write)}:a:{Size}:{Times}");
        using Child b = Child.Start($"write-many:{Child.Name(pipe.Write)}:b:{Size}:{Times}");
        pipe.CloseWrite();

        for (int i = 0; i < 2 * Times; i++)
        {
            string one = Try.ReadExactly(pipe.Read, Size);
            Assert.Equal(new string(one[0], Size), one);
        }

        Assert.Equal(["ok"], a.Rest());
        Assert.Equal(["ok"], b.Rest());
    }

    [Fact]
    [Contract("D-write-5")]
    public void WriteOfNothing_IntoAFullPipe_SucceedsAtOnce()
    {
        using TestPipe pipe = TestPipe.Create(size: 4096);
        int filled = pipe.Fill();

        Assert.Equal((ERROR_SUCCESS, 0u), Try.Write(pipe.Write, string.Empty));
        Assert.Equal((uint)filled, Try.Peek(pipe.Read).Waiting);
    }

    [Fact]
    [Contract("D-write-6")]
    public void Write_ReturnsOnlyWhenItsLastByteIsIn()
    {
        using TestPipe pipe = TestPipe.Create(size: 4096);
        _ = pipe.Fill();
        Blocked<(WIN32_ERROR, uint)> write = Blocked.On(pipe.Write, () => Try.Write(pipe.Write, new string('w', 8192)));

        // Room for all but the last byte of it.
        _ = Try.ReadExactly(pipe.Read, 4096);
        _ = Try.ReadExactly(pipe.Read, 4095);
        Assert.True(write.IsRunning);

        _ = Try.ReadExactly(pipe.Read, 4097);
        Assert.Equal((ERROR_SUCCESS, 8192u), write.Result());
    }

    [Fact]
    [Contract("L-2")]
    public void CancelledWrite_LeavesInThePipeWhatTheSystemTook()
    {
        using TestPipe pipe = TestPipe.Create(size: 4096);
        Blocked<(WIN32_ERROR, uint)> write = Blocked.On(pipe.Write, () => Try.Write(pipe.Write, new string('w', 10_000)));

        Assert.Equal(ERROR_SUCCESS, Try.Error(CancelSynchronousIo(write.Handle)));
        Assert.Equal((ERROR_OPERATION_ABORTED, 0u), write.Result());

        // Windows takes it back; on Linux what the kernel has is the reader's.
        (_, string text, uint waiting) = Try.Peek(pipe.Read, 1);
        Assert.Equal(Known.Differs("L-2") ? ("w", 4096u) : (string.Empty, 0u), (text, waiting));
    }
}
