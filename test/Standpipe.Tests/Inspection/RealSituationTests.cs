using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Standpipe.Inspection;
using Standpipe.Platform.Linux;

namespace Standpipe.Tests.Inspection;

/// <summary>What is said to be the matter with real processes that hang.</summary>
[SupportedOSPlatform("linux")]
[Collection("Processes")]
public class RealSituationTests
{
    private const string Reason = "Windows does not tell who holds a pipe.";
    private const PosixSignal Stop = (PosixSignal)19;

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Diagnoses_GrandchildThatInheritedTheWriteEnd_IsALeak()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        ulong inode = Inode(pipe);
        using ChildProcess cat = ChildProcess.Start(new ChildProcessOptions("cat")
        {
            StandardInput = pipe.ReadEnd,
            StandardOutput = ChildOutput.Pipe,
        });

        // A session of its own, so that whoever adopts the orphan is in another.
        using ChildProcess shell = ChildProcess.Start(new ChildProcessOptions("sh", "-c", "sleep 1000 & echo $!")
        {
            StandardOutput = pipe.WriteEnd,
            ProcessGroup = ProcessGroupMode.NewSession,
        });
        using StreamReader output = new(cat.StandardOutput!);
        int sleep = int.Parse((await output.ReadLineAsync(TestContext.Current.CancellationToken))!, CultureInfo.InvariantCulture);
        try
        {
            _ = await shell.WaitForExitAsync(TestContext.Current.CancellationToken);

            PipeDiagnosis diagnosis = Await(PipeDiagnosisKind.LeakedWriteEnd, inode);

            Assert.Equal(DiagnosisSeverity.Suspect, diagnosis.Severity);
            Assert.Equal([sleep], diagnosis.Culprits.Select(process => process.Id));
            Assert.Equal([cat.Id], diagnosis.Waiting.Select(process => process.Id));
            Assert.Contains($"sleep[{sleep}]", diagnosis.Reason, StringComparison.Ordinal);
            WaitChain chain = PipeMap.Capture().Explain(cat.Id);
            Assert.Equal($"cat[{cat.Id}] waits, in the end, for sleep[{sleep}], which sleeps.", chain.Summary);
        }
        finally
        {
            _ = Libc.kill(sleep, Sys.SIGKILL);
        }

        // The cure that was named works.
        Assert.Null(await output.ReadLineAsync(TestContext.Current.CancellationToken));
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public void Diagnoses_ChildThatHoldsItsOwnWriteEnd_IsForgotten()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        ulong inode = Inode(pipe);
        using ChildProcess cat = ChildProcess.Start(new ChildProcessOptions("cat")
        {
            StandardInput = pipe.ReadEnd,
            InheritedHandles = { pipe.WriteEnd.As(7) },
        });

        PipeDiagnosis diagnosis = Await(PipeDiagnosisKind.ForgottenEnd, inode);

        Assert.Equal(DiagnosisSeverity.Stuck, diagnosis.Severity);
        Assert.Equal([cat.Id], diagnosis.Culprits.Select(process => process.Id));
        Assert.Contains("descriptor 7", diagnosis.Cure, StringComparison.Ordinal);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public void Diagnoses_ParentThatWaitsForAChildAndForgotTheWriteEnd_IsForgotten()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        ulong inode = Inode(pipe);
        using ChildProcess shell = ChildProcess.Start(new ChildProcessOptions("sh", "-c", "(exec cat <&3 3<&- 4>&-); true")
        {
            InheritedHandles = { pipe.ReadEnd.As(3), pipe.WriteEnd.As(4) },
            ProcessGroup = ProcessGroupMode.New,
        });

        PipeDiagnosis diagnosis = Await(PipeDiagnosisKind.ForgottenEnd, inode);

