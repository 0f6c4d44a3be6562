using System.Net.Sockets;

namespace Standpipe.Tests.Pipes;

/// <summary>Bytes moved between pipes and sockets.</summary>
[Collection(LeakCheckDefinition.Name)]
public class SpliceSocketTests : IClassFixture<LeakCheck>
{
    private const int Size = 2_000_003;

    private static readonly byte[] s_sent = Pattern.Bytes(Size);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<AddressFamily, bool, bool> Kinds()
    {
        TheoryData<AddressFamily, bool, bool> data = [];
        if (OperatingSystem.IsWindows())
        {
            // Wine has no Unix sockets, and streams of Windows are not for sockets that do not block.
            data.Add(AddressFamily.InterNetwork, false, false);
            data.Add(AddressFamily.InterNetwork, false, true);
            return data;
        }

        foreach (AddressFamily family in new[] { AddressFamily.InterNetwork, AddressFamily.Unix })
        {
            foreach (bool nonBlocking in new[] { false, true })
            {
                data.Add(family, nonBlocking, false);
                data.Add(family, nonBlocking, true);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task SpliceTo_Socket_SendsEveryByte(AddressFamily family, bool nonBlocking, bool async)
    {
        using SocketPair sockets = Sockets(family, nonBlocking);
        using AnonymousPipe pipe = AnonymousPipe.Create();
        byte[] received = [];
        WorkerThread writer = WorkerThread.Start(() =>
        {
            pipe.WriteEnd.Write(s_sent);
            pipe.WriteEnd.Dispose();
        });
        WorkerThread reader = WorkerThread.Start(() => received = ReceiveAll(sockets.Far));

        Assert.Equal(Size, await Out(async, pipe.ReadEnd, sockets.Near));

        sockets.Near.Shutdown(SocketShutdown.Send);
        Assert.Null(writer.Join());
        Assert.Null(reader.Join());
        Assert.True(s_sent.AsSpan().SequenceEqual(received));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task SpliceFrom_Socket_ReceivesEveryByte(AddressFamily family, bool nonBlocking, bool async)
    {
        using SocketPair sockets = Sockets(family, nonBlocking);
        using AnonymousPipe pipe = AnonymousPipe.Create(8192);
        byte[] received = [];
        WorkerThread writer = WorkerThread.Start(() =>
        {
            _ = sockets.Far.Send(s_sent);
            sockets.Far.Shutdown(SocketShutdown.Send);
        });
        WorkerThread reader = WorkerThread.Start(() => received = Pattern.ReadToEnd(pipe.ReadEnd));

        Assert.Equal(Size, async ? await pipe.WriteEnd.SpliceFromAsync(sockets.Near, cancellationToken: Token) : pipe.WriteEnd.SpliceFrom(sockets.Near));

        pipe.WriteEnd.Dispose();
        Assert.Null(writer.Join());
        Assert.Null(reader.Join());
        Assert.True(s_sent.AsSpan().SequenceEqual(received));
    }

    [LinuxTheory("Windows tells of the other side's going only when something is sent.")]
    [MemberData(nameof(Kinds))]
    public async Task SpliceTo_OtherSideGoesWhileThePipeIsEmpty_IsBroken(AddressFamily family, bool nonBlocking, bool async)
    {
        using SocketPair sockets = Sockets(family, nonBlocking);
        using AnonymousPipe pipe = AnonymousPipe.Create();
        pipe.WriteEnd.Write([1, 2]);
        Task<long> splice = async
            ? pipe.ReadEnd.SpliceToAsync(sockets.Near, cancellationToken: Token)
            : Task.Factory.StartNew(() => pipe.ReadEnd.SpliceTo(sockets.Near), Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Assert.Equal(1, sockets.Far.Receive(new byte[1]));

        // With a byte unread, its going is a reset.
        sockets.Far.Dispose();

        if (nonBlocking)
        {
            Assert.Equal(2, (await Assert.ThrowsAsync<PipeBrokenException>(() => splice)).BytesWritten);
        }
        else
        {
            // Where bytes are copied, it is noticed by the next.
            pipe.WriteEnd.WriteByte(3);
            _ = await Assert.ThrowsAsync<PipeBrokenException>(() => splice);
            Assert.Equal(1, pipe.ReadEnd.BytesAvailable);
        }
    }

    [LinuxTheory("On Windows what was cancelled may have been sent in part.")]
    [InlineData(AddressFamily.InterNetwork, false, 1)]
    [InlineData(AddressFamily.InterNetwork, true, 2)]
    [InlineData(AddressFamily.Unix, false, 3)]
    [InlineData(AddressFamily.Unix, true, 4)]
    public async Task SpliceAsync_CancelledAtRandomMoments_LosesNoByte(AddressFamily family, bool nonBlocking, int seed)
    {
        // There and back: pipe, socket, socket, pipe, each way cancelled again and again.
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        using SocketPair sockets = Sockets(family, nonBlocking);
        using AnonymousPipe there = AnonymousPipe.Create();
        using AnonymousPipe back = AnonymousPipe.Create(4096);
        byte[] received = [];
        WorkerThread writer = WorkerThread.Start(() =>
        {
            there.WriteEnd.Write(s_sent);
            there.WriteEnd.Dispose();
        });
        WorkerThread reader = WorkerThread.Start(() => received = Pattern.ReadToEnd(back.ReadEnd));

        Task<long> sending = CancelOften(seed, token => there.ReadEnd.SpliceToAsync(sockets.Near, long.MaxValue, token));
        Task<long> receiving = CancelOften(seed + 1, token => back.WriteEnd.SpliceFromAsync(sockets.Far, Size, token));

        Assert.Equal(Size, await sending);
        Assert.Equal(Size, await receiving);
        back.WriteEnd.Dispose();
        Assert.Null(writer.Join());
        Assert.Null(reader.Join());
        Assert.True(s_sent.AsSpan().SequenceEqual(received.AsSpan()), $"seed {seed}: {received.Length} bytes");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SpliceTo_PipeDisposedOfWhileTheSocketIsFull_Ends(bool nonBlocking)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A send that blocks there is ended by the socket alone.");
        using SocketPair sockets = Sockets(AddressFamily.Unix, nonBlocking);
        using AnonymousPipe pipe = AnonymousPipe.Create();
        WorkerThread writer = WorkerThread.Start(() => pipe.WriteEnd.Write(s_sent));
        WorkerThread mover = WorkerThread.Start(() => pipe.ReadEnd.SpliceTo(sockets.Near));
        writer.WaitUntilBlocked();
        mover.WaitUntilBlocked();

        pipe.ReadEnd.Dispose();

        Assert.IsType<ObjectDisposedException>(mover.Join());
        Assert.IsType<PipeBrokenException>(writer.Join());
    }

    [LinuxTheory("A send that blocks on Windows has a thread of its own.")]
    [InlineData(false)]
    [InlineData(true)]
    public void SpliceTo_SocketDisposedOfWhileThePipeIsEmpty_Ends(bool nonBlocking)
    {
        using SocketPair sockets = Sockets(AddressFamily.InterNetwork, nonBlocking);
        using AnonymousPipe pipe = AnonymousPipe.Create();
        pipe.WriteEnd.WriteByte(1);
        WorkerThread mover = WorkerThread.Start(() => pipe.ReadEnd.SpliceTo(sockets.Near));
        mover.WaitUntilBlocked();

        sockets.Near.Dispose();
        if (!nonBlocking)
        {
            pipe.WriteEnd.WriteByte(2);
        }

        Exception? exception = mover.Join();
        Assert.True(exception is PipeBrokenException or ObjectDisposedException, $"{exception}");
    }

    [Fact]
    public void Splice_DatagramSocket_IsRefused()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        using AnonymousPipe pipe = AnonymousPipe.Create();

        Assert.Throws<ArgumentException>(() => pipe.ReadEnd.SpliceTo(socket));
        Assert.Throws<ArgumentException>(() => pipe.WriteEnd.SpliceFrom(socket));
    }

    private static SocketPair Sockets(AddressFamily family, bool nonBlocking)
    {
        SocketPair sockets = new(family);
        sockets.Near.Blocking = !nonBlocking;
        return sockets;
    }

    private static async Task<long> CancelOften(int seed, Func<CancellationToken, Task<long>> splice)
    {
        Random random = new(seed);
        long moved = 0;
        while (true)
        {
            using CancellationTokenSource cancellation = new();
            int spins = random.Next(30_000);
            Task cancel = Task.Run(
                () =>
                {
                    Thread.SpinWait(spins);
                    cancellation.Cancel();
                },
                Token);
            try
            {
                return moved + await splice(cancellation.Token);
            }
            catch (PipeWriteCanceledException exception)
            {
                moved += exception.BytesWritten;
            }
            finally
            {
                await cancel;
            }

            if (moved >= Size)
            {
                return moved;
            }
        }
    }

    private static byte[] ReceiveAll(Socket socket)
    {
        using NetworkStream stream = new(socket, ownsSocket: false);
        return Pattern.ReadToEnd(stream);
    }

    private static async Task<long> Out(bool async, PipeReadEnd source, Socket socket) =>
        async ? await source.SpliceToAsync(socket, cancellationToken: Token) : source.SpliceTo(socket);
}
