namespace Standpipe.Tests;

/// <summary>Checks that the tests of the collection leave no child, no zombie, no pipe and no pidfd behind.</summary>
public sealed class ProcessFixture : IAsyncLifetime
{
    private int _descriptors;

    public async ValueTask InitializeAsync()
    {
        // What is made once and stays, before the counting.
        _ = await Child.OutputAsync("exit", "0");
        _descriptors = Count();
    }

    public ValueTask DisposeAsync()
    {
        if (OperatingSystem.IsLinux())
        {
            Assert.Empty(ProcessTable.AwaitNoChildren());
        }

        Assert.InRange(Count(), 0, _descriptors);
        return ValueTask.CompletedTask;
    }

    private static int Count() => OpenFiles.Links().Count(link =>
        link.StartsWith("pipe:", StringComparison.Ordinal) || link.Contains("pidfd", StringComparison.Ordinal)
        || link.StartsWith("process:", StringComparison.Ordinal));
}
