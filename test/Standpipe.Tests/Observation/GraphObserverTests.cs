using System.Runtime.InteropServices;
using Standpipe.Observation;

namespace Standpipe.Tests;

/// <summary>What the observer says of real processes.</summary>
[Collection("Processes")]
public class GraphObserverTests
{
    private const string Reason = "/proc is Linux's.";
    private const PosixSignal Stop = (PosixSignal)19;
    private const PosixSignal Continue = (PosixSignal)18;

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Profile_StageThatWaitsForOutside_IsHeldUpByItsSource()
    {
        using AnonymousPipe outside = AnonymousPipe.Create();
        await using ObservedPipeline pipeline = ObservedPipeline.Start(outside.ReadEnd, ChildOutput.Null, ["cat"], ["cat"]);

        Bottleneck found = (await pipeline.FindBottleneckAsync("a", leastBytes: 0)).Bottleneck!;

        Assert.Equal(("a", BottleneckKind.Source), (found.Stage, found.Kind));
        GraphProfile profile = pipeline.Observer.Profile;
        Assert.Equal((StageState.Source, 0), (profile.Stages[0].State, profile.Stages[0].StateDescriptor));
        Assert.Equal((StageState.BlockedReading, 0), (profile.Stages[1].State, profile.Stages[1].StateDescriptor));
        Assert.Equal((0, false), (profile.Edges[0].BytesInPipe, profile.Edges[0].IsFull));
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Profile_StageThatReadsATerminal_IsHeldUpByThat()
    {
        using Terminal terminal = new();
        await using ObservedPipeline pipeline = ObservedPipeline.Start(ChildInput.FromHandle(terminal.Slave), ChildOutput.Null, ["cat"], ["cat"]);

        Bottleneck found = (await pipeline.FindBottleneckAsync("a", leastBytes: 0)).Bottleneck!;

        Assert.Equal(("a", BottleneckKind.Terminal), (found.Stage, found.Kind));
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Profile_StageWhoseOutputNobodyTakes_IsHeldUpByItsSink()
    {
        using AnonymousPipe outside = AnonymousPipe.Create();
        await using ObservedPipeline pipeline = ObservedPipeline.Start(ChildInput.Null, outside.WriteEnd, ["cat", "/dev/zero"], ["cat"]);

        Bottleneck found = (await pipeline.FindBottleneckAsync("b")).Bottleneck!;

        Assert.Equal(("b", BottleneckKind.Sink), (found.Stage, found.Kind));
        Assert.Equal(StageState.BlockedWriting, pipeline.Observer.Profile.Stages[0].State);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Edges_WriterSeenBeforeItsFirstByte_AreExact()
    {
        const int Count = 1_000_003;
        using AnonymousPipe outside = AnonymousPipe.Create();
        await using ObservedPipeline pipeline = ObservedPipeline.Start(outside.ReadEnd, ChildOutput.Null, ["cat"], ["cat"]);
        _ = await pipeline.LookUntilAsync(profile => profile.Stages is [{ State: StageState.Source }, { State: StageState.BlockedReading }]);
        pipeline.Observer.Sample();

        await outside.WriteEnd.WriteAsync(Pattern.Bytes(Count), TestContext.Current.CancellationToken);

        GraphProfile profile = await pipeline.LookUntilAsync(
            profile => profile.Edges[0] is { BytesTransferred: >= Count, Quality: ByteQuality.Exact });
        EdgeProfile edge = profile.Edges[0];
        Assert.Equal((Count, ByteQuality.Exact), (edge.BytesTransferred, edge.Quality));
        Assert.Equal(outside.Capacity, edge.Capacity);
        Assert.True(edge.MeanRate > 0);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Profile_StageThatEndsBetweenLooks_KeepsItsLastFigures()
    {
        // The shell becomes cat, which never waits for the child it has got: a process that has ended and is not reaped.
        const int Count = 50_000;
        using AnonymousPipe data = AnonymousPipe.Create();
        using ChildProcess keeper = ChildProcess.Start(new ChildProcessOptions(
            "sh", "-c", $"dd bs=1000 count={Count / 1000} iflag=fullblock <&3 >/dev/null 2>&1 & echo $!; exec cat >/dev/null")
        {
            StandardInput = ChildInput.Pipe,
            StandardOutput = ChildOutput.Pipe,
            InheritedHandles = { InheritedHandle.FromPipeEnd(data.ReadEnd).As(3) },
        });
        using StreamReader output = new(keeper.StandardOutput!);
        int pid = int.Parse((await output.ReadLineAsync(TestContext.Current.CancellationToken))!, System.Globalization.CultureInfo.InvariantCulture);
        using GraphObserver observer = new([new ObservedStage("dd", pid)], []);
        GraphProfile before = await ObservedPipeline.LookUntilAsync(observer, profile => profile.Stages[0].State == StageState.Source);

        await data.WriteEnd.WriteAsync(Pattern.Bytes(Count), TestContext.Current.CancellationToken);
        await AwaitZombieAsync(pid);
        observer.StageExited("dd");

        StageProfile after = observer.Profile.Stages[0];
        Assert.Equal(StageState.Exited, after.State);
        Assert.Equal(before.Stages[0].BytesRead + Count, after.BytesRead);
        Assert.True(after.BytesWritten >= Count);
        Assert.True(after.CpuTime >= before.Stages[0].CpuTime);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Profile_StoppedStages_CountNoTime()
    {
        await using ObservedPipeline pipeline = ObservedPipeline.Start(["cat", "/dev/zero"], ["sha512sum"]);
        _ = await pipeline.LookUntilAsync(profile => profile.Samples > 20);
        foreach (ChildProcess child in pipeline.Children)
        {
            _ = child.Signal(Stop);
        }

        GraphProfile before = await pipeline.LookUntilAsync(profile => profile.Stages.All(stage => stage.State == StageState.Stopped));
        GraphProfile stopped = await pipeline.LookUntilAsync(profile => profile.Samples > before.Samples + 20);
        foreach (ChildProcess child in pipeline.Children)
        {
            _ = child.Signal(Continue);
        }

        Assert.Equal(before.Stages.Select(stage => stage.ObservedTime), stopped.Stages.Select(stage => stage.ObservedTime));
        Assert.Equal((stopped.Elapsed - before.Elapsed).TotalSeconds, (stopped.StoppedTime - before.StoppedTime).TotalSeconds, 5);
        Assert.Equal(before.Edges[0].MeanRate, stopped.Edges[0].MeanRate);
        _ = await pipeline.LookUntilAsync(profile => profile.Stages.All(stage => stage.ObservedTime > before.Stages[0].ObservedTime));
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Profile_ProgramBehindAShell_CountsAsTheStage()
    {
        await using ObservedPipeline pipeline = ObservedPipeline.Start(["cat", "/dev/urandom"], ["sh", "-c", "gzip; true"]);

        GraphProfile profile = await pipeline.LookUntilAsync(
            profile => profile.Stages[1] is { Processes: 2, Program: "gzip", BytesRead: > 1 << 20, CpuTime.Ticks: > 0 });

        Assert.Equal(2, profile.Stages[1].Threads);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Profile_RuntimeWithManyThreads_IsBlockedWhereItsProgramIs()
    {
        using AnonymousPipe outside = AnonymousPipe.Create();
        await using ObservedPipeline pipeline = ObservedPipeline.Start(outside.ReadEnd, ChildOutput.Null, ["cat"], [TestChildProgram.Path, "cat"]);

        GraphProfile profile = await pipeline.LookUntilAsync(profile => profile.Stages[1] is { State: StageState.BlockedReading, Threads: > 2 });

        Assert.Equal(0, profile.Stages[1].StateDescriptor);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Profile_StageThatPolls_IsJudgedByItsPipes()
    {
        Tools.Require("python3");
        using AnonymousPipe outside = AnonymousPipe.Create();
        await using ObservedPipeline pipeline = ObservedPipeline.Start(
            outside.ReadEnd, ChildOutput.Null, ["cat"], ["python3", "-c", "import select\nselect.select([0], [], [])"]);

        _ = await pipeline.LookUntilAsync(profile => profile.Stages[1] is { State: StageState.BlockedReading, Program: "python3" or "python" });
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Profile_StageThatReadsAFile_TellsHowFarItIs()
    {
        using ScratchDirectory scratch = new();
        const int Length = 3 << 20;
        await File.WriteAllBytesAsync(scratch["input"], new byte[Length], TestContext.Current.CancellationToken);
        using AnonymousPipe outside = AnonymousPipe.Create();
        await using ObservedPipeline pipeline = ObservedPipeline.Start(ChildInput.Null, outside.WriteEnd, ["cat", scratch["input"]], ["cat"]);

        GraphProfile profile = await pipeline.LookUntilAsync(profile => profile.Stages[0].InputFile is { Position: > 0 } file && file.Path == scratch["input"]);

        FileProgress progress = profile.Stages[0].InputFile!;
        Assert.Equal(Length, progress.Length);
        Assert.InRange(progress.Position, 1, Length - 1);
        Assert.Null(profile.Stages[1].InputFile);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Profile_ProcessThatIsGone_KnowsNothing()
    {
        using ChildProcess child = ChildProcess.Start("true");
        _ = await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        using GraphObserver observer = new([new ObservedStage("gone", child.Id)], [new ObservedEdge("gone.1->x.0", "gone", 1, "x", 0)]);

        observer.Sample();

        GraphProfile profile = observer.Profile;
        Assert.Equal(new StageProfile { Name = "gone", ProcessId = child.Id, State = StageState.Exited }, profile.Stages[0]);
        Assert.Equal(new EdgeProfile { Name = "gone.1->x.0", From = "gone", To = "x" }, profile.Edges[0]);
        Assert.Null(profile.Bottleneck);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task RunAsync_StagesThatEnd_Completes()
    {
        await using ObservedPipeline pipeline = ObservedPipeline.Start(["seq", "1000"], ["wc", "-l"]);

        await pipeline.Observer.RunAsync(TestContext.Current.CancellationToken);

        Assert.All(pipeline.Observer.Profile.Stages, stage => Assert.Equal(StageState.Exited, stage.State));
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task RunAsync_Cancelled_CompletesWithoutAnException()
    {
        using ChildProcess child = ChildProcess.Start(Child.Holding());
        using GraphObserver observer = new([new ObservedStage("child", child.Id)], []);
        using CancellationTokenSource source = new();
        Task run = observer.RunAsync(source.Token);

        await source.CancelAsync();

        await run;
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Sample_AfterTheFirstLooks_AllocatesNothing()
    {
        await using ObservedPipeline pipeline = ObservedPipeline.Start(["cat", "/dev/urandom"], ["sh", "-c", "gzip; true"], [TestChildProgram.Path, "cat"]);
        _ = await pipeline.LookUntilAsync(profile => profile.Samples > 100 && profile.Stages[2].State == StageState.BlockedReading);
        const int Looks = 500;

        // Threads of the runtime come and go; a stretch in which none does is not long in coming.
        long allocated;
        do
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Looks; i++)
            {
                pipeline.Observer.Sample();
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        while (allocated > 0 && !TestContext.Current.CancellationToken.IsCancellationRequested);

        Assert.Equal(0, allocated);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Dispose_LooksThatWere_LeaveNothingOpen()
    {
        int before = OpenFiles.Links().Count(link => link.StartsWith("/proc/", StringComparison.Ordinal));
        await using (ObservedPipeline pipeline = ObservedPipeline.Start(["cat", "/dev/zero"], [TestChildProgram.Path, "cat"]))
        {
            _ = await pipeline.LookUntilAsync(profile => profile.Samples > 50);
            Assert.NotEqual(before, OpenFiles.Links().Count(link => link.StartsWith("/proc/", StringComparison.Ordinal)));
        }

        Assert.Equal(before, OpenFiles.Links().Count(link => link.StartsWith("/proc/", StringComparison.Ordinal)));
    }

    [WindowsFact("Linux tells.", Timeout = Child.HangGuard)]
    public async Task Profile_OnWindows_IsUnknown()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using ChildProcess writer = ChildProcess.Start(new ChildProcessOptions(TestChildProgram.Path, "generate", "100000") { StandardOutput = pipe.WriteEnd });
        using ChildProcess reader = ChildProcess.Start(new ChildProcessOptions(TestChildProgram.Path, "hold") { StandardInput = pipe.ReadEnd, StandardOutput = ChildOutput.Pipe });
        using GraphObserver observer = new(
            [new ObservedStage("writer", writer.Id), new ObservedStage("reader", reader.Id)], [new ObservedEdge("writer.1->reader.0", "writer", 1, "reader", 0)]);
        using CancellationTokenSource end = new();
        Task run = observer.RunAsync(end.Token);
        await Child.AwaitReadyAsync(reader);

        observer.Sample();
        observer.StageExited("writer");

        foreach (GraphProfile profile in (GraphProfile[])[observer.Profile, observer.RecentProfile])
        {
            Assert.InRange(profile.Samples, 2, int.MaxValue);
            Assert.Null(profile.Bottleneck);
            Assert.Equal(
                [new StageProfile { Name = "writer", ProcessId = writer.Id }, new StageProfile { Name = "reader", ProcessId = reader.Id }],
                profile.Stages.Select(stage => stage with { ObservedTime = default }));
            Assert.Equal([new EdgeProfile { Name = "writer.1->reader.0", From = "writer", To = "reader" }], profile.Edges);
        }

        Assert.Null(observer.Peek("writer.1->reader.0", 10));
        Assert.Null(EdgePeek.Read(reader.Id, 0, 10));
        await end.CancelAsync();
        await run;
    }

    [Fact]
    public void Constructor_WhatCannotBe_IsRefused()
    {
        ObservedStage self = new("self", Environment.ProcessId);

        _ = Assert.Throws<ArgumentException>(() => new GraphObserver([self, self], []));
        _ = Assert.Throws<ArgumentException>(() => new GraphObserver([self], [new ObservedEdge("x", "nobody", 1, "neither", 0)]));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new GraphObserver([self], [], new GraphObserverOptions { Interval = TimeSpan.Zero }));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new GraphObserver([self], [], new GraphObserverOptions { HistoryLength = 1 }));
        using GraphObserver observer = new([self], []);
        _ = Assert.Throws<ArgumentException>(() => observer.StageExited("other"));
        _ = Assert.Throws<ArgumentException>(() => observer.Peek("other", 1));
        observer.Dispose();
        observer.StageExited("self");
        _ = Assert.Throws<ObjectDisposedException>(observer.Sample);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Constructor_EdgeIsRefused_LeavesNoFileOpen()
    {
        await using ChildProcess child = ChildProcess.Start(Child.Holding());
        await Child.AwaitReadyAsync(child);

        _ = Assert.Throws<ArgumentException>(() => new GraphObserver([new ObservedStage("child", child.Id)], [new ObservedEdge("x", "nobody", 1, "neither", 0)]));

        Assert.DoesNotContain(Directory.GetFiles("/proc/self/fd"), link => new FileInfo(link).LinkTarget?.StartsWith($"/proc/{child.Id}", StringComparison.Ordinal) == true);
    }

    private static async Task AwaitZombieAsync(int pid)
    {
        using PeriodicTimer pace = new(TimeSpan.FromMilliseconds(1));
        while (!ProcessTable.Status(await File.ReadAllTextAsync($"/proc/{pid}/status"), "State").StartsWith('Z'))
        {
            _ = await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
