using Standpipe.Observation;
using Standpipe.Platform;

namespace Standpipe.Tests;

/// <summary>Whoever is observed does not notice.</summary>
[Collection("Processes")]
public class ObservationHarmTests
{
    private const string Reason = "/proc is Linux's.";
    private const int Size = 32 << 20;

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Sample_ThousandsDuringATransfer_ChangeNothingOfIt() =>
        await TransferAsync((observer, _) => observer.Sample());

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Peek_ThousandsDuringATransfer_TakeNothingOut()
    {
        long peeked = 0;
        await TransferAsync((observer, look) => peeked += observer.Peek(look % 2 == 0 ? "a.1->b.0" : "b.1->c.0", 10_000)?.Length ?? 0);

        Assert.True(peeked > 0);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Sample_ReaderThatLeaves_StillEndsTheWriter()
    {
        for (int round = 0; round < 30; round++)
        {
            await using ObservedPipeline pipeline = ObservedPipeline.Start(["cat", "/dev/zero"], ["head", "-c", "200000"]);

            while (!pipeline.Children[0].HasExited)
            {
                pipeline.Observer.Sample();
                _ = pipeline.Observer.Peek("a.1->b.0", 100);
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            }

            Assert.Equal("SIGPIPE", (await pipeline.Children[0].WaitForExitAsync(TestContext.Current.CancellationToken)).SignalName);
            Assert.True((await pipeline.Children[1].WaitForExitAsync(TestContext.Current.CancellationToken)).IsSuccess);
        }
    }

    [LinuxFact(Reason)]
    public void Read_Pipe_IsItsOldestBytes()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        int reader = (int)pipe.ReadEnd.SafeFileHandle.DangerousGetHandle();
        int writer = (int)pipe.WriteEnd.SafeFileHandle.DangerousGetHandle();

        Assert.Empty(EdgePeek.Read(Environment.ProcessId, reader, 10)!);
        pipe.WriteEnd.Write(Pattern.Bytes(60_000));

        Assert.Equal(Pattern.Bytes(10), EdgePeek.Read(Environment.ProcessId, reader, 10));
        Assert.Equal(Pattern.Bytes(60_000), EdgePeek.Read(Environment.ProcessId, writer, 1 << 20));
        Assert.Empty(EdgePeek.Read(Environment.ProcessId, reader, 0)!);
        Assert.Equal(60_000, pipe.ReadEnd.BytesAvailable);
    }

    [LinuxFact(Reason)]
    public void Read_NoPipe_IsNothing()
    {
        using ScratchDirectory scratch = new();
        using FileStream file = new(scratch["file"], FileMode.Create);

        Assert.Null(EdgePeek.Read(Environment.ProcessId, (int)file.SafeFileHandle.DangerousGetHandle(), 10));
        Assert.Null(EdgePeek.Read(Environment.ProcessId, 999_999, 10));
        Assert.Null(EdgePeek.Read(int.MaxValue, 0, 10));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => EdgePeek.Read(Environment.ProcessId, 0, -1));
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Peek_StageWhoseDescriptorLeadsElsewhereByNow_ShowsNothing()
    {
        using AnonymousPipe edge = AnonymousPipe.Create();
        using AnonymousPipe other = AnonymousPipe.Create();
        using AnonymousPipe go = AnonymousPipe.Create();
        edge.WriteEnd.Write("edge"u8);
        other.WriteEnd.Write("other"u8);
        await using ChildProcess child = ChildProcess.Start(new ChildProcessOptions("sh", "-c", "head -c 1 <&4 >/dev/null; exec 0<&3; echo moved; exec sleep 1000")
        {
            StandardInput = edge.ReadEnd,
            StandardOutput = ChildOutput.Pipe,
            InheritedHandles = { other.ReadEnd.As(3), go.ReadEnd.As(4) },
        });
        using GraphObserver observer = new([new ObservedStage("child", child.Id)], [new ObservedEdge("x.1->child.0", "x", 1, "child", 0)]);

        Assert.Equal("edge"u8, observer.Peek("x.1->child.0", 100)!);
        go.WriteEnd.Write("\n"u8);
        await child.StandardOutput!.ReadExactlyAsync(new byte[1], TestContext.Current.CancellationToken);

        // The bytes of the other pipe are nobody's business here.
        Assert.Null(observer.Peek("x.1->child.0", 100));
        Assert.Equal("other"u8, EdgePeek.Read(child.Id, 0, 100)!);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task ReadPipe_Stranger_ShowsNothing()
    {
        using AnonymousPipe edge = AnonymousPipe.Create();
        using AnonymousPipe other = AnonymousPipe.Create();
        ulong wanted = ChildProbe.IdentifyPipe(edge.ReadEnd.SafeFileHandle);
        edge.WriteEnd.Write("edge"u8);
        other.WriteEnd.Write("other"u8);

        // Whoever has a stage's number after it has a pipe at the stage's descriptor, too.
        await using ChildProcess stranger = ChildProcess.Start(new ChildProcessOptions("sleep", "1000") { StandardInput = other.ReadEnd });

        Assert.Equal("other"u8, EdgePeek.Read(stranger.Id, 0, 100)!);
        Assert.Null(PipePeek.ReadPipe(stranger.Id, wanted, 0, 100));
        Assert.Null(PipePeek.ReadPipe(int.MaxValue, wanted, 0, 100));
        Assert.Equal("edge"u8, PipePeek.ReadPipe(Environment.ProcessId, wanted, 0, 100)!);
    }

    [LinuxFact(Reason)]
    public void Peek_Disposed_ShowsNothing()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        pipe.WriteEnd.Write("edge"u8);
        int reader = (int)pipe.ReadEnd.SafeFileHandle.DangerousGetHandle();
        using GraphObserver observer = new([new ObservedStage("self", Environment.ProcessId)], [new ObservedEdge("x.1->self", "x", 1, "self", reader)]);
        Assert.Equal("edge"u8, observer.Peek("x.1->self", 100)!);

        observer.Dispose();

        Assert.Null(observer.Peek("x.1->self", 100));
    }

    private static async Task TransferAsync(Action<GraphObserver, int> look)
    {
        await using ObservedPipeline pipeline = ObservedPipeline.Start(
            ChildInput.Null, ChildOutput.Pipe, [TestChildProgram.Path, "generate", $"{Size}"], ["cat"], ["cat"]);
        Task<byte[]> received = Child.OnThreadAsync(() => Pattern.ReadToEnd(pipeline.Children[2].StandardOutput!));
        int looks = 0;
        while (!received.IsCompleted)
        {
            look(pipeline.Observer, looks++);
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        Assert.Equal(Pattern.Bytes(Size), await received);
        Assert.InRange(looks, 100, int.MaxValue);
        foreach (ChildProcess child in pipeline.Children)
        {
            Assert.True((await child.WaitForExitAsync(TestContext.Current.CancellationToken)).IsSuccess);
        }
    }
}
