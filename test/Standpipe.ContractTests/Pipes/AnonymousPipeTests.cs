namespace Standpipe.ContractTests.Pipes;

/// <summary>The statements of the page on anonymous pipe operations, each once, between real processes where it speaks of them.</summary>
public sealed class AnonymousPipeTests
{
    [Fact]
    [Contract("AP-01")]
    public void Pipe_IsOneWay_AndKeepsTheOrder()
    {
        using TestPipe pipe = TestPipe.Create();

        Assert.Equal((ERROR_SUCCESS, 5u), Try.Write(pipe.Write, "first"));
        Assert.Equal((ERROR_SUCCESS, 6u), Try.Write(pipe.Write, "second"));

        Assert.Equal((ERROR_SUCCESS, "firstsecond"), Try.Read(pipe.Read));
    }

    [Fact]
    [Contract("AP-02")]
    [Contract("AP-09")]
    [Contract("AP-10")]
    public void Pipe_JoinsParentAndChild_ByTheValueOfTheHandle()
    {
        using TestPipe pipe = TestPipe.WithInheritable(pipe => pipe.Read);
        _ = Try.Write(pipe.Write, "hello");

        Assert.Equal(["hello"], Child.Run($"read:{Child.Name(pipe.Read)}:10"));
    }

    [Fact]
    [Contract("AP-02")]
    public void Pipe_JoinsTwoChildren()
    {
        using TestPipe pipe = TestPipe.Create(inherit: true);
        using Child reader = Child.Start($"close:{Child.Name(pipe.Write)};read-all:{Child.Name(pipe.Read)}");
        using Child writer = Child.Start($"write:{Child.Name(pipe.Write)}:between-brothers");
        pipe.CloseRead();
        pipe.CloseWrite();

        Assert.Equal(["16"], writer.Rest());
        Assert.Equal(["ok", "16 then err 109"], reader.Rest());
    }

    [Fact]
    [Contract("AP-03")]
    [Contract("D-dup-9")]
    public void Pipe_ReachesAProcessThatInheritedNothing_ByADuplicate()
    {
        using TestPipe pipe = TestPipe.Create();
        _ = Try.Write(pipe.Write, "taken");

        // A sandbox may forbid one process to look into another: then that is what is said.
        string told = Assert.Single(Child.Run(
            $"take:{GetCurrentProcessId()}:{Child.Name(pipe.Read)}", new ChildOptions { Inherit = false }));
        Assert.Contains(told, new[] { "taken", "err 5" });
        Assert.True(told == "taken" || Known.Here == TestSystem.Linux, told);
    }

    [Fact]
    [Contract("AP-04")]
    public void Pipe_HasNoNameToBeOpenedBy()
    {
        using TestPipe pipe = TestPipe.Create();

        // One instance, and no second can be made or connected to.
        Assert.Equal(1u, Try.Info(pipe.Read).Instances);
        Assert.Equal(1u, Try.Info(pipe.Write).Instances);
    }

    [Fact]
    [Contract("AP-05")]
    [Contract("D-access-1")]
    public void Ends_CanDoOneThingOnly()
    {
        using TestPipe pipe = TestPipe.Create();

        Assert.Equal((ERROR_ACCESS_DENIED, 0u), Try.Write(pipe.Read, "x"));
        Assert.Equal((ERROR_ACCESS_DENIED, string.Empty), Try.Read(pipe.Write));
    }

    [Theory]
    [Contract("AP-06")]
    [InlineData(false)]
    [InlineData(true)]
    public void Inheritability_IsSaidWhenThePipeIsMade(bool inherit)
    {
        using TestPipe pipe = TestPipe.Create(inherit);
        uint expected = inherit ? HANDLE_FLAG_INHERIT : 0;

        Assert.Equal((ERROR_SUCCESS, expected), Try.Flags(pipe.Read));
        Assert.Equal((ERROR_SUCCESS, expected), Try.Flags(pipe.Write));
    }

