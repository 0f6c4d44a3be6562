namespace Standpipe.Tests;

/// <summary>Checks that the tests of the collection leave no child, no zombie, no pipe and no pidfd behind.</summary>
public sealed class ProcessFixture : IAsyncLifetime
{
    private string[] _descriptors = [];

    public async ValueTask InitializeAsync()
    {
        // What is made once and stays, before the counting.
        OpenFiles.MakeWhatStays();
        _ = await Child.OutputAsync("exit", "0");
        _descriptors = Find();
    }

    public ValueTask DisposeAsync()
    {
        if (OperatingSystem.IsLinux())
        {
            Assert.Empty(ProcessTable.AwaitNoChildren());
        }

        string[] left = Find();
        Assert.True(left.Length <= _descriptors.Length, $"{string.Join(", ", left)}; before: {string.Join(", ", _descriptors)}");
        return ValueTask.CompletedTask;
    }

    private static string[] Find() => [.. OpenFiles.Links().Where(link =>
        link.StartsWith("pipe:", StringComparison.Ordinal) || link.Contains("pidfd", StringComparison.Ordinal)
        || link.StartsWith("process:", StringComparison.Ordinal))];
}
