using System.Globalization;
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
        using LinuxWatch watch = new(LinuxEpoll.Transfers, pipe.ReadEnd.SafeFileHandle, ReadinessEvents.Readable, once: true);
        ArmsAndThrows handler = new(watch);

        _ = watch.Arm(handler);
        pipe.WriteEnd.WriteByte(1);

        Assert.IsType<InvalidTimeZoneException>(await handler.Failure);
        await handler.SecondCall;
    }

    [LinuxFact(Reason, Timeout = 30_000)]
    public async Task Arm_ForGoodByAHandlerThatThrows_IsDisarmedInTheKernel()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using LinuxWatch watch = new(LinuxEpoll.Notices, pipe.ReadEnd.SafeFileHandle, ReadinessEvents.Readable, once: false);
        ArmsAndThrows handler = new(watch);

        _ = watch.Arm(handler);
        Assert.True(IsWatchedForInput(pipe.ReadEnd));
        pipe.WriteEnd.WriteByte(1);

        // The byte is still there: else the kernel would go on telling of it.
        Assert.IsType<InvalidTimeZoneException>(await handler.Failure);
        Assert.False(IsWatchedForInput(pipe.ReadEnd));
    }

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Arm_WithoutRoomForThreads_FailsAndLaterGoesOnWithOne()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs a user whose threads nobody else shares");

        Assert.Equal(
            "none OutOfMemoryException\none 1\nwaits 100\n",
            await Child.OutputAsync("wait-with-few-threads", "54331"));
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

    [LinuxFact(Reason)]
    public void Arm_AfterALookSinceWhichSomethingWasTold_SaysLookAgainAndCallsNobody()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using LinuxWatch watch = new(LinuxEpoll.Transfers, pipe.ReadEnd.SafeFileHandle, ReadinessEvents.Readable, once: true);
        Counts handler = new();
        Assert.True(watch.Arm(handler));
        int before = watch.Reports;
        pipe.WriteEnd.WriteByte(1);
        WorkerThread.SpinUntil(() => handler.Calls == 1, "the call");
        _ = pipe.ReadEnd.ReadByte();

        Assert.False(watch.Arm(handler, before));

        int now = watch.Reports;
        Assert.True(watch.Arm(handler, now));
        Assert.Equal(1, handler.Calls);
        pipe.WriteEnd.WriteByte(2);
        WorkerThread.SpinUntil(() => handler.Calls == 2, "the call without a system call before it");
    }

    [LinuxFact(Reason)]
    public void Arm_WithoutALook_CallsForWhatIsThereAlready()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using LinuxWatch watch = new(LinuxEpoll.Transfers, pipe.ReadEnd.SafeFileHandle, ReadinessEvents.Readable, once: true);
        Counts handler = new();
        pipe.WriteEnd.WriteByte(1);

        for (int i = 1; i <= 5; i++)
        {
            Assert.True(watch.Arm(handler));
            WorkerThread.SpinUntil(() => handler.Calls == i, "a call for the same byte");
        }
    }

    [LinuxFact(Reason)]
    public void Reports_ThatNobodyWaitsFor_AreTurnedOffAndTriedAgainLater()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using LinuxWatch watch = new(LinuxEpoll.Transfers, pipe.ReadEnd.SafeFileHandle, ReadinessEvents.Readable, once: true);
        Counts handler = new();
        Assert.True(watch.Arm(handler));
        watch.Disarm();
        Assert.NotEqual(PipeEndIo.Unknown, watch.Reports);

        int strays = 0;
        for (int before = watch.Reports; before != PipeEndIo.Unknown; before = watch.Reports)
        {
            pipe.WriteEnd.WriteByte(1);
            WorkerThread.SpinUntil(() => watch.Reports != before, "a report for nobody");
            _ = pipe.ReadEnd.ReadByte();
            strays++;
        }

        Assert.InRange(strays, 2, 20);
        Assert.Equal(0, handler.Calls);
        int waits = 0;
        while (watch.Reports == PipeEndIo.Unknown)
        {
            Assert.True(watch.Arm(handler));
            pipe.WriteEnd.WriteByte(1);
            WorkerThread.SpinUntil(() => handler.Calls > waits, "the call of an armed wait");
            _ = pipe.ReadEnd.ReadByte();
            waits++;
        }

        Assert.InRange(waits, 2, 20);
    }

    /// <summary>Whether the kernel would tell of input: among the epoll's lines in fdinfo, "tfd: NUMBER events: HEXADECIMAL data: ...".</summary>
    private static bool IsWatchedForInput(PipeEnd end)
    {
        string number = DescriptorCalls.Number(end).ToString(CultureInfo.InvariantCulture);
        string[] words = File.ReadLines($"/proc/self/fdinfo/{LinuxEpoll.Notices.Start().DangerousGetHandle()}")
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Single(words => words[0] == "tfd:" && words[1] == number);
        return (uint.Parse(words[3], NumberStyles.HexNumber, CultureInfo.InvariantCulture) & Sys.POLLIN) != 0;
    }

    private sealed class Counts : ReadinessHandler
    {
        private int _calls;

        internal int Calls => Volatile.Read(ref _calls);

        internal override void OnReady() => Interlocked.Increment(ref _calls);

        internal override void OnFailure(Exception exception) => throw exception;
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

            _ = watch.Arm(this);
            throw new InvalidTimeZoneException("what a continuation may throw");
        }

        internal override void OnFailure(Exception exception) => _failure.SetResult(exception);
    }
}
