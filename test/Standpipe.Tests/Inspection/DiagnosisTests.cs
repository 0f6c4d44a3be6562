using Standpipe.Inspection;
using Standpipe.Platform;
using static Standpipe.Tests.Inspection.Snapshot;

namespace Standpipe.Tests.Inspection;

/// <summary>What is said to be the matter, on machines made by hand.</summary>
public partial class DiagnosisTests
{
    [Fact]
    public void Diagnoses_FlowingPipeline_AreNone()
    {
        PipeMap map = new Snapshot()
            .Process(1001, "tar", Writing(1), Write(1, 10))
            .Process(1002, "zstd", At(WaitKind.Running), Read(0, 10), Write(1, 11))
            .Process(1003, "ssh", Reading(0), Read(0, 11))
            .Full(10).Empty(11).Map();

        Assert.Empty(map.Diagnoses);
    }

    [Fact]
    public void Diagnoses_TwoThatReadFirst_AreADeadlock()
    {
        PipeMap map = new Snapshot()
            .Process(1001, "left", Reading(0), Read(0, 10), Write(1, 11))
            .Process(1002, "right", Reading(0), Read(0, 11), Write(1, 10))
            .Empty(10).Empty(11).Map();

        Check(map, PipeDiagnosisKind.Deadlock, DiagnosisSeverity.Stuck, [1001, 1002], [], [10, 11]);
        Assert.Equal(
            "left[1001] and right[1002] wait for each other: left[1001] waits for bytes in pipe:[10] (its descriptor 0), and right[1002] holds the write end "
            + "(descriptor 1); right[1002] waits for bytes in pipe:[11] (its descriptor 0), and left[1001] holds the write end (descriptor 1).",
            map.Diagnoses[0].Reason);
        Assert.Contains("write before it reads", map.Diagnoses[0].Cure, StringComparison.Ordinal);
    }

