using System.Globalization;

namespace Standpipe.Tests;

/// <summary>What becomes of an end that a start names, here and in the child.</summary>
[Collection(LeakCheckDefinition.Name)]
public class InheritedEndTests : IClassFixture<LeakCheck>
{
    private static int DescriptorLimit => int.Parse(
        File.ReadLines("/proc/self/limits").First(line => line.StartsWith("Max open files", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[3],
        CultureInfo.InvariantCulture);

    [Fact]
    public void Start_ListedReadEnd_MovesIntoTheChildWhichReadsIt()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using ChildProcess child = ChildProcess.Start(Options("copy-end", pipe.ReadEnd, pipe.ReadEnd.ChildValue));
        Assert.True(pipe.ReadEnd.SafeFileHandle.IsClosed);
        Assert.False(pipe.WriteEnd.IsOtherEndClosed);

        pipe.WriteEnd.Write("to the child"u8);
        pipe.WriteEnd.Dispose();

        Assert.Equal("to the child", child.WaitForResult().StandardOutput!.Text);
    }

    [LinuxFact("On Windows no number can be chosen for a handle; see WindowsInheritanceTests.")]
    public void Start_ListedWriteEnd_MovesIntoTheChildAndEndsWithIt()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        InheritedHandle end = pipe.WriteEnd.As(17);
        using ChildProcess child = ChildProcess.Start(Options("write-end", end, end.ChildValue, "from the child"));

        // No end of file would come if this process kept the end.
        Assert.Equal("from the child"u8, Pattern.ReadToEnd(pipe.ReadEnd));

        Assert.Equal("17", end.ChildValue);
        Assert.True(pipe.WriteEnd.SafeFileHandle.IsClosed);
        Assert.Equal(0, child.WaitForExit().Code);
    }

    [Fact]
    public void Start_SharedEnd_StaysOpenHere()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        InheritedHandle end = pipe.WriteEnd.Share();
        Assert.Equal(pipe.WriteEnd.ChildValue, end.ChildValue);

        ChildResult result = ChildProcess.Run(Options("write-end", end, end.ChildValue, "one "));
        ChildResult again = ChildProcess.Run(Options("write-end", pipe.WriteEnd.Share(), pipe.WriteEnd.ChildValue, "two "));
        pipe.WriteEnd.Write("three"u8);
        pipe.WriteEnd.Dispose();

