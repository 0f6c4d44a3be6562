using System.Globalization;

namespace Standpipe.Tests.Pipes;

[Collection(LeakCheckDefinition.Name)]
public class AnonymousPipeTests : IClassFixture<LeakCheck>
{
    private const int SystemDefault = 65536;

    private static int MaxSize => int.Parse(File.ReadAllText("/proc/sys/fs/pipe-max-size"), CultureInfo.InvariantCulture);

    [Fact]
    public void Create_Default_HasTheSystemsCapacity()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();

        Assert.Equal(SystemDefault, pipe.Capacity);
        Assert.Equal(SystemDefault, pipe.ReadEnd.Capacity);
        Assert.Equal(SystemDefault, pipe.WriteEnd.Capacity);
        Assert.Equal(HandleInheritability.None, pipe.ReadEnd.Inheritability);
        Assert.Equal(HandleInheritability.None, pipe.WriteEnd.Inheritability);
    }

    [LinuxTheory("Linux rounds capacities to pages; see Create_Capacity_IsAtLeastTheRequest.")]
    [InlineData(0, SystemDefault)]
    [InlineData(1, 4096)]
    [InlineData(4096, 4096)]
    [InlineData(4097, 8192)]
    [InlineData(5000, 8192)]
    [InlineData(65537, 131072)]
    [InlineData(1 << 20, 1 << 20)]
    public void Create_Capacity_IsWhatTheKernelGave(int requested, int given)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(requested);

        Assert.Equal(given, pipe.Capacity);
        Assert.Equal(given, pipe.ReadEnd.Capacity);
    }

    [LinuxTheory("Linux rounds capacities to pages; see Create_AtMost_IsAtMostTheRequest.")]
    [InlineData(0, SystemDefault)]
    [InlineData(1, 4096)]
    [InlineData(4095, 4096)]
    [InlineData(4096, 4096)]
    [InlineData(8191, 4096)]
    [InlineData(100_000, 65536)]
    [InlineData(131_071, 65536)]
    [InlineData((1 << 20) - 1, 1 << 19)]
    public void Create_AtMost_NeverExceedsTheRequest(int requested, int given)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(AtMost(requested));

        Assert.Equal(given, pipe.Capacity);
        Assert.Equal(given, pipe.WriteEnd.Capacity);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(5000)]
    [InlineData(100_000)]
    public void Create_Capacity_IsAtLeastTheRequest(int requested)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(requested);

        Assert.True(pipe.Capacity >= requested, $"only {pipe.Capacity}");
        pipe.WriteEnd.Write(new byte[requested]);
        Assert.Equal(requested, pipe.ReadEnd.BytesAvailable);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(5000)]
    [InlineData(100_000)]
    public void Create_AtMost_IsAtMostTheRequest(int requested)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(AtMost(requested));

        Assert.InRange(pipe.Capacity, 4096, Math.Max(requested, 4096));
    }

    [LinuxFact("Windows knows no largest capacity.")]
    public void Create_AtMostWhatNobodyGets_GivesTheMostThereIs()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(AtMost(int.MaxValue));

        Assert.True(pipe.Capacity >= MaxSize, $"only {pipe.Capacity}");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void Create_NegativeCapacity_Throws(int capacity)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => AnonymousPipe.Create(capacity));
        Assert.Throws<ArgumentOutOfRangeException>(() => AnonymousPipe.Create(AtMost(capacity)));
    }

    [Fact]
    public void Create_UnknownValues_Throw()
    {
        Assert.Throws<ArgumentNullException>(() => AnonymousPipe.Create(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => AnonymousPipe.Create(0, (HandleInheritability)2));
        Assert.Throws<ArgumentOutOfRangeException>(() => AnonymousPipe.Create(new AnonymousPipeOptions { Inheritability = (HandleInheritability)(-1) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => AnonymousPipe.Create(new AnonymousPipeOptions { CapacityPolicy = (PipeCapacityPolicy)3 }));
    }

    [LinuxFact("Windows knows no largest capacity.")]
    public void Create_MoreThanAnybodyGets_NamesRequestAndLimit()
    {
        PipeCapacityException exception = Assert.Throws<PipeCapacityException>(() => AnonymousPipe.Create(int.MaxValue));

        Assert.Equal(int.MaxValue, exception.RequestedCapacity);
        Assert.Equal(MaxSize, exception.Limit);
        Assert.Contains("F_SETPIPE_SZ", exception.Message, StringComparison.Ordinal);
    }

    [LinuxFact("Windows knows no largest capacity.")]
    public void Create_AboveTheUnprivilegedLimit_NamesItOrGivesIt()
    {
        int tooMuch = MaxSize * 2;

        string[] lines = Lines("pipe-limits", Unprivileged(54321), $"{tooMuch}", $"{tooMuch}");

        Assert.StartsWith($"{tooMuch} {MaxSize} ", lines[0], StringComparison.Ordinal);
        Assert.Contains($"above the {MaxSize} bytes that /proc/sys/fs/pipe-max-size allows", lines[0], StringComparison.Ordinal);
        Assert.Contains("EPERM", lines[0], StringComparison.Ordinal);
        Assert.Equal($"{MaxSize}", lines[1]);
    }

    [LinuxFact("Windows knows no largest capacity.")]
    public void Create_AtTheUnprivilegedLimit_IsGiven()
    {
        string[] lines = Lines("pipe-limits", Unprivileged(54321), $"{MaxSize}", $"{MaxSize - 1}");

        Assert.Equal($"{MaxSize}", lines[0]);
        Assert.Equal($"{MaxSize / 2}", lines[1]);
    }

    [LinuxFact("Windows counts no pages of pipes.")]
    public void Create_PageBudgetSpent_NamesItOrGivesLess()
    {
        Assert.SkipUnless(DescriptorCalls.geteuid() == 0, "needs a user whose pipes nobody else shares");

        string[] lines = Lines("pipe-budget", "54322");

        Assert.Contains("/proc/sys/fs/pipe-user-pages-soft", lines[0], StringComparison.Ordinal);
        Assert.Contains("EPERM", lines[0], StringComparison.Ordinal);
        Assert.Equal("8192", lines[1]);
        Assert.Equal("4096", lines[2]);
    }

    [Theory]
    [InlineData(HandleInheritability.None)]
    [InlineData(HandleInheritability.Inheritable)]
    public void Create_Ends_AreCloseOnExecAndNoStandardHandles(HandleInheritability inheritability)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(0, inheritability);

        Assert.True(DescriptorCalls.IsCloseOnExec(pipe.ReadEnd));
        Assert.True(DescriptorCalls.IsCloseOnExec(pipe.WriteEnd));
        Assert.True(DescriptorCalls.Number(pipe.ReadEnd) >= 3);
        Assert.True(DescriptorCalls.Number(pipe.WriteEnd) >= 3);
        Assert.Equal(inheritability, pipe.ReadEnd.Inheritability);
        Assert.Equal(inheritability, pipe.WriteEnd.Inheritability);
    }

    [Fact]
    public void Dispose_Twice_ClosesBothEndsOnce()
    {
        AnonymousPipe pipe = AnonymousPipe.Create();

        pipe.Dispose();
        pipe.Dispose();

        Assert.True(pipe.ReadEnd.SafeFileHandle.IsClosed);
        Assert.True(pipe.WriteEnd.SafeFileHandle.IsClosed);
        Assert.Equal(SystemDefault, pipe.Capacity);
    }

    [Fact]
    public async Task DisposeAsync_AfterDispose_IsNoError()
    {
        AnonymousPipe pipe = AnonymousPipe.Create();

        await pipe.DisposeAsync();
        await pipe.DisposeAsync();

        Assert.True(pipe.ReadEnd.SafeFileHandle.IsClosed);
        Assert.True(pipe.WriteEnd.SafeFileHandle.IsClosed);
    }

    private static AnonymousPipeOptions AtMost(int capacity) =>
        new() { Capacity = capacity, CapacityPolicy = PipeCapacityPolicy.AtMost };

    /// <summary>The user that a child is to become: a privileged process has no limit.</summary>
    private static string Unprivileged(int user) =>
        DescriptorCalls.geteuid() == 0 ? user.ToString(CultureInfo.InvariantCulture) : "0";

    private static string[] Lines(string verb, params string[] arguments)
    {
        ChildResult result = ChildProcess.Run(new ChildProcessOptions(TestChildProgram.Path, [verb, .. arguments])
        {
            StandardInput = ChildInput.Null,
            StandardOutput = ChildOutput.Capture,
        });
        Assert.Equal(0, result.Status.Code);
        return result.StandardOutput!.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
