namespace Standpipe.Native.Tests;

/// <summary>The C programs of samples/native: the same source, output and exit code on Linux and Windows.</summary>
public sealed class SampleTests(NativeBuild build)
{
    private static readonly string s_folder = Repository.File("samples", "native");

    private static readonly Dictionary<string, string[]> s_arguments = new()
    {
        ["duplicate"] = [],
        ["handle-list"] = [],
        ["handle-value"] = [],
        ["pipeline"] = ["10000"],
        ["redirect"] = ["redirect.in"],
        ["set-std-handle"] = [],
        ["threads"] = [],
    };

    public static TheoryData<string> Names => [.. s_arguments.Keys];

    [Fact]
    public void Samples_AreAllListed()
    {
        IEnumerable<string> sources = Directory.GetFiles(s_folder, "*.c").Select(file => Path.GetFileNameWithoutExtension(file));

        Assert.Equal(s_arguments.Keys.Order(StringComparer.Ordinal), sources.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Sample_OnLinux_PrintsTheTranscript(string name)
    {
        string program = await build.LinuxProgramAsync(Source(name), Repository.Warnings);

        AssertTranscript(name, await RunAsync(program, s_arguments[name]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Sample_UnderWine_PrintsTheSame(string name)
    {
        string program = await build.WindowsProgramAsync(Source(name), Repository.Warnings);
        ChildProcessOptions options = await build.WineInAsync(s_folder, program, s_arguments[name]);

        AssertTranscript(name, await ProgramRun.StartAsync(options));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Sample_WithSanitizers_PrintsTheSame(string name)
    {
        string program = await build.LinuxProgramAsync(Source(name), Sanitized.Flags);

        AssertTranscript(name, await Sanitized.RunAsync(s_folder, program, s_arguments[name]));
    }

    /// <summary>The others start children, for which valgrind 3.19 lacks a system call (pidfd_open); the sanitizers see all of them.</summary>
    [Fact]
    public async Task Threads_UnderValgrind_PrintsTheSame()
    {
        Tools.Require("valgrind");
        string program = await build.LinuxProgramAsync(Source("threads"));

        ProgramRun run = await RunAsync("valgrind", ["-q", "--error-exitcode=99", program]);

        // What valgrind says of system calls that it does not know begins so; its findings begin with ==.
        IEnumerable<string> findings = run.Error.Split('\n').Where(line => !line.StartsWith("--", StringComparison.Ordinal));
        AssertTranscript("threads", run with { Error = string.Join('\n', findings) });
    }

    [Fact]
    public async Task Redirect_MoreThanThePipesHold_ComesBackWhole()
    {
        string program = await build.LinuxProgramAsync(Source("redirect"));
        string input = Path.Combine(build.Folder, "large.in");
        await File.WriteAllTextAsync(input, string.Concat(Enumerable.Repeat("0123456789 abcdef\n", 50_000)), TestContext.Current.CancellationToken);

        ProgramRun run = await RunAsync(program, [input]);

        Assert.Equal((0, string.Empty), (run.Status.Code, run.Error));
        Assert.Equal((await File.ReadAllTextAsync(input, TestContext.Current.CancellationToken)).ToUpperInvariant(), run.Output);
    }

    [Theory]
    [InlineData("redirect", "missing.in", "CreateFile: error 2\n")]
    [InlineData("redirect", null, "usage: redirect FILE\n")]
    [InlineData("pipeline", null, "usage: pipeline COUNT\n")]
    public async Task Sample_WithoutWhatItNeeds_SaysSoAndFails(string name, string? argument, string error)
    {
        string program = await build.LinuxProgramAsync(Source(name));

        ProgramRun run = await RunAsync(program, argument is null ? [] : [argument]);

        Assert.Equal((1, string.Empty, error), (run.Status.Code, run.Output, run.Error));
    }

    private static string Source(string name) => Path.Combine(s_folder, $"{name}.c");

    private static Task<ProgramRun> RunAsync(string program, string[] arguments) =>
        ProgramRun.StartAsync(ProgramRun.CapturedIn(s_folder, program, arguments));

    private static void AssertTranscript(string name, ProgramRun run)
    {
        Assert.Equal(File.ReadAllText(Path.Combine(s_folder, $"{name}.out")), run.Output);
        Assert.Equal(string.Empty, run.Error);
        Assert.Equal(ExitStatus.FromCode(0), run.Status);
    }
}