    [Fact]
    public void Diagnoses_Diamond_AreADeadlockWithWhoWaitsForIt()
    {
        PipeMap map = new Snapshot()
            .Process(1000, "seq", Writing(1), Write(1, 9))
            .Process(1001, "tee", Writing(1), Read(0, 9), Write(1, 10), Write(3, 11))
            .Process(1002, "join", Reading(3), Read(0, 10), Read(3, 11), Write(1, 12))
            .Process(1003, "wc", Reading(0), Read(0, 12))
            .Full(9).Full(10).Empty(11).Empty(12).Map();

        Check(map, PipeDiagnosisKind.Deadlock, DiagnosisSeverity.Stuck, [1001, 1002], [1000, 1003], [10, 11]);
        Assert.Contains("join[1002] must read pipe:[10]", map.Diagnoses[0].Cure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Diagnoses_CircleSeenInMotion_AreNone(bool bytesCame)
    {
        PipeMap map = new Snapshot()
            .Process(1001, "client", Reading(0), Read(0, 10), Write(1, 11))
            .Process(1002, "server", Reading(0, isSteady: bytesCame), Read(0, 11), Write(1, 10))
            .Empty(10).Level(11, bytesCame ? 7 : 0).Map();

        Assert.Empty(map.Diagnoses);
    }

    [Fact]
    public void Diagnoses_PollingMember_BreaksTheCircle()
    {
        PipeMap map = new Snapshot()
            .Process(1001, "left", Reading(0), Read(0, 10), Write(1, 11))
            .Process(1002, "loop", At(WaitKind.Polling), Read(0, 11), Write(1, 10))
            .Empty(10).Empty(11).Map();

        Assert.Empty(map.Diagnoses);
    }

    [Fact]
    public void Diagnoses_SecondWriterThatCanMove_BreaksTheCircle()
    {
        PipeMap map = new Snapshot()
            .Process(1001, "left", Reading(0), Read(0, 10), Write(1, 11))
            .Process(1002, "right", Reading(0), Read(0, 11), Write(1, 10))
            .Process(1003, "third", At(WaitKind.Sleeping, hasTimeout: true), Write(5, 11))
            .Empty(10).Empty(11).Map();

        Assert.Empty(map.Diagnoses);
    }

    [Fact]
    public void Diagnoses_OtherThreadThatCanMove_BreaksTheCircle()
    {
        PipeMap map = new Snapshot()
            .Process(1001, "left", Reading(0), Read(0, 10), Write(1, 11))
            .Process(1002, "right", Shell, [Reading(0), At(WaitKind.Running)], [Read(0, 11), Write(1, 10)])
            .Empty(10).Empty(11).Map();

        Assert.Empty(map.Diagnoses);
    }

    [Fact]
    public void Diagnoses_OtherThreadsInOtherPipesOrLocks_StayInTheCircle()
    {
        PipeMap map = new Snapshot()
            .Process(1001, "left", Reading(0), Read(0, 10), Write(1, 11))
            .Process(1002, "right", Shell, [At(WaitKind.Lock), Reading(0), Writing(3)], [Read(0, 11), Write(1, 10), Write(3, 12)])
            .Process(1003, "third", Reading(0), Read(0, 10), Read(3, 12))
            .Empty(10).Empty(11).Full(12).Map();

        Check(map, PipeDiagnosisKind.Deadlock, DiagnosisSeverity.Stuck, [1001, 1002], [1003], [10, 11]);
    }

    [Fact]
    public void Diagnoses_OwnWriteEnd_IsForgotten()
    {
        PipeMap map = new Snapshot()
            .Process(1001, "perl", Reading(3), Read(3, 10), Write(4, 10))
            .Empty(10).Map();

        Check(map, PipeDiagnosisKind.ForgottenEnd, DiagnosisSeverity.Stuck, [1001], [], [10]);
        Assert.Equal(
            "perl[1001] waits for bytes in pipe:[10] (its descriptor 3), and nobody but perl[1001] itself could end that: "
            + "it holds the write end itself (descriptor 4).",
            map.Diagnoses[0].Reason);
        Assert.Contains("close its descriptor 4", map.Diagnoses[0].Cure, StringComparison.Ordinal);
    }

    [Fact]
    public void Diagnoses_SignalPipeOfARuntime_AreNone()
    {
        PipeMap map = new Snapshot()
            .Process(1001, "dotnet", Shell, [At(WaitKind.Polling), Reading(3)], [Read(3, 10), Write(4, 10)])
            .Empty(10).Map();

        Assert.Empty(map.Diagnoses);
    }

    [Theory]
    [InlineData(ThreadWait.AnyChild)]
    [InlineData(1002)]
    public void Diagnoses_ParentThatWaitsWithTheWriteEndOpen_IsForgetful(int awaited)
    {
        PipeMap map = new Snapshot()
            .Process(1001, "bash", WaitingFor(awaited), Write(63, 10))
            .Process(1002, "cat", 1001, [Reading(0)], [Read(0, 10)])
            .Empty(10).Map();

        Check(map, PipeDiagnosisKind.ForgottenEnd, DiagnosisSeverity.Stuck, [1001, 1002], [], [10]);
        Assert.Contains("bash[1001] must close its descriptor 63", map.Diagnoses[0].Cure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(WaitKind.Exited)]
    [InlineData(WaitKind.Running)]
    public void Diagnoses_ParentWithAnotherChildThatEnds_AreNone(object other)
    {
        PipeMap map = new Snapshot()
            .Process(1001, "bash", WaitingFor(), Write(63, 10))
            .Process(1002, "cat", 1001, [Reading(0)], [Read(0, 10)])
            .Process(1003, "make", 1001, [At((WaitKind)other)], [])
            .Empty(10).Map();

        Assert.Empty(map.Diagnoses);
    }

    [Fact]
    public void Diagnoses_StoppedConsumer_IsNamedWithAllWhoWait()
    {
        PipeMap map = new Snapshot()
            .Process(1001, "tar", Writing(1), Write(1, 10))
            .Process(1002, "gzip", Writing(1), Read(0, 10), Write(1, 11))
            .Process(1003, "less", At(WaitKind.Stopped), Read(0, 11))
            .Full(10).Full(11).Map();

        Check(map, PipeDiagnosisKind.StoppedProcess, DiagnosisSeverity.Stuck, [1003], [1001, 1002], [11]);
        Assert.Contains("kill -CONT 1003", map.Diagnoses[0].Cure, StringComparison.Ordinal);
    }

    [Fact]
    public void Diagnoses_StoppedJobAsAWhole_AreNone()
    {
        PipeMap map = new Snapshot()
            .Process(1001, "yes", At(WaitKind.Stopped), Write(1, 10))
            .Process(1002, "less", At(WaitKind.Stopped), Read(0, 10))
            .Full(10).Map();

        Assert.Empty(map.Diagnoses);
    }

    [Theory]
    [InlineData(0, Snapshot.Capacity, true)]    // waits for bytes from who waits for room elsewhere
    [InlineData(7, Snapshot.Capacity, true)]    // has bytes, waits for room
    [InlineData(7, 0, false)]                   // has bytes and room
    public void Diagnoses_Splice_WaitsForWhatIsMissing(int input, int output, bool isStuck)
    {
        PipeMap map = new Snapshot()
            .Process(1001, "source", At(WaitKind.Stopped), Write(1, 10))
            .Process(1002, "pv", Transferring(0, 1), Read(0, 10), Write(1, 11))
            .Process(1003, "sink", At(WaitKind.Stopped), Read(0, 11))
            .Level(10, input).Level(11, output).Map();

        Assert.Equal(isStuck, map.Diagnoses.Any(diagnosis => diagnosis.Severity == DiagnosisSeverity.Stuck));
        Assert.All(map.Diagnoses, diagnosis => Assert.Equal(input == 0 ? 1001 : 1003, Assert.Single(diagnosis.Culprits).Id));
    }

    [Fact]
    public void Diagnoses_NotMeasured_AreJudgedByTheWaits()
    {
        PipeMap map = new Snapshot()
            .Process(1001, "left", Reading(0), Read(0, 10), Write(1, 11))
            .Process(1002, "right", Writing(1), Read(0, 11), Write(1, 12))
            .Process(1003, "end", At(WaitKind.Stopped), Read(0, 12), Write(1, 10)).Map();

        Check(map, PipeDiagnosisKind.StoppedProcess, DiagnosisSeverity.Stuck, [1003], [1001, 1002], [10, 12]);
        Assert.Equal(3, map.Gaps.UnmeasuredPipes);
    }

    [Fact]
    public void Diagnoses_CallThatMayNotBeSeen_IsPlacedAtTheOnlyPipe()
    {
        PipeMap map = new Snapshot()
            .Process(1001, "left", Reading(ThreadWait.None), Read(0, 10), Write(1, 11))
            .Process(1002, "right", Reading(ThreadWait.None), Read(0, 11), Write(1, 10))
            .Empty(10).Empty(11).Map();

        Check(map, PipeDiagnosisKind.Deadlock, DiagnosisSeverity.Stuck, [1001, 1002], [], [10, 11]);
    }

    [Fact]
    public void Diagnoses_CallThatMayNotBeSeenAndSeveralPipes_IsInDoubt()
    {
        PipeMap map = new Snapshot()
            .Process(1001, "left", Reading(ThreadWait.None), Read(0, 10), Read(3, 12), Write(1, 11))
            .Process(1002, "right", Reading(0), Read(0, 11), Write(1, 10), Write(3, 12))
            .Empty(10).Empty(11).Empty(12).Map();

        Assert.Empty(map.Diagnoses);
    }

    [Fact]
    public void Diagnoses_ThousandsThatWaitForOneAnother_AreOne()
    {
        const int Count = 5000;
        Snapshot snapshot = new();
        for (int i = 0; i < Count; i++)
        {
            _ = snapshot.Process(1000 + i, "cat", Reading(0), Read(0, (ulong)i), Write(1, (ulong)((i + 1) % Count))).Empty((ulong)i);
        }

        PipeDiagnosis only = Assert.Single(snapshot.Map().Diagnoses);
        Assert.Equal((PipeDiagnosisKind.Deadlock, Count), (only.Kind, only.Culprits.Count));
    }

    [Fact]
    public void Diagnoses_Several_TheWorstComeFirst()
    {
        PipeMap map = new Snapshot()
            .Process(1001, "yes", Writing(1), Write(1, 10))
            .Process(1002, "sleep", At(WaitKind.Sleeping, hasTimeout: true), Read(0, 10))
            .Process(1003, "cat", Reading(0), Read(0, 11))
            .Process(1004, "sleep", Init, [At(WaitKind.Sleeping)], [Write(1, 11)], written: 0)
            .Process(1005, "perl", Reading(3), Read(3, 12), Write(4, 12))
            .Full(10).Empty(11).Empty(12).Map();

        Assert.Equal(
            [PipeDiagnosisKind.ForgottenEnd, PipeDiagnosisKind.LeakedWriteEnd, PipeDiagnosisKind.IdleReader],
            map.Diagnoses.Select(diagnosis => diagnosis.Kind));
    }

    private static void Check(
        PipeMap map, PipeDiagnosisKind kind, DiagnosisSeverity severity, int[] culprits, int[] waiting, ulong[] pipes)
    {
        PipeDiagnosis only = Assert.Single(map.Diagnoses);
        Assert.Equal((kind, severity), (only.Kind, only.Severity));
        Assert.Equal(culprits, only.Culprits.Select(process => process.Id));
        Assert.Equal(waiting, only.Waiting.Select(process => process.Id));
        Assert.Equal(pipes, only.Pipes.Select(pipe => pipe.Inode).Order());
        Assert.NotEmpty(only.Cure);
    }
}
