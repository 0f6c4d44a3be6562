using Standpipe.Inspection;

namespace Standpipe.Tests.Inspection;

/// <summary>Where nobody is told who holds a pipe, that is said.</summary>
[Collection("Processes")]
public class WindowsInspectionTests
{
    private const string Reason = "Linux tells who holds a pipe.";

    [WindowsFact(Reason)]
    public void Capture_OnWindows_IsRefused()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();

        Assert.False(PipeMap.IsSupported);
        _ = Assert.Throws<PlatformNotSupportedException>(() => PipeMap.Capture());
        _ = Assert.Throws<PlatformNotSupportedException>(() => PipeMap.WhoHolds(pipe.ReadEnd.SafeFileHandle));
    }

    [WindowsFact(Reason, Timeout = Child.HangGuard)]
    public async Task FindOutputHolders_OnWindows_IsRefusedAndHarmsNoCapture()
    {
        using ChildProcess child = ChildProcess.Start(new ChildProcessOptions(TestChildProgram.Path, "write", "text")
        {
            StandardOutput = ChildOutput.Capture,
            CapturePolicy = CapturePolicy.UntilExit,
        });

        _ = Assert.Throws<PlatformNotSupportedException>(() => child.FindOutputHolders());
        Assert.Equal("text", (await child.WaitForResultAsync(TestContext.Current.CancellationToken)).StandardOutput!.Text);
    }
}
