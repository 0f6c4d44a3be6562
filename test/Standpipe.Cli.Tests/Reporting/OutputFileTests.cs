using Standpipe.Cli.Reporting;

namespace Standpipe.Cli.Tests.Reporting;

public class OutputFileTests
{
    [Fact]
    public void Write_NewFile_IsThereAtOnceAndAlone()
    {
        using Scratch scratch = new();
        using OutputFile file = OutputFile.Open(scratch.In("new"));
        Assert.False(File.Exists(scratch.In("new")));

        file.Write("content"u8);

        Assert.Equal("content", File.ReadAllText(scratch.In("new")));
        Assert.Single(Directory.GetFiles(scratch.Path));
    }

    [Fact]
    public void Write_OldFile_IsReplaced()
    {
        using Scratch scratch = new();
        using OutputFile file = OutputFile.Open(scratch.Write("old", "what was there, and was longer"));
        Assert.Equal("what was there, and was longer", File.ReadAllText(scratch.In("old")));

        file.Write("new"u8);

        Assert.Equal("new", File.ReadAllText(scratch.In("old")));
    }

    [Fact]
    public void Dispose_NotWritten_LeavesTheOldFileAndNothingElse()
    {
        using Scratch scratch = new();

        OutputFile.Open(scratch.Write("old", "old")).Dispose();

        Assert.Equal("old", File.ReadAllText(scratch.In("old")));
        Assert.Single(Directory.GetFiles(scratch.Path));
    }

    [LinuxFact("Modes and links are of Linux.")]
    public void Write_LinkToAFileWithAMode_KeepsBoth()
    {
        using Scratch scratch = new();
        _ = scratch.Write("old", "old", executable: true);
        _ = File.CreateSymbolicLink(scratch.In("link"), "old");
        using OutputFile file = OutputFile.Open(scratch.In("link"));

        file.Write("new"u8);

        Assert.NotNull(File.ResolveLinkTarget(scratch.In("link"), returnFinalTarget: false));
        Assert.Equal("new", File.ReadAllText(scratch.In("old")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(scratch.In("old")));
    }

    [LinuxFact("Devices are of Linux.")]
    public void Write_Device_IsNotReplaced()
    {
        using OutputFile file = OutputFile.Open("/dev/null");

        file.Write("content"u8);

        Assert.Equal(0, new FileInfo("/dev/null").Length);
        Assert.Empty(File.ReadAllText("/dev/null"));
    }

    [LinuxFact("FIFOs are of Linux.", Timeout = 60_000)]
    public async Task Write_Fifo_IsNotReplaced()
    {
        using Scratch scratch = new();
        string fifo = scratch.MakeFifo("fifo");
        Task<string> reading = Task.Run(() => File.ReadAllText(fifo), TestContext.Current.CancellationToken);
        using OutputFile file = OutputFile.Open(fifo);

        file.Write("content"u8);

        Assert.Equal("content", await reading);
        Assert.Single(Directory.GetFiles(scratch.Path));
    }

    [LinuxFact("Windows does not replace a file that somebody has open.")]
    public void Write_EmptyFile_IsReplacedToo()
    {
        using Scratch scratch = new();
        using FileStream old = new(scratch.Write("old", string.Empty), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using OutputFile file = OutputFile.Open(scratch.In("old"));

        file.Write("content"u8);

        Assert.Equal(-1, old.ReadByte());
        Assert.Equal("content", File.ReadAllText(scratch.In("old")));
    }

    [Fact]
    public void Open_Twice_EachHasAFileThatIsItsOwn()
    {
        using Scratch scratch = new();
        using OutputFile first = OutputFile.Open(scratch.In("new"));
        using OutputFile second = OutputFile.Open(scratch.In("new"));
        Assert.Equal(2, Directory.GetFiles(scratch.Path).Length);

        first.Write("first, and longer"u8);
        second.Write("second"u8);

        Assert.Equal("second", File.ReadAllText(scratch.In("new")));
    }

    [Theory]
    [InlineData("-")]
    [InlineData("/dev/stdout")]
    [InlineData("/dev/fd/1")]
    public void Open_StandardOutput_IsRefused(string path) =>
        Assert.Contains("standard output is the graph's", Assert.Throws<IOException>(() => OutputFile.Open(path)).Message, StringComparison.Ordinal);

    [Fact]
    public void Open_CannotBeWritten_SaysWhichAndWhy()
    {
        using Scratch scratch = new();

        Assert.Contains(scratch.Path, Assert.Throws<IOException>(() => OutputFile.Open(scratch.Path)).Message, StringComparison.Ordinal);
        Assert.Contains("missing", Assert.Throws<IOException>(() => OutputFile.Open(Path.Combine(scratch.Path, "missing", "file"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_CannotBePutInItsPlace_SaysSoAndLeavesNothing()
    {
        using Scratch scratch = new();
        using OutputFile file = OutputFile.Open(scratch.In("new"));
        _ = Directory.CreateDirectory(scratch.In("new"));

        Assert.StartsWith($"cannot write '{scratch.In("new")}': ", Assert.Throws<IOException>(() => file.Write("content"u8)).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(scratch.Path));
    }

    [LinuxFact("Windows does not delete a file that somebody has open: what was written whole gets its place.")]
    public void Write_Abandoned_LeavesTheOldFile()
    {
        using Scratch scratch = new();
        using OutputFile file = OutputFile.Open(scratch.Write("old", "old"));

        // As a signal's thread does while this one writes.
        file.Abandon();

        _ = Assert.Throws<IOException>(() => file.Write("new"u8));
        Assert.Equal("old", File.ReadAllText(scratch.In("old")));
        Assert.Single(Directory.GetFiles(scratch.Path));
    }

    [LinuxFact("Links are of Linux.")]
    public void Identify_OneFile_IsTheSameForEverySpelling()
    {
        using Scratch scratch = new();
        _ = scratch.Write("old", "old");
        _ = File.CreateSymbolicLink(scratch.In("link"), "old");
        _ = File.CreateSymbolicLink(scratch.In("directory"), scratch.Path);

        string[] old = [scratch.In("old"), $"{scratch.Path}/./old", scratch.In("link"), scratch.In("directory/old")];
        string[] missing = [scratch.In("new"), scratch.In("directory/new"), $"{scratch.Path}/no/../new"];
        string[] error = ["/dev/stderr", "/dev/fd/2", "/proc/self/fd/2"];
        foreach (string[] paths in (string[][])[old, missing, error])
        {
            _ = Assert.Single(paths.Select(OutputFile.Identify).Distinct());
        }

        Assert.Equal(3, ((string[])[old[0], missing[0], error[0]]).Select(OutputFile.Identify).Distinct().Count());
    }

    [LinuxFact("A device that is always full is of Linux.")]
    public void Write_DiskFull_SaysSo()
    {
        using OutputFile file = OutputFile.Open("/dev/full");

        Assert.StartsWith("cannot write '/dev/full': ", Assert.Throws<IOException>(() => file.Write("content"u8)).Message, StringComparison.Ordinal);
    }
}
