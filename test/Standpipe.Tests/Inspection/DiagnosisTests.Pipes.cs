using Standpipe.Inspection;
using Standpipe.Platform;
using static Standpipe.Tests.Inspection.Snapshot;

namespace Standpipe.Tests.Inspection;

/// <content>What is said of one pipe, among processes that could move.</content>
public partial class DiagnosisTests
{
    [Theory]
    [InlineData(0, DiagnosisSeverity.Suspect)]
    [InlineData(12, DiagnosisSeverity.Note)]
    public void Diagnoses_OrphanWithTheWriteEnd_IsALeak(long written, DiagnosisSeverity severity)
    {
        PipeMap map = new Snapshot()
            .Process(1001, "cat", Reading(0), Read(0, 10))
            .Process(1002, "sleep", Init, [At(WaitKind.Sleeping, hasTimeout: true)], [Write(1, 10)], written)
            .Empty(10).Map();

        Check(map, PipeDiagnosisKind.LeakedWriteEnd, severity, [1002], [1001], [10]);
        Assert.Contains("kill 1002", map.Diagnoses[0].Cure, StringComparison.Ordinal);
    }

    [Fact]
    public void Diagnoses_OrphanWithARuntimesThreads_IsALeak()
    {
        PipeMap map = new Snapshot()
            .Process(1001, "cat", Reading(0), Read(0, 10))
            .Process(1002, "dotnet", Init, [At(WaitKind.Lock), At(WaitKind.Polling), At(WaitKind.Disk), Reading(3)], [Write(1, 10), Read(3, 11), Write(4, 11)], written: 0)
            .Empty(10).Map();

        Check(map, PipeDiagnosisKind.LeakedWriteEnd, DiagnosisSeverity.Suspect, [1002], [1001], [10]);
    }

    [Fact]
    public void Diagnoses_OrphanOfAnAdoptingProcess_IsKnownByItsSession()
    {
        PipeMap map = new Snapshot()
            .Process(50, "systemd", Init, [At(WaitKind.Polling)], [], session: 50)
            .Process(1001, "cat", Reading(0), Read(0, 10))
            .Process(1002, "sleep", 50, [At(WaitKind.Sleeping)], [Write(1, 10)], written: 0)
            .Empty(10).Map();

        Check(map, PipeDiagnosisKind.LeakedWriteEnd, DiagnosisSeverity.Suspect, [1002], [1001], [10]);
    }

    [Theory]
    [InlineData(Shell, WaitKind.Sleeping)]   // a sibling: 'sleep 9 | cat'
    [InlineData(Init, WaitKind.Running)]     // an orphan that works
    [InlineData(1001, WaitKind.Sleeping)]    // the reader's own child
    public void Diagnoses_WriterThatMayYetWrite_AreNone(int parent, object at)
    {
        PipeMap map = new Snapshot()
            .Process(1001, "cat", Reading(0), Read(0, 10))
            .Process(1002, "other", parent, [At((WaitKind)at)], [Write(1, 10)], written: 0)
            .Empty(10).Map();

        Assert.Empty(map.Diagnoses);
    }

    [Fact]
    public void Diagnoses_OrphanBesideALiveWriter_AreNone()
    {
        PipeMap map = new Snapshot()
            .Process(1001, "cat", Reading(0), Read(0, 10))
            .Process(1002, "sleep", Init, [At(WaitKind.Sleeping)], [Write(1, 10)], written: 0)
            .Process(1003, "tail", At(WaitKind.Polling), Write(1, 10))
            .Empty(10).Map();

        Assert.Empty(map.Diagnoses);
    }

    [Fact]
    public void Diagnoses_OrphanWithTheReadEnd_IsALeak()
    {
        PipeMap map = new Snapshot()
            .Process(1001, "yes", Writing(1), Write(1, 10))
            .Process(1002, "sleep", Init, [At(WaitKind.Sleeping)], [Read(5, 10)])
            .Full(10).Map();

        Check(map, PipeDiagnosisKind.LeakedReadEnd, DiagnosisSeverity.Suspect, [1002], [1001], [10]);
    }

