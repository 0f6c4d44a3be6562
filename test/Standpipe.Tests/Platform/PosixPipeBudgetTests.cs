using System.Runtime.Versioning;
using Standpipe.Platform.Linux;

namespace Standpipe.Tests.Platform;

/// <summary>The sizes that pipes get within a budget, and when any of the calls fails.</summary>
[SupportedOSPlatform("linux")]
public class PosixPipeBudgetTests
{
    private const string Reason = "The system calls are those of Linux.";
    private const int KiB = 1024;
    private const int Default = 64 * KiB;
    private const int Reserve = 1024 * KiB;

    // Budget, what others hold, request, what is given.
    [LinuxTheory(Reason)]
    [InlineData(8192, 0, 4096, 4096)]
    [InlineData(8192, 0, 1024, 1024)]
    [InlineData(2048, 0, 1024, 1024)]
    [InlineData(2048, 64, 1024, 512)]
    [InlineData(2048, 640, 1024, 256)]
    [InlineData(2048, 960, 1024, 64)]
    [InlineData(2048, 1600, 1024, 64)]
    [InlineData(2048, 2048, 1024, 8)]
    [InlineData(2048, 2048, 4, 4)]
    [InlineData(1024, 0, 1024, 64)]
    [InlineData(1024, 0, 32, 32)]
    public void LimitWithinBudget_OthersHoldSome_LeavesThemTheReserve(int budget, int others, int requested, int given)
    {
        FaultPlan plan = new() { Table = new SimulatedTable { Budget = (long)budget * KiB } };
        FaultyPosix<Scenario>.Plan = plan;
        while (plan.Table.Used < (long)others * KiB)
        {
            _ = plan.Table.MakePair();
        }

        (int reader, int writer) = plan.Table.MakePair();
        PosixPipeBudget<FaultyPosix<Scenario>>.LimitWithinBudget(writer, requested * KiB, Reserve);

        Assert.Equal(given * KiB, plan.Table.GetSize(reader));
        Assert.InRange(plan.Table.MostUsed, 0, plan.Table.Budget + (2 * 8192));
        Assert.Equal((others / 64 * 2) + 2, plan.Table.Opened.Count);
    }

    [LinuxTheory(Reason)]
    [InlineData(Errno.EPERM)]
    [InlineData(Errno.ENOMEM)]
    [InlineData(Errno.EMFILE)]
    [InlineData(Errno.EINTR)]
    public void LimitWithinBudget_AnyCallFails_LeavesAPipeAndNothingElseOpen(int errno)
    {
        int failures = 0;
        FaultPlan plan;
        do
        {
            plan = new FaultPlan
            {
                Calls = SystemCall.Pipe2 | SystemCall.Fcntl,
                FailAt = ++failures,
                Error = errno,
                Table = new SimulatedTable(0, 1) { Budget = 1500 * KiB },
            };
            FaultyPosix<Scenario>.Plan = plan;
            (int reader, _) = plan.Table.MakePair();

            PosixPipeBudget<FaultyPosix<Scenario>>.LimitWithinBudget(reader, 1024 * KiB, Reserve);

            Assert.InRange(plan.Table.GetSize(reader), 4096, 512 * KiB);
            Assert.Equal(2, plan.Table.Opened.Count);
        }
        while (plan.Failed > 0);

        Assert.InRange(failures, 5, 100);
        Assert.Equal(256 * KiB, plan.Table.GetSize(2));
    }

    [LinuxFact(Reason)]
    public void TestExhausted_AnyBudget_TellsAndLeavesNothingOpen()
    {
        foreach ((int budget, bool expected) in ((int, bool)[])[(Default - 1, true), (Default, false), (0, true)])
        {
            FaultPlan plan = new() { Table = new SimulatedTable { Budget = budget } };
            FaultyPosix<Scenario>.Plan = plan;

            Assert.Equal(0, PosixPipeBudget<FaultyPosix<Scenario>>.TestExhausted(out bool isExhausted));

            Assert.Equal(expected, isExhausted);
            Assert.Empty(plan.Table.Opened);
        }
    }

    [LinuxTheory(Reason)]
    [InlineData(Errno.EMFILE, Errno.EMFILE, false)]
    [InlineData(Errno.ENFILE, 0, true)]
    public void TestExhausted_NoPipe_TellsWhy(int errno, int error, bool expected)
    {
        FaultyPosix<Scenario>.Plan = new FaultPlan { Calls = SystemCall.Pipe2, FailAt = 1, Error = errno };

        Assert.Equal(error, PosixPipeBudget<FaultyPosix<Scenario>>.TestExhausted(out bool isExhausted));
        Assert.Equal(expected, isExhausted);
    }

    private readonly struct Scenario;
}