        Assert.Equal(DiagnosisSeverity.Stuck, diagnosis.Severity);
        Assert.Equal(["sh", "cat"], diagnosis.Culprits.Select(process => process.Name));
        Assert.StartsWith($"sh[{shell.Id}] must close its descriptor 4", diagnosis.Cure, StringComparison.Ordinal);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public void Diagnoses_TwoThatBothReadFirst_AreADeadlock()
    {
        using AnonymousPipe there = AnonymousPipe.Create();
        using AnonymousPipe back = AnonymousPipe.Create();
        ulong inode = Inode(there);
        using ChildProcess left = ChildProcess.Start(new ChildProcessOptions("cat") { StandardInput = there.ReadEnd, StandardOutput = back.WriteEnd });
        using ChildProcess right = ChildProcess.Start(new ChildProcessOptions("cat") { StandardInput = back.ReadEnd, StandardOutput = there.WriteEnd });

        PipeDiagnosis diagnosis = Await(PipeDiagnosisKind.Deadlock, inode);

        Assert.Equal(DiagnosisSeverity.Stuck, diagnosis.Severity);
        Assert.Equal(((int[])[left.Id, right.Id]).Order(), diagnosis.Culprits.Select(process => process.Id));
        Assert.Equal(WaitChainEnd.Circle, PipeMap.Capture().Explain(left.Id).End);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public void Diagnoses_Diamond_IsADeadlockThatNamesTheFullBranch()
    {
        using AnonymousPipe source = AnonymousPipe.Create();
        using AnonymousPipe first = AnonymousPipe.Create();
        using AnonymousPipe second = AnonymousPipe.Create();
        ulong full = Inode(first);
        using ChildProcess yes = ChildProcess.Start(new ChildProcessOptions("yes") { StandardOutput = source.WriteEnd });
        using ChildProcess tee = ChildProcess.Start(new ChildProcessOptions("tee", "/dev/fd/3")
        {
            StandardInput = source.ReadEnd,
            StandardOutput = first.WriteEnd,
            InheritedHandles = { second.WriteEnd.As(3) },
        });
        using ChildProcess join = ChildProcess.Start(new ChildProcessOptions("cat", "/dev/fd/5", "-")
        {
            StandardInput = first.ReadEnd,
            StandardOutput = ChildOutput.Null,
            InheritedHandles = { second.ReadEnd.As(5) },
        });

        PipeDiagnosis diagnosis = Await(PipeDiagnosisKind.Deadlock, full);

        Assert.Equal(DiagnosisSeverity.Stuck, diagnosis.Severity);
        Assert.Equal([tee.Id, join.Id], diagnosis.Culprits.Select(process => process.Id));
        Assert.Contains(yes.Id, diagnosis.Waiting.Select(process => process.Id));
        Assert.Contains($"cat[{join.Id}] must read pipe:[{full}]", diagnosis.Cure, StringComparison.Ordinal);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public void Diagnoses_ByteThatGoesBackAndForth_IsNoDeadlockAndNobodySteady()
    {
        const int Sightings = 8;
        using AnonymousPipe there = AnonymousPipe.Create();
        using AnonymousPipe back = AnonymousPipe.Create();
        ulong inode = Inode(there);
        there.WriteEnd.WriteByte((byte)'x');
        using ChildProcess left = ChildProcess.Start(new ChildProcessOptions("cat") { StandardInput = there.ReadEnd, StandardOutput = back.WriteEnd });
        using ChildProcess right = ChildProcess.Start(new ChildProcessOptions("cat") { StandardInput = back.ReadEnd, StandardOutput = there.WriteEnd });

        int reading = 0;
        int steady = 0;
        while (reading < Sightings)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            PipeMap map = PipeMap.Capture();
            MappedThread thread = map.FindProcess(left.Id)!.Threads[0];

            Assert.DoesNotContain(map.Diagnoses, diagnosis => diagnosis.Pipes.Any(pipe => pipe.Inode == inode));
            reading += thread.InputPipe?.Inode == inode ? 1 : 0;
            steady += thread.IsSteady ? 1 : 0;
        }

        // On a busy machine one may in truth have waited all the while that a look took; not at every look.
        Assert.InRange(steady, 0, reading - 1);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public void Diagnoses_StoppedConsumer_IsNamedWithAllWhoWait()
    {
        using AnonymousPipe left = AnonymousPipe.Create();
        using AnonymousPipe right = AnonymousPipe.Create();
        ulong inode = Inode(right);
        using ChildProcess yes = ChildProcess.Start(new ChildProcessOptions("yes") { StandardOutput = left.WriteEnd });
        using ChildProcess cat = ChildProcess.Start(new ChildProcessOptions("cat") { StandardInput = left.ReadEnd, StandardOutput = right.WriteEnd });
        using ChildProcess consumer = ChildProcess.Start(new ChildProcessOptions("cat") { StandardInput = right.ReadEnd, StandardOutput = ChildOutput.Null });
        _ = consumer.Signal(Stop);

        PipeDiagnosis diagnosis = Await(PipeDiagnosisKind.StoppedProcess, inode, found => found.Waiting.Count == 2);

        Assert.Equal(DiagnosisSeverity.Stuck, diagnosis.Severity);
        Assert.Equal([consumer.Id], diagnosis.Culprits.Select(process => process.Id));
        Assert.Equal([yes.Id, cat.Id], diagnosis.Waiting.Select(process => process.Id));
        Assert.Equal(WaitChainEnd.Stopped, PipeMap.Capture().Explain(yes.Id).End);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public void Diagnoses_FullPipeWithAnIdleReader_IsANote()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        ulong inode = Inode(pipe);
        using ChildProcess yes = ChildProcess.Start(new ChildProcessOptions("yes") { StandardOutput = pipe.WriteEnd });
        using ChildProcess sleep = ChildProcess.Start(new ChildProcessOptions("sleep", "1000") { StandardInput = pipe.ReadEnd });

        PipeDiagnosis diagnosis = Await(PipeDiagnosisKind.IdleReader, inode);

        Assert.Equal(DiagnosisSeverity.Note, diagnosis.Severity);
        Assert.Equal([sleep.Id], diagnosis.Culprits.Select(process => process.Id));
        MappedPipe seen = diagnosis.Pipes[0];
        Assert.Equal((65536, 65536, true, true), (seen.Capacity, seen.BytesAvailable, seen.IsFull, seen.HasReader));
        Assert.Equal([(yes.Id, PipeAccess.Write), (sleep.Id, PipeAccess.Read)], seen.Ends.Select(end => (end.Process.Id, end.Access)));
        Assert.Equal([true, false], seen.Ends.Select(end => end.IsWaiting));
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public void Capture_ThreadsBlockedInDifferentPipes_AreSeenEach()
    {
        using AnonymousPipe first = AnonymousPipe.Create();
        using AnonymousPipe second = AnonymousPipe.Create();
        ulong[] inodes = [Inode(first), Inode(second)];
        using ChildProcess child = ChildProcess.Start(
            new ChildProcessOptions(TestChildProgram.Path, "read-each", first.ReadEnd.ChildValue, second.ReadEnd.ChildValue)
            {
                InheritedHandles = { first.ReadEnd, second.ReadEnd },
            });

        MappedThread[] waiting = Await(map =>
            [.. map.FindProcess(child.Id)!.Threads.Where(thread => thread.IsSteady && inodes.Contains(thread.InputPipe?.Inode ?? 0))],
            (MappedThread[] found) => found.Length == 2);

        Assert.Equal(inodes.Order(), waiting.Select(thread => thread.InputPipe!.Inode).Order());
        Assert.All(waiting, thread => Assert.Equal((ThreadActivity.Reading, DescriptorTarget.Pipe), (thread.Activity, thread.InputTarget)));
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task Capture_AnotherUsersProcess_IsCountedAndNotSeen()
    {
        Assert.SkipUnless(DescriptorCalls.geteuid() == 0, "needs the right to become another user");
        using AnonymousPipe pipe = AnonymousPipe.Create();
        string inode = Inode(pipe).ToString(CultureInfo.InvariantCulture);
        using ChildProcess cat = ChildProcess.Start(new ChildProcessOptions("cat") { StandardInput = pipe.ReadEnd });

        string[] lines = (await Child.OutputAsync("inspect-as", "65534", cat.Id.ToString(CultureInfo.InvariantCulture), inode)).Split('\n');

        Assert.Equal(["False", "True", "False"], lines[..3]);
        Assert.Contains("may not see", lines[3], StringComparison.Ordinal);
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public void WhoHolds_PipeOfOnesOwn_TellsBothEnds()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using PipeWriteEnd copy = pipe.WriteEnd.Duplicate();
        using ChildProcess cat = ChildProcess.Start(new ChildProcessOptions("cat") { StandardInput = pipe.ReadEnd });

        IReadOnlyList<PipeHolder> holders = PipeMap.WhoHolds(pipe.WriteEnd.SafeFileHandle);

        Assert.Equal(
            ((IEnumerable<string>)[
                $"cat[{cat.Id}] descriptor 0 (read)",
                .. Mine(pipe.WriteEnd, copy),
            ]).Order(StringComparer.Ordinal),
            holders.Select(holder => holder.ToString()).Order(StringComparer.Ordinal));

        static IEnumerable<string> Mine(params PipeWriteEnd[] ends)
        {
            MappedProcess self = PipeMap.Capture().FindProcess(Environment.ProcessId)!;
            return ends.Select(end => $"{self} descriptor {end.SafeFileHandle.DangerousGetHandle()} (write)");
        }
    }

    [LinuxFact(Reason)]
    public void WhoHolds_NoPipe_IsRefused()
    {
        using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle("/dev/null");

        _ = Assert.Throws<ArgumentException>(() => PipeMap.WhoHolds(file));
    }

    [LinuxTheory(Reason, Timeout = Child.HangGuard)]
    [InlineData(CapturePolicy.UntilEndOfFile)]
    [InlineData(CapturePolicy.UntilExit)]
    public async Task FindOutputHolders_GrandchildThatKeepsThePipe_IsNamed(CapturePolicy policy)
    {
        using ChildProcess shell = ChildProcess.Start(new ChildProcessOptions("sh", "-c", "sleep 1000 2>&- & echo $! >&2")
        {
            StandardOutput = ChildOutput.Capture,
            StandardError = ChildOutput.Pipe,
            CapturePolicy = policy,
        });
        using StreamReader error = new(shell.StandardError!);
        int sleep = int.Parse((await error.ReadLineAsync(TestContext.Current.CancellationToken))!, CultureInfo.InvariantCulture);
        _ = await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        if (policy == CapturePolicy.UntilExit)
        {
            Assert.Equal(CaptureEnd.ProcessExited, (await shell.WaitForResultAsync(TestContext.Current.CancellationToken)).StandardOutput!.EndedBy);
        }

        PipeHolder holder = Assert.Single(Await(_ => shell.FindOutputHolders(), holders => holders is [{ Process.Name: "sleep" }]));

        Assert.Equal((sleep, 1, PipeAccess.Write), (holder.Process.Id, holder.Descriptor, holder.Access));
        _ = Libc.kill(sleep, Sys.SIGKILL);
        _ = await shell.WaitForResultAsync(TestContext.Current.CancellationToken);
        _ = Await(_ => shell.FindOutputHolders(), holders => holders.Count == 0);
    }

    /// <summary>Looks until it is so: the processes are on their way there, and nothing but the machine tells when they have arrived.</summary>
    private static PipeDiagnosis Await(PipeDiagnosisKind kind, ulong inode, Func<PipeDiagnosis, bool>? isIt = null) => Await(
        map => map.Diagnoses.FirstOrDefault(diagnosis => diagnosis.Kind == kind && diagnosis.Pipes.Any(pipe => pipe.Inode == inode)),
        found => found != null && isIt?.Invoke(found) != false)!;

    private static T Await<T>(Func<PipeMap, T> look, Func<T, bool> isIt)
    {
        while (true)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            T seen = look(PipeMap.Capture());
            if (isIt(seen))
            {
                return seen;
            }

            _ = Thread.Yield();
        }
    }

    private static ulong Inode(AnonymousPipe pipe) => LinuxHandle.Inode(pipe.ReadEnd.SafeFileHandle);
}
