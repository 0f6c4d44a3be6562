namespace Standpipe.Tests;

public class SmokeTests
{
    [Fact]
    public void Run_Cat_Roundtrip()
    {
        byte[] data = new byte[5_000_000];
        Random.Shared.NextBytes(data);
        ChildResult result = ChildProcess.Run(new ChildProcessOptions(TestChildProgram.Path, "cat") { StandardInput = ChildInput.FromBytes(data), StandardOutput = ChildOutput.Capture, StandardError = ChildOutput.Capture });
        Assert.Equal("exit 0", result.Status.ToString());
        Assert.True(result.StandardOutput!.Bytes.Span.SequenceEqual(data));
    }

    [Fact]
    public void Run_Yes_Sigpipe()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using ChildProcess child = ChildProcess.Start(new ChildProcessOptions("yes") { StandardOutput = pipe.WriteEnd });
        byte[] b = new byte[10];
        pipe.ReadEnd.ReadExactly(b);
        pipe.ReadEnd.Dispose();
        Assert.Equal("SIGPIPE", child.WaitForExit().ToString());
    }

    [Fact]
    public void Fds()
    {
        ChildResult result = ChildProcess.Run(new ChildProcessOptions(TestChildProgram.Path, "fds") { StandardOutput = ChildOutput.Capture });
        Assert.Equal(3, result.StandardOutput!.Text.Split('\n').Length);
    }
}
