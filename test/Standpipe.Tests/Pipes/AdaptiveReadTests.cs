using System.Globalization;

namespace Standpipe.Tests.Pipes;

/// <summary>An end that looks before it sleeps, in a process that may use one processor, and in one that may use two.</summary>
public class AdaptiveReadTests
{
    private const string Reason = "Windows has no /proc to count system calls by, and no such looking.";
    private const int Reads = 500;

    [LinuxTheory(Reason, Timeout = Child.HangGuard)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public async Task Read_ProcessorsOfTheProcess_LooksOnlyWithMoreThanOne(int processors, bool looks)
    {
        await using ChildProcess child = ChildProcess.Start(new ChildProcessOptions(TestChildProgram.Path, "adaptive-read", $"{Reads}")
        {
            StandardInput = ChildInput.Pipe,
            StandardOutput = ChildOutput.Pipe,
            StandardError = ChildOutput.Capture,
            Environment = { ["DOTNET_PROCESSOR_COUNT"] = processors.ToString(CultureInfo.InvariantCulture) },
        });
        for (int i = 0; i < Reads; i++)
        {
            // Answered when the child is asking: its read has to wait, or nearly.
            await Child.AwaitReadyAsync(child);
            child.StandardInput!.WriteByte(1);
        }

        ChildResult result = await child.WaitForResultAsync(TestContext.Current.CancellationToken);

        // One call a read, and a few of the runtime's own; or that and the looks.
        int calls = int.Parse(result.EnsureSuccess().StandardError!.Text, CultureInfo.InvariantCulture);
        Assert.Equal(looks, calls >= Reads + (Reads / 4));
        Assert.True(calls >= Reads, $"{calls} calls for {Reads} reads");
    }
}
