using Standpipe.Cli.Reporting;

namespace Standpipe.Cli.Tests.Reporting;

public class OutputFilesTests
{
    [Fact]
    public async Task OpenAsync_OneCannotBeWritten_OpensTheOthers()
    {
        using Scratch scratch = new();
        using OutputFiles files = new();

        IOException exception = await Assert.ThrowsAsync<IOException>(() => OpenAsync(files, scratch.In("first"), scratch.In("no/such"), scratch.In("last")));

        Assert.Contains(scratch.In("no/such"), exception.Message, StringComparison.Ordinal);
        Assert.Null(files.Find(scratch.In("no/such")));
        files.Find(scratch.In("first"))!.Write("first"u8);
        files.Find(scratch.In("last"))!.Write("last"u8);
        Assert.Equal(["first", "last"], Directory.GetFiles(scratch.Path).Select(File.ReadAllText).Order());
    }

    [Fact]
    public async Task OpenAsync_TwoAreOne_OpensNone()
    {
        using Scratch scratch = new();
        using OutputFiles files = new();

        _ = await Assert.ThrowsAsync<IOException>(() => OpenAsync(files, scratch.In("one"), scratch.In("other"), scratch.In("no/../one")));

        Assert.Empty(Directory.GetFileSystemEntries(scratch.Path));
    }

    [LinuxFact("FIFOs are of Linux.", Timeout = 60_000)]
    public async Task OpenAsync_FifoWithoutReader_HasOpenedTheOthers()
    {
        using Scratch scratch = new();
        using OutputFiles files = new();
        using CancellationTokenSource giveUp = new();
        string fifo = scratch.MakeFifo("fifo");

        Task opening = files.OpenAsync([fifo, scratch.In("file")], giveUp.Token);
        Assert.Equal((false, fifo), (opening.IsCompleted, files.Pending));
        await giveUp.CancelAsync();

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
        Assert.Null(files.Find(fifo));
        files.Find(scratch.In("file"))!.Write("file"u8);
        Assert.Equal("file", File.ReadAllText(scratch.In("file")));

        // What still waits for a reader goes on.
        await Task.Run(() => File.OpenHandle(fifo, FileMode.Open, FileAccess.Read, FileShare.ReadWrite).Dispose(), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Dispose_NotWritten_LeavesNothing()
    {
        using Scratch scratch = new();

        using (OutputFiles files = new())
        {
            await OpenAsync(files, scratch.In("first"), scratch.In("last"));
            Assert.Equal(2, Directory.GetFiles(scratch.Path).Length);
        }

        Assert.Empty(Directory.GetFileSystemEntries(scratch.Path));
    }

    private static Task OpenAsync(OutputFiles files, params string[] paths) => files.OpenAsync(paths, TestContext.Current.CancellationToken);
}