    [Fact]
    public void Diagnoses_FullPipeAndAReaderThatSleeps_IsANote()
    {
        PipeMap map = new Snapshot()
            .Process(1001, "yes", Writing(1), Write(1, 10))
            .Process(1002, "sleep", At(WaitKind.Sleeping, hasTimeout: true), Read(0, 10))
            .Full(10).Map();

        Check(map, PipeDiagnosisKind.IdleReader, DiagnosisSeverity.Note, [1002], [1001], [10]);
        Assert.Equal(
            "yes[1001] waits for room in pipe:[10], which is full: sleep[1002] could read it and sleeps.", map.Diagnoses[0].Reason);
    }

    [Theory]
    [InlineData(WaitKind.Running)]
    [InlineData(WaitKind.Disk)]
    public void Diagnoses_FullPipeAndAReaderAtWork_AreNone(object at)
    {
        PipeMap map = new Snapshot()
            .Process(1001, "yes", Writing(1), Write(1, 10))
            .Process(1002, "gzip", At((WaitKind)at), Read(0, 10))
            .Full(10).Map();

        Assert.Empty(map.Diagnoses);
    }

    [Fact]
    public void Diagnoses_WriterThatCannotBeSeen_IsANote()
    {
        PipeMap map = new Snapshot()
            .Process(1001, "cat", Reading(0), Read(0, 10))
            .Process(1002, "sudo", Shell, [At(WaitKind.Unknown)], [], isSeen: false)
            .Empty(10).Map();

        Check(map, PipeDiagnosisKind.UnseenWriter, DiagnosisSeverity.Note, [], [1001], [10]);
        Assert.Equal(1, map.Gaps.HiddenProcesses);
    }

    [Fact]
    public void Diagnoses_HalfDeadPipes_AreNotes()
    {
        PipeMap map = new Snapshot()
            .Process(1001, "writer", At(WaitKind.Running), Write(1, 10))
            .Process(1002, "reader", At(WaitKind.Running), Read(0, 11))
            .Level(10, 5, hasReader: false).Level(11, 5).Map();

        Assert.Equal(
            [PipeDiagnosisKind.NoReader, PipeDiagnosisKind.NoWriter], map.Diagnoses.Select(diagnosis => diagnosis.Kind));
        Assert.Contains("after 5 bytes reader[1002] reads end of file", map.Diagnoses[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Diagnoses_HalfDeadPipesBesideWhoCannotBeSeen_AreClaimedAsFarAsIsKnown()
    {
        PipeMap map = new Snapshot()
            .Process(1001, "writer", At(WaitKind.Running), Write(1, 10))
            .Process(1002, "reader", At(WaitKind.Running), Read(0, 11))
            .Process(1003, "other", At(WaitKind.Running), Write(1, 12))
            .Process(1004, "sudo", Shell, [At(WaitKind.Unknown)], [], isSeen: false)
            .Level(10, 5, hasReader: false).Map();

        const string Doubt = ", unless a process that this user may not look at holds it.";
        Assert.Equal(
            [
                "Nobody holds the read end of pipe:[10]: the next write by writer[1001] breaks.",
                "Nobody who can be seen holds the write end of pipe:[11]: after what is in it reader[1002] reads end of file" + Doubt,
                "Nobody who can be seen holds the read end of pipe:[12]: the next write by other[1003] breaks" + Doubt,
            ],
            map.Diagnoses.OrderBy(diagnosis => diagnosis.Pipes[0].Inode).Select(diagnosis => diagnosis.Reason));
    }

    [Fact]
    public void Diagnoses_ReaderThatOnlyTheKernelSees_IsNoMissingReader()
    {
        PipeMap map = new Snapshot()
            .Process(1001, "writer", At(WaitKind.Running), Write(1, 10))
            .Level(10, 5, hasReader: true).Map();

        Assert.Empty(map.Diagnoses);
    }
}
