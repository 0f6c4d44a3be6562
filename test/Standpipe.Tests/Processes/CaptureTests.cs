using System.Text;

namespace Standpipe.Tests;

public class CaptureTests
{
    public static TheoryData<int> Sizes => [0, 1, 65536, 65537, 10_000_000];

    [Theory(Timeout = Child.HangGuard)]
    [MemberData(nameof(Sizes))]
    public async Task FeedAndCapture_AtOnce_CarryAll(int size)
    {
        byte[] data = Pattern.Bytes(size);

        ChildResult result = await Child.RunAsync(new ChildProcessOptions(TestChildProgram.Path, "cat")
        {
            StandardInput = ChildInput.FromBytes(data),
            StandardOutput = ChildOutput.Capture,
            StandardError = ChildOutput.Capture,
        });

        Assert.True(result.Status.IsSuccess);
        Assert.Equal(data, result.StandardOutput!.Bytes.Span);
        Assert.Equal(size, result.InputBytesWritten);
        Assert.Equal(CaptureEnd.EndOfFile, result.StandardOutput.EndedBy);
        Assert.Equal(0, result.StandardOutput.DiscardedBytes);
        Assert.Empty(result.StandardError!.Text);
    }

    [Theory(Timeout = Child.HangGuard)]
    [MemberData(nameof(Sizes))]
    public async Task FeedAndCapture_BothOutputsAtOnce_CarryAll(int size)
    {
        byte[] data = Pattern.Bytes(size);

        ChildResult result = await Child.RunAsync(new ChildProcessOptions(TestChildProgram.Path, "tee")
        {
            StandardInput = ChildInput.FromStream(new MemoryStream(data)),
            StandardOutput = ChildOutput.Capture,
            StandardError = ChildOutput.Capture,
        });

        Assert.Equal(data, result.StandardOutput!.Bytes.Span);
        Assert.Equal(data, result.StandardError!.Bytes.Span);
        Assert.Equal(size, result.InputBytesWritten);
    }