    [Theory]
    [Contract("AP-07")]
    [InlineData(false)]
    [InlineData(true)]
    public void Duplicate_HasAnInheritabilityOfItsOwn(bool inherit)
    {
        using TestPipe pipe = TestPipe.Create(inherit);

        (WIN32_ERROR error, HANDLE copy) = Try.Duplicate(pipe.Write, inherit: !inherit);

        Assert.Equal(ERROR_SUCCESS, error);
        Assert.Equal((ERROR_SUCCESS, inherit ? 0u : HANDLE_FLAG_INHERIT), Try.Flags(copy));
        Assert.Equal((ERROR_SUCCESS, inherit ? HANDLE_FLAG_INHERIT : 0u), Try.Flags(pipe.Write));
        Assert.Equal(ERROR_SUCCESS, Try.Close(copy));
    }

    [Fact]
    [Contract("AP-08")]
    [Contract("D-proc-1")]
    public void Start_GivesAllInheritableHandles_OrNone()
    {
        using TestPipe inheritable = TestPipe.Create(inherit: true);
        using TestPipe own = TestPipe.Create();
        string script = $"type:{Child.Name(inheritable.Read)};type:{Child.Name(inheritable.Write)};type:{Child.Name(own.Read)};type:{Child.Name(own.Write)}";

        string[] all = Child.Run(script);
        string[] none = Child.Run(script, new ChildOptions { Inherit = false });

        Assert.Equal(["3", "3", "err 6", "err 6"], all);

        // Values of its own may be the same numbers there, but a read end of this pipe is not among them.
        Assert.Equal(4, none.Length);
        inheritable.CloseWrite();
        Assert.Equal((ERROR_BROKEN_PIPE, string.Empty), Try.Read(inheritable.Read));
    }

    [Fact]
    [Contract("AP-11")]
    [Contract("AP-12")]
    [Contract("AP-13")]
    public void StandardHandle_SetBeforeTheStart_IsTheChilds()
    {
        using TestPipe first = TestPipe.WithInheritable(pipe => pipe.Read);
        using TestPipe second = TestPipe.WithInheritable(pipe => pipe.Read);
        _ = Try.Write(first.Write, "first");
        _ = Try.Write(second.Write, "second");
        HANDLE before = GetStdHandle(STD_INPUT_HANDLE);
        using TestPipe go = TestPipe.WithInheritable(pipe => pipe.Read);
        try
        {
            _ = SetStdHandle(STD_INPUT_HANDLE, first.Read);
            using Child child = Child.Start($"read:{Child.Name(go.Read)}:1;read:in:10");
            _ = SetStdHandle(STD_INPUT_HANDLE, second.Read);
            _ = Try.Write(go.Write, "!");

            Assert.Equal(["!", "first"], child.Rest());
            Assert.Equal(["second"], Child.Run("read:in:10"));
        }
        finally
        {
            _ = SetStdHandle(STD_INPUT_HANDLE, before);
        }
    }

    [Fact]
    [Contract("AP-14")]
    public void Read_ReturnsWhenAWriteOfAnyLengthHasCompleted()
    {
        using TestPipe pipe = TestPipe.Create();
        Blocked<(WIN32_ERROR, string)> read = Blocked.On(pipe.Read, () => Try.Read(pipe.Read, 4096));

        _ = Try.Write(pipe.Write, "x");

        Assert.Equal((ERROR_SUCCESS, "x"), read.Result());
    }

