using Microsoft.Win32.SafeHandles;

namespace Standpipe.Tests.Pipes;

/// <summary>Bytes moved between pipes and files.</summary>
[Collection(LeakCheckDefinition.Name)]
public sealed class SpliceFileTests : IClassFixture<LeakCheck>, IDisposable
{
    private const int Size = 300_001;

    private static readonly byte[] s_sent = Pattern.Bytes(Size);

    private readonly ScratchDirectory _directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SpliceTo_File_IsWrittenFromItsPositionOn(bool async)
    {
        File.WriteAllBytes(_directory["f"], new byte[10]);
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using (SafeFileHandle file = File.OpenHandle(_directory["f"], FileMode.Open, FileAccess.Write))
        {
            // Twice, so that the second goes on where the first ended.
            pipe.WriteEnd.Write(s_sent.AsSpan(0, 100));
            Assert.Equal(100, await Out(async, pipe.ReadEnd, file, 100));
            WorkerThread writer = Feed(pipe, s_sent[100..]);
            Assert.Equal(Size - 100, await Out(async, pipe.ReadEnd, file));
            Assert.Null(writer.Join());
        }

        Assert.Equal(s_sent, File.ReadAllBytes(_directory["f"]));
    }

    [LinuxTheory("The descriptor is opened to append by open(2).")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SpliceTo_AppendFile_AppendsByCopying(bool async)
    {
        File.WriteAllBytes(_directory["f"], [1, 2, 3]);
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using (SafeFileHandle file = DescriptorCalls.OpenToAppend(_directory["f"]))
        {
            WorkerThread writer = Feed(pipe, s_sent);
            Assert.Equal(Size, await Out(async, pipe.ReadEnd, file));
            Assert.Null(writer.Join());
        }

        Assert.Equal([1, 2, 3, .. s_sent], File.ReadAllBytes(_directory["f"]));
    }

    [LinuxTheory("Set to append by fcntl(2).")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SpliceTo_FileBecomesAppendingHalfWay_LosesNothing(bool async)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using SafeFileHandle file = File.OpenHandle(_directory["f"], FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        Task<long> splice = async
            ? pipe.ReadEnd.SpliceToAsync(file, cancellationToken: Token)
            : Task.Factory.StartNew(() => pipe.ReadEnd.SpliceTo(file), Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        pipe.WriteEnd.Write(s_sent.AsSpan(0, 100_000));
        WorkerThread.SpinUntil(() => new FileInfo(_directory["f"]).Length == 100_000, "the first half");

        DescriptorCalls.SetAppending(file);
        pipe.WriteEnd.Write(s_sent.AsSpan(100_000));
        pipe.WriteEnd.Dispose();

        Assert.Equal(Size, await splice);
        file.Dispose();
        Assert.Equal(s_sent, await File.ReadAllBytesAsync(_directory["f"], Token));
    }

    [LinuxTheory("Devices have other names elsewhere.")]
    [InlineData("/dev/null", false)]
    [InlineData("/dev/null", true)]
    public async Task SpliceTo_Null_TakesEverything(string path, bool async)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using SafeFileHandle device = File.OpenHandle(path, FileMode.Open, FileAccess.Write);
        WorkerThread writer = Feed(pipe, s_sent);

        Assert.Equal(Size, await Out(async, pipe.ReadEnd, device));

        Assert.Null(writer.Join());
    }

    [LinuxTheory("Devices have other names elsewhere.")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SpliceTo_FullDevice_FailsAndTakesNothing(bool async)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using SafeFileHandle device = File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write);
        pipe.WriteEnd.Write(s_sent.AsSpan(0, 5000));

        IOException exception = await Assert.ThrowsAsync<IOException>(() => Out(async, pipe.ReadEnd, device));

        Assert.Contains("ENOSPC", exception.Message, StringComparison.Ordinal);
        Assert.Equal(5000, pipe.ReadEnd.BytesAvailable);
    }

    [LinuxFact("A terminal is a device.")]
    public async Task SpliceTo_Terminal_GetsTheBytes()
    {
        using Terminal terminal = new();
        using AnonymousPipe pipe = AnonymousPipe.Create();
        byte[] text = [.. Enumerable.Range(0, 9000).Select(i => (byte)('a' + (i % 26)))];
        pipe.WriteEnd.Write(text);
        pipe.WriteEnd.Dispose();
        byte[] received = new byte[text.Length];
        WorkerThread reader = WorkerThread.Start(() => terminal.Master.ReadExactly(received));

        Assert.Equal(text.Length, await pipe.ReadEnd.SpliceToAsync(terminal.Slave, cancellationToken: Token));

        Assert.Null(reader.Join());
        Assert.Equal(text, received);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SpliceFrom_File_IsReadFromItsPositionOn(bool async)
    {
        File.WriteAllBytes(_directory["f"], s_sent);
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using SafeFileHandle file = File.OpenHandle(_directory["f"]);
        byte[] received = [];
        WorkerThread reader = WorkerThread.Start(() => received = Pattern.ReadToEnd(pipe.ReadEnd));

        Assert.Equal(1000, await In(async, pipe.WriteEnd, file, 1000));
        Assert.Equal(Size - 1000, await In(async, pipe.WriteEnd, file));
        Assert.Equal(0, await In(async, pipe.WriteEnd, file));

        pipe.WriteEnd.Dispose();
        Assert.Null(reader.Join());
        Assert.True(s_sent.AsSpan().SequenceEqual(received));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SpliceFrom_EmptyFile_IsNothing(bool async)
    {
        File.WriteAllBytes(_directory["f"], []);
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using SafeFileHandle file = File.OpenHandle(_directory["f"]);

        Assert.Equal(0, await In(async, pipe.WriteEnd, file));
        Assert.Equal(0, pipe.ReadEnd.BytesAvailable);
    }

    [LinuxTheory("Devices have other names elsewhere.")]
    [InlineData("/dev/zero", 200_000, 200_000, false)]
    [InlineData("/dev/zero", 200_000, 200_000, true)]
    [InlineData("/dev/null", 10, 0, false)]
    [InlineData("/dev/null", 10, 0, true)]
    public async Task SpliceFrom_Device_GivesWhatItHas(string path, int count, int expected, bool async)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using SafeFileHandle device = File.OpenHandle(path);
        byte[] received = [];
        WorkerThread reader = WorkerThread.Start(() => received = Pattern.ReadToEnd(pipe.ReadEnd));

        Assert.Equal(expected, await In(async, pipe.WriteEnd, device, count));

        pipe.WriteEnd.Dispose();
        Assert.Null(reader.Join());
        Assert.Equal(new byte[expected], received);
    }

    [LinuxTheory("A terminal is a device.")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SpliceFrom_Terminal_WaitsForALine(bool async)
    {
        using Terminal terminal = new();
        using AnonymousPipe pipe = AnonymousPipe.Create();
        Task<long> splice = async
            ? pipe.WriteEnd.SpliceFromAsync(terminal.Slave, 3, Token)
            : Task.Factory.StartNew(() => pipe.WriteEnd.SpliceFrom(terminal.Slave, 3), Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        terminal.Master.Write("a"u8);
        Assert.False(splice.IsCompleted);

        terminal.Master.Write("b\n"u8);

        Assert.Equal(3, await splice);
        byte[] line = new byte[3];
        pipe.ReadEnd.ReadExactly(line);
        Assert.Equal("ab\n"u8, line);
    }

    [LinuxTheory("An eventfd is Linux's.")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SpliceFrom_WhatTheKernelDoesNotSplice_IsCopied(bool async)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using SafeFileHandle counter = DescriptorCalls.EventCounter(5);

        Assert.Equal(8, await In(async, pipe.WriteEnd, counter, 8));

        byte[] value = new byte[8];
        pipe.ReadEnd.ReadExactly(value);
        Assert.Equal(5, BitConverter.ToInt64(value));
    }

    [LinuxTheory("An eventfd is Linux's.")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SpliceTo_WhatTheKernelDoesNotSplice_IsCopied(bool async)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using SafeFileHandle counter = DescriptorCalls.EventCounter(1);
        pipe.WriteEnd.Write(BitConverter.GetBytes(41L));
        pipe.WriteEnd.Dispose();

        Assert.Equal(8, await Out(async, pipe.ReadEnd, counter));

        byte[] value = new byte[8];
        using FileStream stream = new(counter, FileAccess.Read, bufferSize: 0);
        stream.ReadExactly(value);
        Assert.Equal(42, BitConverter.ToInt64(value));
    }

    [Fact]
    public async Task SpliceFromAsync_FullPipe_CanBeCancelledAndKeepsThePosition()
    {
        File.WriteAllBytes(_directory["f"], s_sent);
        using AnonymousPipe pipe = AnonymousPipe.Create(4096);
        using SafeFileHandle file = File.OpenHandle(_directory["f"]);
        using CancellationTokenSource cancellation = new();
        Task<long> splice = pipe.WriteEnd.SpliceFromAsync(file, cancellationToken: cancellation.Token);
        WorkerThread.SpinUntil(() => pipe.ReadEnd.BytesAvailable >= 4096, "the first page");
        await cancellation.CancelAsync();

        PipeWriteCanceledException exception = await Assert.ThrowsAsync<PipeWriteCanceledException>(() => splice);

        Assert.Equal(4096, exception.BytesWritten);
        byte[] received = [];
        WorkerThread reader = WorkerThread.Start(() => received = Pattern.ReadToEnd(pipe.ReadEnd));
        Assert.Equal(Size - 4096, await pipe.WriteEnd.SpliceFromAsync(file, cancellationToken: Token));
        pipe.WriteEnd.Dispose();
        Assert.Null(reader.Join());
        Assert.True(s_sent.AsSpan().SequenceEqual(received));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SpliceFrom_ReaderGoes_TellsHowMuchWentInAndKeepsThePosition(bool async)
    {
        File.WriteAllBytes(_directory["f"], s_sent);
        using AnonymousPipe pipe = AnonymousPipe.Create(4096);
        using SafeFileHandle file = File.OpenHandle(_directory["f"]);
        WorkerThread reader = WorkerThread.Start(() =>
        {
            pipe.ReadEnd.ReadExactly(new byte[10_000]);
            pipe.ReadEnd.Dispose();
        });

        PipeBrokenException exception = await Assert.ThrowsAsync<PipeBrokenException>(() => In(async, pipe.WriteEnd, file));

        Assert.Null(reader.Join());
        using AnonymousPipe other = AnonymousPipe.Create();
        Assert.Equal(1, await In(async, other.WriteEnd, file, 1));
        Assert.Equal(s_sent[exception.BytesWritten], (byte)other.ReadEnd.ReadByte());
    }

    [Fact]
    public void SpliceTo_DisposedOfWhileBlocked_Ends()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using SafeFileHandle file = File.OpenHandle(_directory["f"], FileMode.Create, FileAccess.Write);
        WorkerThread mover = WorkerThread.Start(() => pipe.ReadEnd.SpliceTo(file));
        mover.WaitUntilBlocked();

        pipe.ReadEnd.Dispose();

        Assert.IsType<ObjectDisposedException>(mover.Join());
    }

    [Fact]
    public void SpliceFrom_DisposedOfWhileBlocked_Ends()
    {
        File.WriteAllBytes(_directory["f"], s_sent);
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using SafeFileHandle file = File.OpenHandle(_directory["f"]);
        WorkerThread mover = WorkerThread.Start(() => pipe.WriteEnd.SpliceFrom(file));
        mover.WaitUntilBlocked();

        pipe.WriteEnd.Dispose();

        Assert.IsType<ObjectDisposedException>(mover.Join());
    }

    [Fact]
    public async Task Splice_Arguments_AreChecked()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        SafeFileHandle file = File.OpenHandle(_directory["f"], FileMode.Create, FileAccess.ReadWrite);
        Assert.Throws<ArgumentOutOfRangeException>(() => pipe.ReadEnd.SpliceTo(file, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => pipe.WriteEnd.SpliceFrom(file, -1));
        file.Dispose();

        Assert.Throws<ObjectDisposedException>(() => pipe.ReadEnd.SpliceTo(file));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pipe.WriteEnd.SpliceFromAsync(file, cancellationToken: Token));
        Assert.Throws<ArgumentNullException>(() => pipe.ReadEnd.SpliceTo((SafeFileHandle)null!));
    }

    private static WorkerThread Feed(AnonymousPipe pipe, byte[] bytes) => WorkerThread.Start(() =>
    {
        pipe.WriteEnd.Write(bytes);
        pipe.WriteEnd.Dispose();
    });

    private static async Task<long> Out(bool async, PipeReadEnd source, SafeFileHandle file, long count = long.MaxValue) =>
        async ? await source.SpliceToAsync(file, count, Token) : source.SpliceTo(file, count);

    private static async Task<long> In(bool async, PipeWriteEnd destination, SafeFileHandle file, long count = long.MaxValue) =>
        async ? await destination.SpliceFromAsync(file, count, Token) : destination.SpliceFrom(file, count);
}
