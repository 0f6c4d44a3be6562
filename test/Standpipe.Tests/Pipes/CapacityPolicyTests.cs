using System.Globalization;

namespace Standpipe.Tests.Pipes;

public class CapacityPolicyTests
{
    private const int Large = 1 << 20;
    private const int Default = 65536;

    [Theory]
    [InlineData(1, 4096)]
    [InlineData(5000, 4096)]
    [InlineData(Default, Default)]
    [InlineData(100_000, Default)]
    public void Create_WithinBudget_IsAtMostTheRequest(int requested, int given)
    {
        using AnonymousPipe pipe = Make(requested);

        Assert.InRange(pipe.Capacity, given, OperatingSystem.IsLinux() ? given : Math.Max(requested, 4096));
        Assert.Equal(pipe.Capacity, pipe.WriteEnd.Capacity);
    }

    [Fact]
    public void Create_WithinBudgetOfNothing_IsTheDefault()
    {
        using AnonymousPipe pipe = Make(0);

        Assert.Equal(Default, pipe.Capacity);
    }

    [Fact]
    public void Create_WithinBudgetOfANegative_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => Make(-1));

    [LinuxFact("Windows counts no pages of pipes.")]
    public void Create_WithinBudgetThatIsSpent_LeavesRoomForOthers()
    {
        Assert.SkipUnless(DescriptorCalls.geteuid() == 0, "needs a user whose pipes nobody else shares");
        Assert.SkipUnless(PipeBudget.SoftLimit >= 8L * Large && PipeBudget.LargestCapacity >= Large, "needs limits near the kernel's own");
        long most = PipeBudget.SoftLimit / Large;

        string[] lines = Lines("pipe-within-budget", "54323");

        // As many as fit beside the reserve; the next has the default and no more.
        Assert.Equal($"{most - 1}x{Large} 1x{Default}", lines[0]);
        Assert.Equal($"exhausted False within {Default} small 4096", lines[1]);

        // Others used up what was left.
        Assert.Equal("exhausted True within 8192 small 4096", lines[2]);

        // And then it is to be had again.
        Assert.Equal($"exhausted False within {Large} small 4096", lines[3]);
    }

    [LinuxFact("Windows counts no pages of pipes.")]
    public void Create_WithinBudgetUnspent_IsAsMuchAsAtMost()
    {
        Assert.SkipUnless(DescriptorCalls.geteuid() == 0, "needs a user whose pipes nobody else shares");
        AnonymousPipeOptions options = new() { Capacity = 2 * Large, CapacityPolicy = PipeCapacityPolicy.AtMost };
        using AnonymousPipe atMost = AnonymousPipe.Create(options);
        using AnonymousPipe pipe = Make(2 * Large);

        Assert.Equal(atMost.Capacity, pipe.Capacity);
        Assert.False(PipeBudget.IsExhausted());
    }

    [LinuxFact("Windows has no such files.")]
    public void Limits_Linux_AreTheFiles()
    {
        Assert.Equal(Read("pipe-max-size"), PipeBudget.LargestCapacity);
        Assert.Equal(Read("pipe-user-pages-soft") * Environment.SystemPageSize, PipeBudget.SoftLimit);
        Assert.Equal(Read("pipe-user-pages-hard") * Environment.SystemPageSize, PipeBudget.HardLimit);
        Assert.Equal(Math.Min(Large, PipeBudget.LargestCapacity), PipeBudget.Reserve);
    }

    [WindowsFact("Linux has limits.")]
    public void Limits_Windows_AreNone()
    {
        Assert.Equal(int.MaxValue, PipeBudget.LargestCapacity);
        Assert.Equal((0L, 0L), (PipeBudget.SoftLimit, PipeBudget.HardLimit));
        Assert.False(PipeBudget.IsExhausted());
    }

    private static AnonymousPipe Make(int capacity) =>
        AnonymousPipe.Create(new AnonymousPipeOptions { Capacity = capacity, CapacityPolicy = PipeCapacityPolicy.WithinBudget });

    private static long Read(string name) => long.Parse(File.ReadAllText($"/proc/sys/fs/{name}"), CultureInfo.InvariantCulture);

    private static string[] Lines(string verb, params string[] arguments)
    {
        ChildResult result = ChildProcess.Run(new ChildProcessOptions(TestChildProgram.Path, [verb, .. arguments])
        {
            StandardInput = ChildInput.Null,
            StandardOutput = ChildOutput.Capture,
        });
        return result.EnsureSuccess().StandardOutput!.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
