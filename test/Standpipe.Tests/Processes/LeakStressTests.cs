using System.Diagnostics;
using System.Globalization;

namespace Standpipe.Tests;

[Collection("Processes")]
public class LeakStressTests
{
    private const string Reason = "What a child inherited is looked up in its /proc.";

    private const int Starters = 4;
    private const int OwnDescriptor = 7;

    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(int.Parse(
        Environment.GetEnvironmentVariable("STANDPIPE_STRESS_SECONDS") ?? "3", CultureInfo.InvariantCulture));

    [LinuxFact(Reason)]
    public async Task Children_StartedBothWaysAtOnce_SeeOnlyWhatTheyWereGiven()
    {
        int[] foreign = InheritedDescriptors.OfThisProcess();
        using ChildProcess unrelated = ChildProcess.Start(Child.Holding());
        await Child.AwaitReadyAsync(unrelated);
        long start = Stopwatch.GetTimestamp();
        Task<int>[] threads =
        [
            .. Enumerable.Range(0, Starters).Select(_ => Child.OnThreadAsync(() => Repeat(start, StartOurs))),
            .. Enumerable.Range(0, Starters).Select(_ => Child.OnThreadAsync(() => Repeat(start, () => StartTheirs(foreign)))),
            .. Enumerable.Range(0, 2).Select(_ => Child.OnThreadAsync(() => Repeat(start, MakeInheritablePipe))),
        ];

        int[] rounds = await Task.WhenAll(threads).WaitAsync(
            s_duration + TimeSpan.FromMilliseconds(Child.HangGuard), TestContext.Current.CancellationToken);

        Assert.All(rounds, count => Assert.NotEqual(0, count));
        Assert.False(unrelated.HasExited);
    }

    private static int Repeat(long start, Action action)
    {
        int rounds = 0;
        while (Stopwatch.GetElapsedTime(start) < s_duration)
        {
            action();
            rounds++;
        }

        return rounds;
    }

    private static void StartOurs()
    {
        using AnonymousPipe output = AnonymousPipe.Create();
        using AnonymousPipe given = AnonymousPipe.Create();

        // It lives until this round's end, through the starts of all other threads.
        using ChildProcess neighbour = ChildProcess.Start(new ChildProcessOptions(Cat.Program, Cat.Arguments)
        {
            StandardInput = ChildInput.Pipe,
            StandardOutput = ChildOutput.Null,
        });
        using ChildProcess child = ChildProcess.Start(new ChildProcessOptions(TestChildProgram.Path, "fds")
        {
            StandardInput = ChildInput.Null,
            StandardOutput = output.WriteEnd,
            StandardError = ChildOutput.Null,
            InheritedHandles = { given.ReadEnd.As(OwnDescriptor) },
        });

        using StreamReader reader = new(output.ReadEnd);
        Assert.Equal([0, 1, 2, OwnDescriptor], InheritedDescriptors.Numbers(reader.ReadToEnd()));
        Assert.True(child.WaitForExit().IsSuccess);

        // Another start's child holds a copy of everything until its exec: for a moment only.
        WorkerThread.SpinUntil(() => given.WriteEnd.IsOtherEndClosed, "the last copy's closing");
        Assert.False(neighbour.HasExited);
    }

    private static void StartTheirs(int[] foreign)
    {
        (string output, int code) = RuntimeChild.Run("fds");

        Assert.Equal([0, 1, 2], InheritedDescriptors.Numbers(output).Except(foreign));
        Assert.Equal(0, code);
    }

    private static void MakeInheritablePipe()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(inheritability: HandleInheritability.Inheritable);

        pipe.WriteEnd.WriteByte(1);
        pipe.WriteEnd.Dispose();
        Assert.Equal(1, pipe.ReadEnd.ReadByte());
        Assert.Equal(-1, pipe.ReadEnd.ReadByte());
    }
}
