using System.Runtime.Versioning;
using Standpipe.Platform;
using Standpipe.Platform.Linux;

namespace Standpipe.Tests;

/// <summary>What is read of other processes.</summary>
[Collection("Processes")]
[SupportedOSPlatform("linux")]
public class LinuxProbeTests
{
    private const string Reason = "/proc is Linux's.";

    [LinuxFact(Reason)]
    public void ControlGroup_FileThatMayNotBeRead_IsTakenForEmpty()
    {
        // A directory is refused to everybody, as another user's file is to those who are not root.
        _ = Assert.Throws<UnauthorizedAccessException>(() => File.ReadAllText("/proc"));

        Assert.Empty(LinuxControlGroup.ReadText("/proc"));
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task ThreadProbe_FirstThreadHasLeft_OthersAreAtWhatTheyWere()
    {
        await using ChildProcess child = ChildProcess.Start(Child.Holding());
        await Child.AwaitReadyAsync(child);
        using ProcDirectory directory = ProcDirectory.Open(child.Id);
        List<int> ids = [];
        _ = directory.List("task\0"u8, ids);
        Assert.NotEqual(1, ids.Count);

        foreach (int id in ids)
        {
            using LinuxThreadProbe probe = new(directory, id, isFirst: id == child.Id);
            WaitKind kind = probe.Read('Z').Kind;
            Assert.Equal(id == child.Id, kind == WaitKind.Exited);
            Assert.Equal(WaitKind.Stopped, probe.Read('T').Kind);
        }
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task ProcessProbe_ChildOfAnotherThread_IsListed()
    {
        // It starts its child on a thread of the pool.
        await using ChildProcess parent = ChildProcess.Start(new ChildProcessOptions(TestChildProgram.Path, "hold-child")
        {
            StandardInput = ChildInput.Pipe,
            StandardOutput = ChildOutput.Pipe,
        });
        await Child.AwaitReadyAsync(parent);
        using LinuxProcessProbe probe = new(parent.Id);
        List<int> children = [];

        probe.Read();
        probe.ReadChildren(children);

        _ = Assert.Single(children);
    }

    [LinuxTheory(Reason)]
    [InlineData(Errno.ENOENT, true)]
    [InlineData(Errno.ESRCH, true)]
    [InlineData(Errno.EMFILE, false)]
    [InlineData(Errno.EPERM, false)]
    public void ProcFailure_ErrorNumber_IsGoneOnlyIfNotThere(int error, bool isGone)
    {
        Assert.Equal(isGone, ProcFailure.IsGone(error));
        Assert.Equal(isGone && error != Errno.ENOENT, ProcFailure.IsGone(new IOException("As .NET makes of it.", error)));
    }

    [LinuxFact(Reason)]
    public void ProcFailure_Exceptions_TellWhatTheErrorNumberDid()
    {
        using ScratchDirectory scratch = new();
        _ = File.CreateSymbolicLink(scratch["loop"], scratch["loop"]);

        Assert.True(ProcFailure.IsGone(Assert.Throws<FileNotFoundException>(() => File.ReadAllText("/proc/self/none"))));
        Assert.True(ProcFailure.IsGone(Assert.Throws<DirectoryNotFoundException>(() => File.ReadAllText("/proc/0/stat"))));
        Assert.False(ProcFailure.IsGone(Assert.Throws<UnauthorizedAccessException>(() => File.ReadAllText("/proc/self"))));
        Assert.False(ProcFailure.IsGone(Assert.Throws<IOException>(() => File.ReadAllText(scratch["loop"]))));
    }

    [LinuxFact(Reason)]
    public void ReadParent_NotToBeSeen_IsUnknown()
    {
        // What a read of a directory is refused with is what hidepid=1 refuses with.
        using ScratchDirectory scratch = new();
        _ = Directory.CreateDirectory(scratch["stat"]);

        Assert.Null(LinuxProcessTree.ReadParent(scratch.Path));
        Assert.NotNull(LinuxProcessTree.ReadParent("/proc/self"));
    }

    [LinuxFact(Reason)]
    public void ReadParent_CannotBeRead_IsNotTakenForGone()
    {
        using ScratchDirectory scratch = new();
        _ = File.CreateSymbolicLink(scratch["stat"], scratch["stat"]);

        _ = Assert.Throws<IOException>(() => LinuxProcessTree.ReadParent(scratch.Path));
        Assert.Null(LinuxProcessTree.ReadParent(scratch["none"]));
    }

    [LinuxFact(Reason)]
    public void ReadThreadsChildren_SomeThreadsHaveEnded_GivesTheOthersChildren()
    {
        // Every second one has ended, so that some are listed after one that has, in whatever order.
        const int Threads = 20;
        using ScratchDirectory scratch = new();
        for (int i = 0; i < Threads; i++)
        {
            DirectoryInfo thread = Directory.CreateDirectory(scratch[GraphTest.Number(i)]);
            if (i % 2 == 0)
            {
                File.WriteAllText(Path.Join(thread.FullName, "children"), $"{100 + i} {200 + i} ");
            }
        }

        List<int> children = LinuxProcessTree.ReadThreadsChildren(scratch.Path);

        Assert.Equal(Threads, children.Distinct().Count());
        Assert.Empty(LinuxProcessTree.ReadThreadsChildren(scratch["none"]));
    }

    [LinuxFact(Reason, Timeout = Child.HangGuard)]
    public async Task ProcessProbe_NoDescriptorsAtFirst_TellsLaterAndSeesTheEnd()
    {
        Assert.Equal("False True over", await Child.OutputAsync("observe-without-descriptors"));
    }
}
