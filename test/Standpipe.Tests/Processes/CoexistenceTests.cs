namespace Standpipe.Tests;

[Collection("Processes")]
public class CoexistenceTests
{
    private const int PerThread = 8;
    private const int NotPermitted = 77;

    // Before it a status that somebody else took is gone (PIDFD_GET_INFO tells the exit since Linux 6.15).
    private static readonly Version s_tellsExit = new(6, 15);

    [Fact(Timeout = Child.HangGuard)]
    public async Task Start_BesideTheRuntimesChildren_EachSeesItsOwnCodes()
    {
        Task<List<int?>>[] ours = [.. Enumerable.Range(0, 3).Select(thread => Child.OnThreadAsync(() => Codes(thread, code =>
            ChildProcess.Run(new ChildProcessOptions(TestChildProgram.Path, "exit", $"{code}")).Status.Code)))];
        Task<List<int?>>[] theirs = [.. Enumerable.Range(10, 3).Select(thread => Child.OnThreadAsync(() => Codes(thread, code =>
            RuntimeChild.Run("exit", $"{code}").Code)))];

        Assert.Equal(Enumerable.Range(0, 3).Select(Expected), await Task.WhenAll(ours));
        Assert.Equal(Enumerable.Range(10, 3).Select(Expected), await Task.WhenAll(theirs));

        static List<int?> Codes(int thread, Func<int, int?> run) =>
            [.. Enumerable.Range(0, PerThread).Select(i => run((thread * PerThread) + i))];

        static List<int?> Expected(int thread) =>
            [.. Enumerable.Range(0, PerThread).Select(i => (int?)((thread * PerThread) + i))];
    }

    [LinuxFact("Windows has no signals.", Timeout = Child.HangGuard)]
    public async Task WaitForExit_ChildSignalIgnored_NeitherHangsNorGuesses()
    {
        string status = await Child.OutputAsync("start-ignoring-sigchld", "7");

        Assert.Equal(Environment.OSVersion.Version >= s_tellsExit ? "exit 7" : "status unknown", status);
    }

    [LinuxFact("Process namespaces are of Linux.", Timeout = Child.HangGuard)]
    public async Task WaitForExit_AsProcess1BesideTheRuntime_TellsEveryCode()
    {
        Assert.SkipUnless(Environment.OSVersion.Version >= s_tellsExit, "The kernel does not tell an exit that was taken.");
        ChildResult result = await Child.RunAsync(
            new ChildProcessOptions(TestChildProgram.Path, "in-new-pid-namespace", "run-beside-runtime")
            {
                StandardOutput = ChildOutput.Capture,
            });
        Assert.SkipWhen(result.Status.Code == NotPermitted, "This user may not make a process namespace.");

        Assert.Equal($"1: {string.Join(' ', Enumerable.Range(1, 20))}", result.StandardOutput!.Text);
    }

    [LinuxFact("Windows has no zombies.", Timeout = Child.HangGuard)]
    public async Task Children_NeverWaitedFor_LeaveNoZombies()
    {
        using AnonymousPipe until = AnonymousPipe.Create();
        for (int i = 0; i < 50; i++)
        {
            ChildProcess child = ChildProcess.Start(new ChildProcessOptions(Cat.Program, Cat.Arguments)
            {
                StandardInput = ChildInput.FromHandle(until.ReadEnd.SafeFileHandle),
                OnDispose = ChildDisposal.Leave,
            });
            child.Dispose();
        }

        Assert.Equal(50, ProcessTable.Children().Length);
        until.WriteEnd.Dispose();

        Assert.Empty(await Child.OnThreadAsync(ProcessTable.AwaitNoChildren));
    }
}
