namespace Standpipe.Cli.Tests;

public class RunTests
{
    [Fact]
    public void Run_StraightPipeline_Works()
    {
        ChildResult result = Tool.Run("run", $"'{Tool.TestChild}' write 'one two' | '{Tool.TestChild}' cat");

        Assert.Equal("one two", result.EnsureSuccess().StandardOutput!.Text);
    }
}
