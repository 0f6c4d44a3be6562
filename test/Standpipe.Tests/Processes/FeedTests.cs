using System.Buffers;
using System.IO.Pipelines;

namespace Standpipe.Tests;

public class FeedTests
{
    private const int Rounds = 200;
    private const int RoundsOnWindows = 40;   // under Wine a start takes longer

    [Fact(Timeout = Child.HangGuard)]
    public async Task FromBytes_ChildStopsReadingAndExits_IsNoError()
    {
        ChildResult result = await Child.RunAsync(Reading(ChildInput.FromBytes(new byte[1_000_000])));

        Assert.Equal("10", result.StandardOutput!.Text);
        Assert.InRange(result.InputBytesWritten!.Value, 10, 999_999);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task FromStream_ChildStopsReadingAndExits_IsNoError()
    {
        ChildResult result = await Child.RunAsync(Reading(ChildInput.FromStream(new MemoryStream(new byte[1_000_000]))));

        Assert.Equal("10", result.StandardOutput!.Text);
        Assert.InRange(result.InputBytesWritten!.Value, 10, 999_999);
    }

    [Theory(Timeout = Child.HangGuard)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Feed_ChildClosesItsInputAndLives_EndsTheFeed(bool fromStream)
    {
        using AnonymousPipe until = AnonymousPipe.Create();
        byte[] data = new byte[1_000_000];
        using ChildProcess child = ChildProcess.Start(
            new ChildProcessOptions(TestChildProgram.Path, "close-input", until.ReadEnd.ChildValue)
            {
                StandardInput = fromStream ? ChildInput.FromStream(new MemoryStream(data)) : ChildInput.FromBytes(data),
                StandardOutput = ChildOutput.Pipe,
                InheritedHandles = { until.ReadEnd },
            });

        await Child.AwaitReadyAsync(child);
        Assert.False(child.HasExited);
        until.WriteEnd.Dispose();

        ChildResult result = await child.WaitForResultAsync(TestContext.Current.CancellationToken);
        Assert.True(result.Status.IsSuccess);
        Assert.InRange(result.InputBytesWritten!.Value, 0, data.Length - 1);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task FromBytes_SlowReader_GetsItAll()
    {
        byte[] data = Pattern.Bytes(70_000);

        ChildResult result = await Child.RunAsync(new ChildProcessOptions(TestChildProgram.Path, "cat-slowly")
        {
            StandardInput = ChildInput.FromBytes(data),
            StandardOutput = ChildOutput.Capture,
        });

        Assert.Equal(data, result.StandardOutput!.Bytes.Span);
    }

    [LinuxTheory("On Windows each feed has a thread of its own.", Timeout = Child.HangGuard)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FromBytes_MemoryFailsMeanwhile_TellsItsExceptionAndEndsTheInput(bool asDisposedOf)
    {
        using MemoryOfThisThread memory = new(1_000_000, asDisposedOf ? new ObjectDisposedException("memory") : new InvalidDataException("memory"));
        using ChildProcess child = ChildProcess.Start(new ChildProcessOptions(TestChildProgram.Path, "cat")
        {
            StandardInput = ChildInput.FromBytes(memory.Memory),
            StandardOutput = ChildOutput.Capture,
        });

        ExitStatus status = await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Exception? exception = await Record.ExceptionAsync(() => child.WaitForResultAsync(TestContext.Current.CancellationToken));

        Assert.True(status.IsSuccess);
        Assert.Same(memory.Failure, exception);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task FromStream_StreamFails_TellsItsException()
    {
        Pipe source = new();
        await source.Writer.CompleteAsync(new InvalidDataException("the source is broken"));
        using ChildProcess child = ChildProcess.Start(new ChildProcessOptions(TestChildProgram.Path, "cat")
        {
            StandardInput = ChildInput.FromStream(source.Reader.AsStream()),
            StandardOutput = ChildOutput.Capture,
        });

        // The child sees the end of its input, and ends by itself.
        ExitStatus status = await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        InvalidDataException exception = await Assert.ThrowsAsync<InvalidDataException>(
            () => child.WaitForResultAsync(TestContext.Current.CancellationToken));

        Assert.True(status.IsSuccess);
        Assert.Equal("the source is broken", exception.Message);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task FromStream_StreamNeverReturns_DoesNotHoldUpTheResult()
    {
        Pipe source = new();

        ChildResult result = await Child.RunAsync(new ChildProcessOptions(TestChildProgram.Path, "exit", "3")
        {
            StandardInput = ChildInput.FromStream(source.Reader.AsStream()),
        });

        Assert.Equal(3, result.Status.Code);
        Assert.Equal(0, result.InputBytesWritten);
    }

    [LinuxFact("Windows does not tell who writes that his reader has left.", Timeout = Child.HangGuard)]
    public async Task FromStream_LastReaderLeavesAfterTheChild_EndsTheFeed()
    {
        Pipe source = new();
        using AnonymousPipe until = AnonymousPipe.Create();
        using ChildProcess child = ChildProcess.Start(new ChildProcessOptions("sh", "-c", "exec 4<&0; read line <&3 & exit 0")
        {
            StandardInput = ChildInput.FromStream(source.Reader.AsStream()),
            InheritedHandles = { until.ReadEnd.As(3) },
        });
        _ = await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Task<ChildResult> result = child.WaitForResultAsync(TestContext.Current.CancellationToken);
        Assert.False(result.IsCompleted);

        until.WriteEnd.Dispose();

        Assert.Equal(0, (await result).InputBytesWritten);
    }

    [LinuxFact("Needs a child that leaves another behind, holding its pipes.", Timeout = Child.HangGuard)]
    public async Task FromStream_SourceEndsAfterTheChild_LastReaderGetsAllAndEndOfFile()
    {
        Pipe source = new();
        using ChildProcess child = ChildProcess.Start(new ChildProcessOptions("sh", "-c", "exec 4<&0; cat <&4 & exit 0")
        {
            StandardInput = ChildInput.FromStream(source.Reader.AsStream()),
            StandardOutput = ChildOutput.Capture,
        });
        _ = await child.WaitForExitAsync(TestContext.Current.CancellationToken);

        _ = await source.Writer.WriteAsync("late"u8.ToArray(), TestContext.Current.CancellationToken);
        await source.Writer.CompleteAsync();

        ChildResult result = await child.WaitForResultAsync(TestContext.Current.CancellationToken);
        Assert.Equal((4, "late"), (result.InputBytesWritten, result.StandardOutput!.Text));
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task FromStream_StreamThatBlocks_DoesNotHoldUpTheResult()
    {
        // Ignores cancellation and holds its thread until the pipe is closed.
        using AnonymousPipe source = AnonymousPipe.Create();
        using StreamWithoutAsync blocking = new(source.ReadEnd);

        ChildResult result = await Child.RunAsync(new ChildProcessOptions(TestChildProgram.Path, "exit", "3")
        {
            StandardInput = ChildInput.FromStream(blocking),
        });

        Assert.Equal(3, result.Status.Code);
    }

    [Fact]
    public void FromStream_StreamThatCannotBeRead_IsRefused()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();

        _ = Assert.Throws<ArgumentException>(() => ChildInput.FromStream(pipe.WriteEnd));
    }

    [Theory(Timeout = Child.HangGuard)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Feed_ChildExitsWhileItIsFed_NeverLosesTheExit(bool fromStream)
    {
        // The end of the reader and the end of the child come within microseconds of each other.
        byte[] data = new byte[200_000];
        for (int i = 0; i < (OperatingSystem.IsWindows() ? RoundsOnWindows : Rounds); i++)
        {
            ChildResult result = await Child.RunAsync(new ChildProcessOptions(OperatingSystem.IsWindows() ? TestChildProgram.Path : "true", OperatingSystem.IsWindows() ? ["exit", "0"] : [])
            {
                StandardInput = fromStream ? ChildInput.FromStream(new MemoryStream(data)) : ChildInput.FromBytes(data),
                CapturePolicy = i % 2 == 0 ? CapturePolicy.UntilExit : CapturePolicy.UntilEndOfFile,
            });

            Assert.True(result.Status.IsSuccess);
            Assert.InRange(result.InputBytesWritten!.Value, 0, data.Length - 1);
        }
    }

    private static ChildProcessOptions Reading(ChildInput input) => new(TestChildProgram.Path, "read", "10")
    {
        StandardInput = input,
        StandardOutput = ChildOutput.Capture,
    };

    /// <summary>Memory that only the thread that made it can look at.</summary>
    private sealed class MemoryOfThisThread(int size, Exception failure) : MemoryManager<byte>
    {
        private readonly byte[] _bytes = new byte[size];
        private readonly int _thread = Environment.CurrentManagedThreadId;

        internal Exception Failure => failure;

        public override Span<byte> GetSpan() => Environment.CurrentManagedThreadId == _thread ? _bytes : throw failure;

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin() => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
        }
    }

    /// <summary>A stream of the old kind, whose asynchronous reads are blocking ones.</summary>
    private sealed class StreamWithoutAsync(PipeReadEnd end) : MemoryStream
    {
        public override int Read(Span<byte> buffer) => end.Read(buffer);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Read(buffer.Span));
    }
}
