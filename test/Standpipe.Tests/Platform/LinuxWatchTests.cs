using System.Runtime.Versioning;
using Standpipe.Platform;
using Standpipe.Platform.Linux;

namespace Standpipe.Tests.Platform;

[Collection(LeakCheckDefinition.Name)]
[SupportedOSPlatform("linux")]
public sealed class LinuxWatchTests : IClassFixture<LeakCheck>
{
    private const string Reason = "epoll is Linux's.";

    [LinuxFact(Reason, Timeout = 30_000)]
    public async Task Arm_ByAHandlerThatThenThrows_IsNotForgotten()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using LinuxWatch watch = new(pipe.ReadEnd.SafeFileHandle, ReadinessEvents.Readable, once: true);
        ArmsAndThrows handler = new(watch);

        watch.Arm(handler);
        pipe.WriteEnd.WriteByte(1);

        Assert.IsType<InvalidTimeZoneException>(await handler.Failure);
        await handler.SecondCall;
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Arm_WithoutADescriptorForTheEpoll_FailsAndLetsTheEndClose()
    {
        using ChildProcess child = ChildProcess.Start(new ChildProcessOptions(TestChildProgram.Path, "wait-without-epoll")
        {
            StandardOutput = ChildOutput.Capture,
        });

        ChildResult result = await child.WaitForResultAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            "warm RanToCompletion\nepoll_create1: too many open files (EMFILE, 24).\nclosed True\nlater 1\n",
            result.EnsureSuccess().StandardOutput!.Text);
    }

    private sealed class ArmsAndThrows(LinuxWatch watch) : ReadinessHandler
    {
        private readonly TaskCompletionSource<Exception> _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _secondCall = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _calls;

        internal Task<Exception> Failure => _failure.Task;

        internal Task SecondCall => _secondCall.Task;

        internal override void OnReady()
        {
            if (++_calls > 1)
            {
                _secondCall.SetResult();
                return;
            }

            watch.Arm(this);
            throw new InvalidTimeZoneException("what a continuation may throw");
        }

        internal override void OnFailure(Exception exception) => _failure.SetResult(exception);
    }
}
