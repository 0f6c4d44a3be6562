namespace Standpipe.ContractTests.Pipes;

/// <summary>Looking into a pipe without taking.</summary>
public sealed unsafe class PeekTests
{
    [Fact]
    [Contract("D-peek-1")]
    public void Peek_CopiesTheFirstBytes_CountsAll_TakesNothing()
    {
        using TestPipe pipe = TestPipe.Create();
        Assert.Equal((ERROR_SUCCESS, string.Empty, 0u), Try.Peek(pipe.Read));
        _ = Try.Write(pipe.Write, "hello ");
        _ = Try.Write(pipe.Write, "world");

        Assert.Equal((ERROR_SUCCESS, "hello wo", 11u), Try.Peek(pipe.Read, 8));
        Assert.Equal((ERROR_SUCCESS, "hello world", 11u), Try.Peek(pipe.Read));
        Assert.Equal((ERROR_SUCCESS, "hello world"), Try.Read(pipe.Read));
    }

    [Fact]
    [Contract("D-peek-1")]
    public void Peek_OfALongPipe_CountsMoreThanItCopies()
    {
        using TestPipe pipe = TestPipe.Create(size: 65536);
        _ = Try.Write(pipe.Write, new string('p', 50_000));

        (WIN32_ERROR error, string text, uint waiting) = Try.Peek(pipe.Read, 30_000);

        Assert.Equal((ERROR_SUCCESS, 50_000u), (error, waiting));
        Assert.Equal(new string('p', 30_000), text);
    }

    [Fact]
    [Contract("D-peek-1")]
    public void Peek_WhileAReadIsBlocked_DoesNotBlock()
    {
        using TestPipe pipe = TestPipe.Create();
        Blocked<(WIN32_ERROR, string)> read = Blocked.On(pipe.Read, () => Try.Read(pipe.Read));
        Blocked<(WIN32_ERROR, string, uint)> peek = Blocked.Call(() => Try.Peek(pipe.Read));

        if (!Known.Differs("D-peek-1"))
        {
            Assert.Equal((ERROR_SUCCESS, string.Empty, 0u), peek.Result());
            Assert.True(read.IsRunning);
        }

        _ = Try.Write(pipe.Write, "x");
        Assert.Equal((ERROR_SUCCESS, "x"), read.Result());
        Assert.Equal((ERROR_SUCCESS, string.Empty, 0u), peek.Result());
    }

    [Fact]
    [Contract("D-peek-2")]
    public void Peek_TakesNullForWhatIsNotWanted()
    {
        using TestPipe pipe = TestPipe.Create();
        _ = Try.Write(pipe.Write, "four");
        uint value;

        Assert.Equal(ERROR_SUCCESS, Try.Error(PeekNamedPipe(pipe.Read, null, 0, null, null, null)));
        Assert.Equal(ERROR_SUCCESS, Try.Error(PeekNamedPipe(pipe.Read, null, 0, null, &value, null)));
        Assert.Equal(4u, value);
        Assert.Equal(ERROR_SUCCESS, Try.Error(PeekNamedPipe(pipe.Read, null, 0, &value, null, null)));
        Assert.Equal(0u, value);
        Assert.Equal(ERROR_SUCCESS, Try.Error(PeekNamedPipe(pipe.Read, null, 3, &value, null, null)));
        Assert.Equal(3u, value);
        Assert.Equal(ERROR_SUCCESS, Try.Error(PeekNamedPipe(pipe.Read, null, 0, null, null, &value)));
    }

    [Fact]
    [Contract("D-peek-3")]
    public void Peek_WithoutAWriter_IsBrokenWhenEmpty()
    {
        using TestPipe pipe = TestPipe.Create();
        _ = Try.Write(pipe.Write, "left");
        pipe.CloseWrite();

        Assert.Equal((ERROR_SUCCESS, "left", 4u), Try.Peek(pipe.Read));
        _ = Try.Read(pipe.Read);
        Assert.Equal((ERROR_BROKEN_PIPE, string.Empty, 0u), Try.Peek(pipe.Read));
    }
}
