namespace Standpipe.Native.Tests;

/// <summary>The programs Programs/runtime-*.c: memory, locks, text, printf, times, descriptors. Linux prints the transcript, and so does Wine.</summary>
public sealed class RuntimeProgramTests(NativeBuild build)
{
    private static readonly string s_folder = Repository.File("test", "Standpipe.Native.Tests", "Programs");

    public static TheoryData<string> Names =>
    [
        "runtime-formats", "runtime-here", "runtime-io", "runtime-locks", "runtime-memory", "runtime-scans", "runtime-strsafe", "runtime-text",
        "runtime-times", "runtime-wide",
    ];

    /// <summary>Without what Wine's own C runtime, of Windows 7's time, does otherwise, or has not.</summary>
    public static TheoryData<string> NamesOfBoth => [.. Names.Select(name => name.Data).Where(name => name != "runtime-here")];

    [Fact]
    public void Programs_AreAllListed()
    {
        IEnumerable<string> sources = Directory.GetFiles(s_folder, "runtime-*.c").Select(file => Path.GetFileNameWithoutExtension(file));

        Assert.Equal(Names.Select(name => name.Data), sources.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Program_OnLinux_PrintsTheTranscript(string name)
    {
        string program = await build.LinuxProgramAsync(Source(name), [.. Repository.Warnings, .. Flags(name)]);

        ProgramRun run = await ProgramRun.StartAsync(ProgramRun.CapturedIn(NewFolder(), program));

        AssertPrinted(name, run);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Program_OptimizedAndFortified_PrintsTheTranscript(string name)
    {
        string program = await build.LinuxProgramAsync(Source(name), ["-O2", "-D_FORTIFY_SOURCE=2", .. Flags(name)]);

        ProgramRun run = await ProgramRun.StartAsync(ProgramRun.CapturedIn(NewFolder(), program));

        AssertPrinted(name, run);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Program_WithSanitizers_PrintsTheTranscript(string name)
    {
        string program = await build.LinuxProgramAsync(Source(name), [.. Sanitized.Flags, .. Flags(name)]);

        ProgramRun run = await Sanitized.RunAsync(NewFolder(), program);

        AssertPrinted(name, run);
    }

    [Theory]
    [MemberData(nameof(NamesOfBoth))]
    public async Task Program_UnderWine_PrintsTheTranscript(string name)
    {
        string program = await build.WindowsProgramAsync(Source(name));

        ProgramRun run = await ProgramRun.StartAsync(await build.WineInAsync(NewFolder(), program));

        AssertPrinted(name, run);
    }

    [Fact]
    public async Task OutputDebugString_WithTheVariable_IsOnStandardError()
    {
        string program = await build.LinuxProgramAsync(Source("runtime-here"), Flags("runtime-here"));
        ChildProcessOptions options = ProgramRun.CapturedIn(NewFolder(), program);
        options.Environment["STANDPIPE_DEBUG_OUTPUT"] = "1";

        ProgramRun run = await ProgramRun.StartAsync(options);

        Assert.EndsWith("caption: text\nnobody sees this\n", run.Error);
    }

    // Their wide text is L"..." on both systems; and the one's numbers come from <math.h>.
    private static string[] Flags(string name) => name switch
    {
        "runtime-wide" => ["-fshort-wchar"],
        "runtime-here" => ["-lm"],
        _ => [],
    };

    private static void AssertPrinted(string name, ProgramRun run)
    {
        Assert.Equal(File.ReadAllText(Path.Combine(s_folder, $"{name}.out")), run.Output);
        string error = name == "runtime-here" ? "caption: text\nError: text\ncaption: text\ncaption: text\ncaption: text\n" : string.Empty;
        Assert.Equal(error, run.Error);
        Assert.True(run.Status.IsSuccess, run.Status.ToString());
    }

    private static string Source(string name) => Path.Combine(s_folder, $"{name}.c");

    // They make files of the same names.
    private string NewFolder() => Directory.CreateDirectory(Path.Combine(build.Folder, Path.GetRandomFileName())).FullName;
}