        Assert.Equal(0, result.Status.Code);
        Assert.Equal(0, again.Status.Code);
        Assert.Equal("one two three"u8, Pattern.ReadToEnd(pipe.ReadEnd));
    }

    [Fact]
    public void Start_Failed_LeavesTheEndsHere()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using AnonymousPipe output = AnonymousPipe.Create();
        ChildProcessOptions missing = new("/nonexistent/program")
        {
            StandardOutput = output.WriteEnd,
            InheritedHandles = { pipe.ReadEnd },
        };

        Assert.Equal(ChildStartFailure.NotFound, Assert.Throws<ChildStartException>(() => ChildProcess.Start(missing)).Failure);

        output.WriteEnd.WriteByte(1);
        pipe.WriteEnd.WriteByte(2);
        Assert.Equal(1, output.ReadEnd.ReadByte());
        Assert.Equal(2, pipe.ReadEnd.ReadByte());
    }

    [Fact]
    public void Prepare_DisposedWithoutStart_LeavesTheEndsHere()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        ChildProcess.Prepare(Options("copy-end", pipe.ReadEnd, "3")).Dispose();

        pipe.WriteEnd.WriteByte(2);

        Assert.Equal(2, pipe.ReadEnd.ReadByte());
    }

    [Theory]
    [InlineData("read", "opened", 0)]
    [InlineData("write", "ArgumentException", 1)]
    public void FromChildValue_ReadEndInTheChild_ChecksTheDirection(string direction, string said, int code)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();

        ChildResult result = ChildProcess.Run(Options("open-end", pipe.ReadEnd, direction, pipe.ReadEnd.ChildValue));

        Assert.Equal(said, result.StandardOutput!.Text);
        Assert.Equal(code, result.Status.Code);
    }

    [Theory]
    [InlineData("write", "opened")]
    [InlineData("read", "ArgumentException")]
    public void FromChildValue_WriteEndInTheChild_ChecksTheDirection(string direction, string said)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();

        ChildResult result = ChildProcess.Run(Options("open-end", pipe.WriteEnd, direction, pipe.WriteEnd.ChildValue));

        Assert.Equal(said, result.StandardOutput!.Text);
    }

    [Theory]
    [InlineData("read", "0")]
    [InlineData("write", "0")]
    [InlineData("read", "250")]
    [InlineData("write", "nonsense")]
    public void FromChildValue_NoPipeInTheChild_Throws(string direction, string value)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();

        ChildResult result = ChildProcess.Run(Options("open-end", pipe.ReadEnd, direction, value));

        Assert.Equal("ArgumentException", result.StandardOutput!.Text);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    [InlineData(-1)]
    public void As_StandardHandle_Throws(int number)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();

        Assert.Throws<ArgumentOutOfRangeException>(() => pipe.ReadEnd.As(number));
        Assert.Throws<ArgumentOutOfRangeException>(() => InheritedHandle.FromPipeEnd(pipe.ReadEnd).As(number));
        Assert.Throws<ArgumentOutOfRangeException>(() => InheritedHandle.FromFileDescriptor(number));
    }

    [Fact]
    public void InheritedHandle_Null_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => InheritedHandle.FromHandle(null!));
        Assert.Throws<ArgumentNullException>(() => InheritedHandle.FromPipeEnd(null!));
    }

    [LinuxFact("On Windows no number can be chosen for a handle; see WindowsInheritanceTests.")]
    public void Start_TwoHandlesUnderOneNumber_ThrowsAndLeavesThemHere()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        ChildProcessOptions options = Options("exit", pipe.ReadEnd.As(8), "0");
        options.InheritedHandles.Add(pipe.WriteEnd.As(8));

        ArgumentException exception = Assert.Throws<ArgumentException>(() => ChildProcess.Start(options));

        Assert.Contains("descriptor 8", exception.Message, StringComparison.Ordinal);
        pipe.WriteEnd.WriteByte(2);
        Assert.Equal(2, pipe.ReadEnd.ReadByte());
    }

    [Fact]
    public void Start_ClosedHandleInTheList_Throws()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        ChildProcessOptions options = Options("exit", pipe.ReadEnd, "0");
        pipe.ReadEnd.Dispose();

        Assert.Throws<ObjectDisposedException>(() => ChildProcess.Start(options));
    }

    [LinuxTheory("On Windows no number can be chosen for a handle; see WindowsInheritanceTests.")]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void Start_NumberBeyondTheLimit_IsTooManyDescriptors(int beyond)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();

        AssertTooMany(pipe.ReadEnd, DescriptorLimit + beyond);
    }

    [LinuxTheory("On Windows no number can be chosen for a handle; see WindowsInheritanceTests.")]
    [InlineData(int.MaxValue)]
    [InlineData(int.MaxValue - 1)]
    [InlineData(1_500_000_000)]
    public void Start_NumberNoLimitAllows_IsTooManyDescriptorsAtOnce(int number)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();

        AssertTooMany(pipe.ReadEnd, number);
    }

    [LinuxFact("On Windows no number can be chosen for a handle; see WindowsInheritanceTests.")]
    public void Start_HighestNumber_IsGiven()
    {
        int highest = Math.Min(DescriptorLimit, 100_000) - 1;
        using AnonymousPipe pipe = AnonymousPipe.Create();

        ChildResult result = ChildProcess.Run(Options("open-end", pipe.ReadEnd.As(highest), "read", $"{highest}"));

        Assert.Equal("opened", result.StandardOutput!.Text);
    }

    [Fact]
    public void Start_AllInheritableWhileOthersDispose_NeverFailsForAHandleNobodyListed()
    {
        using Barrier together = new(2);
        bool stop = false;
        WorkerThread disposer = WorkerThread.Start(() =>
        {
            together.SignalAndWait();
            Queue<AnonymousPipe> pipes = [];
            while (!Volatile.Read(ref stop))
            {
                pipes.Enqueue(AnonymousPipe.Create(4096, HandleInheritability.Inheritable));
                if (pipes.Count > 200)
                {
                    pipes.Dequeue().Dispose();
                }
            }

            while (pipes.TryDequeue(out AnonymousPipe? pipe))
            {
                pipe.Dispose();
            }
        });
        together.SignalAndWait(TestContext.Current.CancellationToken);

        try
        {
            for (int i = 0; i < 30; i++)
            {
                ChildProcessOptions options = new(TestChildProgram.Path, "exit", "0") { Inheritance = HandleInheritance.AllInheritable };
                using PreparedChild prepared = ChildProcess.Prepare(options);
                using ChildProcess child = prepared.Start();
                Assert.True(child.Kill() || child.HasExited);
            }
        }
        finally
        {
            Volatile.Write(ref stop, true);
            Assert.Null(disposer.Join());
        }
    }

    private static void AssertTooMany(PipeReadEnd end, int number)
    {
        ChildStartException exception = Assert.Throws<ChildStartException>(() => ChildProcess.Start(Options("exit", end.As(number), "0")));

        Assert.Equal(ChildStartFailure.TooManyDescriptors, exception.Failure);
        Assert.False(end.SafeFileHandle.IsClosed);
    }

    private static ChildProcessOptions Options(string verb, InheritedHandle handle, params string[] arguments) =>
        new(TestChildProgram.Path, [verb, .. arguments])
        {
            StandardInput = ChildInput.Null,
            StandardOutput = ChildOutput.Capture,
            InheritedHandles = { handle },
        };
}
