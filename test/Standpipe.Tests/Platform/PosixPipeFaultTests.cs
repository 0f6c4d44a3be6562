using System.Runtime.Versioning;
using Standpipe.Platform.Linux;

namespace Standpipe.Tests.Platform;

/// <summary>Making a pipe when each call of it fails, and when 0, 1 or 2 are free.</summary>
[SupportedOSPlatform("linux")]
public class PosixPipeFaultTests
{
    private const string Reason = "The system calls are those of Linux.";

    private static readonly int[][] s_standardHandles = [[0, 1, 2], [], [0], [1], [2], [0, 1], [0, 2], [1, 2]];

    public static TheoryData<int[]> StandardHandles => [.. s_standardHandles];

    [LinuxTheory(Reason)]
    [MemberData(nameof(StandardHandles))]
    public void Create_StandardHandlesClosed_LiesAboveThem(int[] occupied)
    {
        FaultPlan plan = new() { Table = new SimulatedTable(occupied) };
        FaultyPosix<Scenario>.Plan = plan;

        int error = PosixPipe<FaultyPosix<Scenario>>.Create(out int reader, out int writer);

        Assert.Equal(0, error);
        Assert.True(reader >= 3 && writer >= 3 && reader != writer, $"{reader}, {writer}");
        Assert.Equal(new Dictionary<int, string> { [reader] = "read", [writer] = "write" }, plan.Table.Opened);
    }

    [LinuxTheory(Reason)]
    [InlineData(Errno.EMFILE)]
    [InlineData(Errno.ENFILE)]
    [InlineData(Errno.ENOMEM)]
    public void Create_AnyCallFails_LeavesNothingOpen(int errno)
    {
        foreach (int[] occupied in s_standardHandles)
        {
            int failures = 0;
            FaultPlan plan;
            do
            {
                plan = new FaultPlan
                {
                    // An error of close says nothing: the descriptor is gone.
                    Calls = SystemCall.Pipe2 | SystemCall.Fcntl,
                    FailAt = ++failures,
                    Error = errno,
                    Table = new SimulatedTable(occupied),
                };
                FaultyPosix<Scenario>.Plan = plan;

                int error = PosixPipe<FaultyPosix<Scenario>>.Create(out int reader, out int writer);

                if (plan.Failed > 0)
                {
                    Assert.Equal(errno, error);
                    Assert.Equal((-1, -1), (reader, writer));
                    Assert.Empty(plan.Table.Opened);
                }
            }
            while (plan.Failed > 0);

            // pipe2, and a duplicate for each number that must move.
            Assert.Equal(1 + Math.Min(2, 3 - occupied.Length), failures - 1);
        }
    }

    [LinuxFact(Reason)]
    public void Create_EveryDuplicateFails_LeavesNothingOpen()
    {
        FaultPlan plan = new()
        {
            Calls = SystemCall.Fcntl,
            FailAt = 1,
            ForEver = true,
            Error = Errno.EMFILE,
            Table = new SimulatedTable(),
        };
        FaultyPosix<Scenario>.Plan = plan;

        Assert.Equal(Errno.EMFILE, PosixPipe<FaultyPosix<Scenario>>.Create(out int reader, out int writer));

        Assert.Equal((-1, -1), (reader, writer));
        Assert.Empty(plan.Table.Opened);
    }

    private readonly struct Scenario;
}
