namespace Standpipe.Native.Tests;

/// <summary>The programs Programs/threads-*: threads, what they wait for, and what they leave. Each prints its transcript, on Linux and under Wine.</summary>
public sealed class ThreadProgramTests(NativeBuild build)
{
    private static readonly string s_folder = Repository.File("test", "Standpipe.Native.Tests", "Programs");

    /// <summary>Those that do the same on Windows.</summary>
    public static TheoryData<string> Names => ["threads-life.c", "threads-calls.c", "threads-sync.c", "threads-child.c"];

    /// <summary>Those that look at what is Linux's own, and at what Wine does not do as Windows.</summary>
    public static TheoryData<string> LinuxNames => ["threads-refusals.c", "threads-many.c", "threads-keys.c", "threads-cpp.cpp"];

    /// <summary>Those without children: valgrind knows no pidfds, of which a process needs one.</summary>
    public static TheoryData<string> NamesWithoutChildren => ["threads-life.c", "threads-calls.c", "threads-sync.c", "threads-refusals.c"];

    [Theory]
    [MemberData(nameof(Names))]
    [MemberData(nameof(LinuxNames))]
    public async Task Program_OnLinux_PrintsItsTranscript(string name)
    {
        string program = await build.LinuxProgramAsync(Source(name), Repository.Warnings);

        ProgramRun run = await ProgramRun.StartAsync(ProgramRun.Captured(program));

        AssertTranscript(name, run);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Program_UnderWine_PrintsItsTranscript(string name)
    {
        string program = await build.WindowsProgramAsync(Source(name), Repository.Warnings);

        ProgramRun run = await ProgramRun.StartAsync(await build.WineAsync(program));

        AssertTranscript(name, run);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Program_WithSanitizers_PrintsItsTranscript(string name)
    {
        string program = await build.LinuxProgramAsync(Source(name), Sanitized.Flags);

        ProgramRun run = await Sanitized.RunAsync(build.Folder, program);

        AssertTranscript(name, run);
        Assert.Equal(string.Empty, run.Error);
    }

    // The way of Linux before 6.9, too, on which threads have no pidfds.
    [Theory]
    [MemberData(nameof(NamesWithoutChildren))]
    public async Task Program_UnderValgrindWhichHasNoPidfds_PrintsItsTranscript(string name)
    {
        Tools.Require("valgrind");
        string program = await build.LinuxProgramAsync(Source(name));

        ProgramRun run = await ProgramRun.StartAsync(
            ProgramRun.Captured("valgrind", "-q", "--fair-sched=yes", "--error-exitcode=99", program));

        AssertTranscript(name, run);
    }

    [Theory]
    [InlineData("alone", 22, "nobody else")]
    [InlineData("handler", 22, "handler: 1")]
    [InlineData("returns", 23, "the first thread: 22\nwithout an end of line")]
    [InlineData("last", 24, "the first thread: 22\nwithout an end of line")]
    public async Task ExitThread_OfTheFirstThread_LeavesTheProcessToTheLast(string how, int code, string output)
    {
        string program = await build.LinuxProgramAsync(Source("threads-first.c"), Repository.Warnings);

        ProgramRun run = await ProgramRun.StartAsync(ProgramRun.Captured(program, how));

        Assert.Equal((code, output), (run.Status.Code, run.Output));
    }

    [Theory]
    [InlineData("alone", 22, "nobody else")]
    [InlineData("handler", 22, "handler: 1")]
    [InlineData("returns", 23, "the first thread: 22\nwithout an end of line")]
    [InlineData("last", 24, "the first thread: 22\nwithout an end of line")]
    public async Task ExitThread_OfTheFirstThreadUnderWine_LeavesTheProcessToTheLast(string how, int code, string output)
    {
        string program = await build.WindowsProgramAsync(Source("threads-first.c"), Repository.Warnings);

        ProgramRun run = await ProgramRun.StartAsync(await build.WineAsync(program, how));

        Assert.Equal((code, output), (run.Status.Code, run.Output));
    }

    private static void AssertTranscript(string name, ProgramRun run)
    {
        Assert.Equal(File.ReadAllText(Path.ChangeExtension(Source(name), ".out")), run.Output);
        Assert.True(run.Status.IsSuccess, $"{run.Status}\n{run.Error}");
    }

    private static string Source(string name) => Path.Combine(s_folder, name);
}
