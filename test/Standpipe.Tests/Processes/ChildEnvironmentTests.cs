namespace Standpipe.Tests;

public class ChildEnvironmentTests
{
    [Fact(Timeout = Child.HangGuard)]
    public async Task Environment_NothingAsked_IsOurs()
    {
        string name = Name();
        Environment.SetEnvironmentVariable(name, "set after the start ☃");
        try
        {
            Assert.Equal("set after the start ☃", await Child.OutputAsync("env", name));
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    [LinuxTheory("The child is a program of Linux; see ClearEnvironment_OnWindows_IsWhatWasAdded.", Timeout = Child.HangGuard)]
    [InlineData("value")]
    [InlineData("")]
    [InlineData("=with=equals=")]
    [InlineData("line\nend \U0001F6B0")]
    public async Task Environment_VariableAdded_ArrivesExactly(string value)
    {
        ChildResult result = await RunAsync(new ChildProcessOptions("/bin/cat", "/proc/self/environ")
        {
            StandardOutput = ChildOutput.Capture,
            ClearEnvironment = true,
            Environment = { ["NAME"] = value },
        });

        Assert.Equal($"NAME={value}\0", result.StandardOutput!.Text);
    }

    [LinuxFact("The child is a program of Linux; see ClearEnvironment_OnWindows_IsWhatWasAdded.", Timeout = Child.HangGuard)]
    public async Task Environment_VariableOfOursReplaced_IsThereOnce()
    {
        ChildResult result = await RunAsync(new ChildProcessOptions("/bin/cat", "/proc/self/environ")
        {
            StandardOutput = ChildOutput.Capture,
            Environment = { ["PATH"] = "/replaced" },
        });

        string[] paths = [.. result.StandardOutput!.Text.Split('\0').Where(entry => entry.StartsWith("PATH=", StringComparison.Ordinal))];
        Assert.Equal(["PATH=/replaced"], paths);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task Environment_VariableRemoved_IsNotThere()
    {
        ChildResult result = await RunAsync(new ChildProcessOptions(TestChildProgram.Path, "env", "PATH")
        {
            StandardOutput = ChildOutput.Capture,
            Environment = { ["PATH"] = null },
        });

        Assert.Equal("(unset)", result.StandardOutput!.Text);
        Assert.NotNull(Environment.GetEnvironmentVariable("PATH"));
    }

    [LinuxFact("The child is a program of Linux; see ClearEnvironment_OnWindows_IsWhatWasAdded.", Timeout = Child.HangGuard)]
    public async Task ClearEnvironment_NothingAdded_IsEmpty()
    {
        ChildResult result = await RunAsync(new ChildProcessOptions("/bin/cat", "/proc/self/environ")
        {
            StandardOutput = ChildOutput.Capture,
            ClearEnvironment = true,
            Environment = { ["PATH"] = null },
        });

        Assert.Empty(result.StandardOutput!.Text);
    }

    [WindowsTheory("Names of variables differ by case on Linux, and a child of .NET needs none of them.", Timeout = Child.HangGuard)]
    [InlineData("value")]
    [InlineData("=with=equals=")]
    [InlineData("line\nend \U0001F6B0")]
    public async Task ClearEnvironment_OnWindows_IsWhatWasAdded(string value)
    {
        ChildResult result = await RunAsync(new ChildProcessOptions(TestChildProgram.Path, "env")
        {
            StandardOutput = ChildOutput.Capture,
            ClearEnvironment = true,
            Environment =
            {
                ["name"] = "first",
                ["NAME"] = value,
                ["SystemRoot"] = Environment.GetEnvironmentVariable("SystemRoot"),
                ["WINEPREFIX"] = null,
            },
        });

        string[] names = [.. result.StandardOutput!.Text.Split('\n').Select(line => line.Split('=')[0])];
        Assert.Contains($"NAME={value}", result.StandardOutput.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("first", result.StandardOutput.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("PATHEXT", names);
    }

    [Theory]
    [InlineData("")]
    [InlineData("A=B")]
    [InlineData("=")]
    public void Start_ImpossibleName_IsRefused(string name)
    {
        ChildProcessOptions options = new(TestChildProgram.Path, "env") { Environment = { [name] = "x" } };

        _ = Assert.Throws<ArgumentException>(() => ChildProcess.Start(options));
    }

    [LinuxFact("Variables of Windows are UTF-16.", Timeout = Child.HangGuard)]
    public async Task Environment_VariableThatIsNotUtf8_PassesThroughByteByByte()
    {
        ChildResult result = await RunAsync(new ChildProcessOptions(
            TestChildProgram.Path, "exec-with-raw-variable", "run", "/bin/cat", "/proc/self/environ")
        {
            StandardOutput = ChildOutput.Capture,
        });

        Assert.Equal("RAW=\u00FF\0", result.StandardOutput!.Decode(System.Text.Encoding.Latin1));
    }

    private static string Name() => $"STANDPIPE_{Guid.NewGuid():N}";

    private static async Task<ChildResult> RunAsync(ChildProcessOptions options) =>
        (await Child.RunAsync(options)).EnsureSuccess();
}