    [Fact]
    [Contract("AP-15")]
    [Contract("D-proc-4")]
    public void Read_ReturnsWhenTheLastWriteHandleIsClosed_InWhicheverProcess()
    {
        using TestPipe pipe = TestPipe.WithInheritable(pipe => pipe.Write);
        using TestPipe go = TestPipe.WithInheritable(pipe => pipe.Read);
        using Child child = Child.Start($"type:{Child.Name(pipe.Write)};hold:{Child.Name(go.Read)}");
        Assert.Equal("3", child.Line());
        Blocked<(WIN32_ERROR, string)> read = Blocked.On(pipe.Read, () => Try.Read(pipe.Read));

        // The child still has one.
        pipe.CloseWrite();
        Assert.True(read.IsRunning);
        Assert.False(Try.IsSet(pipe.Read));

        go.CloseWrite();
        Assert.Equal((ERROR_BROKEN_PIPE, string.Empty), read.Result());
    }

    [Fact]
    [Contract("AP-16")]
    [Contract("D-cancel-1")]
    public void Read_ReturnsWhenAnErrorOccurs()
    {
        using TestPipe pipe = TestPipe.Create();
        Blocked<(WIN32_ERROR, string)> read = Blocked.On(pipe.Read, () => Try.Read(pipe.Read));

        Assert.Equal(ERROR_SUCCESS, Try.Error(CancelSynchronousIo(read.Handle)));

        Assert.Equal((ERROR_OPERATION_ABORTED, string.Empty), read.Result());
    }

    [Fact]
    [Contract("AP-17")]
    [Contract("AP-18")]
    [Contract("D-write-6")]
    public void Write_BlocksWhileBytesAreLeft_AndReturnsWhenAllAreIn()
    {
        using TestPipe pipe = TestPipe.Create(size: 4096);
        const int Size = 1_000_000;
        byte[] data = [.. Enumerable.Range(0, Size).Select(i => (byte)(i * 7 % 251))];
        Blocked<(WIN32_ERROR, uint)> write = Blocked.On(pipe.Write, () => Try.Write(pipe.Write, data));

        string received = Try.ReadExactly(pipe.Read, Size - 4096);
        received += Try.ReadExactly(pipe.Read, 4096);

        Assert.Equal((ERROR_SUCCESS, (uint)Size), write.Result());
        Assert.Equal(data, received.Select(character => (byte)character));
    }

    [Fact]
    [Contract("AP-19")]
    public void Size_CanBeAskedFor()
    {
        using TestPipe small = TestPipe.Create(size: 4096);
        using TestPipe large = TestPipe.Create(size: 262144);

        Assert.Equal(4096, small.Fill());
        Assert.Equal(262144, large.Fill());
    }

    [Fact]
    [Contract("AP-20")]
    [Contract("AP-21")]
    [Contract("D-overlapped-1")]
    public unsafe void Overlapped_MakesNothingAsynchronous()
    {
        using TestPipe pipe = TestPipe.Create();
        Blocked<(WIN32_ERROR, uint)> read = Blocked.On(pipe.Read, () =>
        {
            OVERLAPPED overlapped = default;
            byte* buffer = stackalloc byte[10];
            WIN32_ERROR error = Try.Error(ReadFile(pipe.Read, buffer, 10, null, &overlapped));
            return (error, (uint)overlapped.InternalHigh);
        });

        _ = Try.Write(pipe.Write, "later");

        Assert.Equal((ERROR_SUCCESS, 5u), read.Result());
    }

    [Fact]
    [Contract("AP-22")]
    public void Pipe_LivesAsLongAsAnyHandle_InAnyProcess()
    {
        using TestPipe pipe = TestPipe.WithInheritable(pipe => pipe.Read);
        using TestPipe go = TestPipe.WithInheritable(pipe => pipe.Read);
        using Child child = Child.Start($"type:{Child.Name(pipe.Read)};hold:{Child.Name(go.Read)}");
        Assert.Equal("3", child.Line());
        pipe.CloseRead();

        // The child has the last read handle; when it ends, the system closes it.
        Assert.Equal((ERROR_SUCCESS, 1u), Try.Write(pipe.Write, "x"));
        go.CloseWrite();
        Assert.Equal(0u, child.ExitCode());
        Assert.Equal((ERROR_NO_DATA, 0u), Try.Write(pipe.Write, "x"));
    }
}