    [LinuxFact("A command line of Windows holds no text longer than a pipe.", Timeout = Child.HangGuard)]
    public async Task Capture_ErrorThenOutputBeyondThePipe_DoesNotBlock()
    {
        string text = new('x', 100_000);

        ChildResult result = await Child.RunAsync(new ChildProcessOptions(TestChildProgram.Path, "to-stderr", text, "end")
        {
            StandardOutput = ChildOutput.Capture,
            StandardError = ChildOutput.Capture,
        });

        Assert.Equal("end", result.StandardOutput!.Text);
        Assert.Equal(text, result.StandardError!.Text);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task FromText_AnyEncoding_SendsNoByteOrderMark()
    {
        Assert.Equal("ünï\U0001F6B0"u8.ToArray(), await EchoAsync(ChildInput.FromText("ünï\U0001F6B0")));
        Assert.Equal(Encoding.Unicode.GetBytes("ünï"), await EchoAsync(ChildInput.FromText("ünï", Encoding.Unicode)));
        Assert.Equal("x"u8.ToArray(), await EchoAsync(ChildInput.FromText("x", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true))));

        static async Task<byte[]> EchoAsync(ChildInput input) => (await Child.RunAsync(
            new ChildProcessOptions(TestChildProgram.Path, "cat") { StandardInput = input, StandardOutput = ChildOutput.Capture }))
            .StandardOutput!.Bytes.ToArray();
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task Text_OutputInUtf8_IsDecoded()
    {
        Assert.Equal("text ☃ \U0001F6B0", await Child.OutputAsync("write", "text ☃ \U0001F6B0"));
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task Text_BytesThatAreNotUtf8_AreReplacedInTextAndKeptInBytes()
    {
        ChildResult result = await Child.RunAsync(new ChildProcessOptions(TestChildProgram.Path, "cat")
        {
            StandardInput = ChildInput.FromBytes(new byte[] { 0x41, 0xFF, 0x0D, 0x0A }),
            StandardOutput = ChildOutput.Capture,
        });

        Assert.Equal("A\uFFFD\r\n", result.StandardOutput!.Text);
        Assert.Equal(result.StandardOutput.Text, result.StandardOutput.ToString());
        Assert.Equal("A\u00FF\r\n", result.StandardOutput.Decode(Encoding.Latin1));
        Assert.Equal([0x41, 0xFF, 0x0D, 0x0A], result.StandardOutput.Bytes.ToArray());
    }

    [Theory(Timeout = Child.HangGuard)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(299_999)]
    [InlineData(300_000)]
    [InlineData(300_001)]
    public async Task CaptureLimit_MoreIsWritten_KeepsTheBeginningAndCountsTheRest(int limit)
    {
        const int Size = 300_000;

        ChildResult result = await Child.RunAsync(new ChildProcessOptions(TestChildProgram.Path, "generate", $"{Size}", "3")
        {
            StandardOutput = ChildOutput.Capture,
            CaptureLimit = limit,
        });

        // The child got through with it all, or it would not have come to its own code.
        Assert.Equal(3, result.Status.Code);
        Assert.Equal(Pattern.Bytes(Math.Min(Size, limit)), result.StandardOutput!.Bytes.Span);
        Assert.Equal(Math.Max(0, Size - limit), result.StandardOutput.DiscardedBytes);
        Assert.Equal(CaptureEnd.EndOfFile, result.StandardOutput.EndedBy);
    }

    [Theory(Timeout = Child.HangGuard)]
    [InlineData(CapturePolicy.UntilEndOfFile)]
    [InlineData(CapturePolicy.UntilExit)]
    public async Task Capture_NoGrandchild_EndsAtEndOfFileWithAllBytes(CapturePolicy policy)
    {
        ChildResult result = await Child.RunAsync(new ChildProcessOptions(TestChildProgram.Path, "generate", "1000000", "3")
        {
            StandardOutput = ChildOutput.Capture,
            CapturePolicy = policy,
        });

        Assert.Equal(Pattern.Bytes(1_000_000), result.StandardOutput!.Bytes.Span);
        Assert.Equal(CaptureEnd.EndOfFile, result.StandardOutput.EndedBy);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task UntilExit_GrandchildKeepsThePipe_EndsWithAllThatTheChildWrote()
    {
        using AnonymousPipe until = AnonymousPipe.Create();
        string text = new('x', OperatingSystem.IsWindows() ? 30_000 : 100_000);   // a command line of Windows holds no more

        ChildResult result = await Child.RunAsync(Grandchild(until, text, CapturePolicy.UntilExit));

        Assert.Equal(CaptureEnd.ProcessExited, result.StandardOutput!.EndedBy);
        Assert.StartsWith(text, result.StandardOutput.Text, StringComparison.Ordinal);
        Assert.False(until.WriteEnd.IsOtherEndClosed);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task UntilEndOfFile_GrandchildKeepsThePipe_WaitsForIt()
    {
        using AnonymousPipe until = AnonymousPipe.Create();
        using ChildProcess child = ChildProcess.Start(Grandchild(until, "child", CapturePolicy.UntilEndOfFile));
        Task<ChildResult> result = child.WaitForResultAsync(TestContext.Current.CancellationToken);

        _ = await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        until.WriteEnd.Write("and grandchild"u8);
        bool endedEarly = result.IsCompleted;
        until.WriteEnd.Dispose();

        CapturedOutput output = (await result).StandardOutput!;
        Assert.False(endedEarly);
        Assert.EndsWith("and grandchild", output.Text, StringComparison.Ordinal);
        Assert.Equal(CaptureEnd.EndOfFile, output.EndedBy);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task Run_FromMorePoolThreadsThanThereAre_Completes()
    {
        ThreadPool.GetMinThreads(out int threads, out _);

        Task<int?>[] runs = [.. Enumerable.Range(0, (threads * 4) + 8).Select(i => Task.Run(() => ChildProcess.Run(
            new ChildProcessOptions(TestChildProgram.Path, "cat")
            {
                StandardInput = ChildInput.FromText(new string('x', 100_000)),
                StandardOutput = ChildOutput.Capture,
            }).StandardOutput?.Bytes.Length))];

        Assert.All(await Task.WhenAll(runs), length => Assert.Equal(100_000, length));
    }

    private static ChildProcessOptions Grandchild(AnonymousPipe until, string text, CapturePolicy policy) =>
        new(TestChildProgram.Path, "grandchild", text, until.ReadEnd.ChildValue)
        {
            StandardInput = ChildInput.Null,
            StandardOutput = ChildOutput.Capture,
            InheritedHandles = { until.ReadEnd },
            CapturePolicy = policy,
        };
}
