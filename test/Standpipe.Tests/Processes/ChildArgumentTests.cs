namespace Standpipe.Tests;

public class ChildArgumentTests
{
    public static TheoryData<string> Exact => new()
    {
        string.Empty,
        " ",
        "two words",
        "\"quoted\" 'twice' \\back\\",
        "tab\tand $HOME `x` *?[a]",
        "ünïcödé ☃",
        "\U0001F6B0 \U00010348",
        "-",
        "--",
    };

    [Theory(Timeout = Child.HangGuard)]
    [MemberData(nameof(Exact))]
    public async Task Arguments_AnyText_ArriveExactly(string argument)
    {
        string output = await Child.OutputAsync("args", argument, "end");

        Assert.Equal($"{TestChildProgram.Path}\n{argument}\nend", output);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task Arguments_LineEnds_ArriveExactly()
    {
        Assert.Equal($"{TestChildProgram.Path}\na\r\nb\n\nc", await Child.OutputAsync("args", "a\r\nb\n", "c"));
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task Arguments_ListAddedTo_ArrivesInOrder()
    {
        ChildProcessOptions options = new(TestChildProgram.Path, "args") { StandardOutput = ChildOutput.Capture };
        options.Arguments.Add("1");
        options.Arguments.Add("2");

        ChildResult result = await Child.RunAsync(options);

        Assert.Equal($"{TestChildProgram.Path}\n1\n2", result.StandardOutput!.Text);
    }

    [LinuxFact("The child is a program of Linux; see Argument0_Given_ComesFirst.", Timeout = Child.HangGuard)]
    public async Task Argument0_Given_IsTheChildsName()
    {
        ChildProcessOptions options = new("/bin/cat", "/proc/self/cmdline")
        {
            Argument0 = "-another näme",
            StandardOutput = ChildOutput.Capture,
        };

        ChildResult result = await Child.RunAsync(options);

        Assert.Equal("-another näme\0/proc/self/cmdline\0", result.StandardOutput!.Text);
    }

    [WindowsFact("On Linux a program of .NET is found by its own name.", Timeout = Child.HangGuard)]
    public async Task Argument0_Given_ComesFirst()
    {
        ChildProcessOptions options = new(TestChildProgram.Path, "args", "x") { Argument0 = "-another näme", StandardOutput = ChildOutput.Capture };

        ChildResult result = await Child.RunAsync(options);

        Assert.Equal("-another näme\nx", result.StandardOutput!.Text);
    }

    [WindowsFact("On Linux arguments are no command line.")]
    public void Argument0_WithAQuote_IsRefused()
    {
        ChildProcessOptions options = new(TestChildProgram.Path, "args") { Argument0 = "x\" --more \"y" };

        Assert.Equal("Argument0", Assert.Throws<ArgumentException>(() => ChildProcess.Start(options)).ParamName);
    }

    [LinuxFact("The child is a program of Linux.", Timeout = Child.HangGuard)]
    public async Task Argument0_NotGiven_IsTheProgramAsAsked()
    {
        ChildResult result = await Child.RunAsync(
            new ChildProcessOptions("cat", "/proc/self/cmdline") { StandardOutput = ChildOutput.Capture });

        Assert.Equal("cat\0/proc/self/cmdline\0", result.StandardOutput!.Text);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0xD83D)]
    [InlineData(0xDEB0)]
    public void Start_TextThatCannotArrive_IsRefused(int character)
    {
        string text = $"NUL or half a surrogate pair: {(char)character}.";

        AssertRefused(new ChildProcessOptions(text));
        AssertRefused(new ChildProcessOptions(TestChildProgram.Path, text));
        AssertRefused(new ChildProcessOptions(TestChildProgram.Path) { Argument0 = text });
        AssertRefused(new ChildProcessOptions(TestChildProgram.Path) { WorkingDirectory = text });
        AssertRefused(new ChildProcessOptions(TestChildProgram.Path) { Environment = { ["A"] = text } });
        AssertRefused(new ChildProcessOptions(TestChildProgram.Path) { Environment = { [text] = "a" } });
        _ = Assert.ThrowsAny<ArgumentException>(() => ChildInput.FromFile(text));
        _ = Assert.ThrowsAny<ArgumentException>(() => ChildOutput.CreateFile(text));
        _ = Assert.ThrowsAny<ArgumentException>(() => ChildOutput.AppendFile(text));
    }

    [Fact]
    public void Start_EmptyOrMissingText_IsRefused()
    {
        _ = Assert.Throws<ArgumentException>(() => new ChildProcessOptions(string.Empty));
        _ = Assert.Throws<ArgumentNullException>(() => new ChildProcessOptions(null!));
        _ = Assert.Throws<ArgumentNullException>(() => new ChildProcessOptions("cat", null!));
        AssertRefused(new ChildProcessOptions(TestChildProgram.Path, [null!]));
        AssertRefused(new ChildProcessOptions(TestChildProgram.Path) { WorkingDirectory = string.Empty });
        _ = Assert.Throws<ArgumentException>(() => ChildInput.FromFile(string.Empty));
    }

    [Theory]
    [InlineData((ChildDisposal)9, CapturePolicy.UntilExit, ProcessGroupMode.New, HandleInheritance.Listed, 1)]
    [InlineData(ChildDisposal.Kill, (CapturePolicy)9, ProcessGroupMode.New, HandleInheritance.Listed, 1)]
    [InlineData(ChildDisposal.Kill, CapturePolicy.UntilExit, (ProcessGroupMode)9, HandleInheritance.Listed, 1)]
    [InlineData(ChildDisposal.Kill, CapturePolicy.UntilExit, ProcessGroupMode.New, (HandleInheritance)9, 1)]
    [InlineData(ChildDisposal.Kill, CapturePolicy.UntilExit, ProcessGroupMode.New, HandleInheritance.Listed, -1)]
    [InlineData(ChildDisposal.Kill, CapturePolicy.UntilExit, ProcessGroupMode.New, HandleInheritance.Listed, int.MaxValue)]
    public void Start_OptionOutOfRange_IsRefused(
        ChildDisposal disposal, CapturePolicy policy, ProcessGroupMode group, HandleInheritance inheritance, int limit)
    {
        ChildProcessOptions options = new(TestChildProgram.Path)
        {
            OnDispose = disposal,
            CapturePolicy = policy,
            ProcessGroup = group,
            Inheritance = inheritance,
            CaptureLimit = limit,
        };

        _ = Assert.Throws<ArgumentOutOfRangeException>(() => ChildProcess.Start(options));
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task WorkingDirectory_Given_IsWhereTheChildBegins()
    {
        using ScratchDirectory scratch = new();
        string directory = Directory.CreateDirectory(scratch["ünter verzeichnis"]).FullName;
        string before = Environment.CurrentDirectory;
        ChildProcessOptions options = new(TestChildProgram.Path, "cwd")
        {
            WorkingDirectory = directory,
            StandardOutput = ChildOutput.Capture,
        };

        ChildResult result = await Child.RunAsync(options);

        Assert.Equal(directory, result.StandardOutput!.Text);
        Assert.Equal(before, Environment.CurrentDirectory);
    }

    [Fact(Timeout = Child.HangGuard)]
    public async Task WorkingDirectory_NotGiven_IsOurs()
    {
        Assert.Equal(Environment.CurrentDirectory, await Child.OutputAsync("cwd"));
    }

    private static void AssertRefused(ChildProcessOptions options)
    {
        _ = Assert.ThrowsAny<ArgumentException>(() => ChildProcess.Start(options));
    }
}
