namespace Standpipe.Native.Tests;

/// <summary>The programs Programs/system-*.c: paths, messages, modules, and what ends a program.</summary>
public sealed class SystemProgramTests(NativeBuild build)
{
    private static readonly string s_folder = Repository.File("test", "Standpipe.Native.Tests", "Programs");

    public static TheoryData<string> NamesOfBoth => ["system-files", "system-messages", "system-modules"];

    [Theory]
    [MemberData(nameof(NamesOfBoth))]
    public async Task Program_OnLinuxAndUnderWine_PrintsTheSame(string name)
    {
        string linux = await build.LinuxProgramAsync(Source(name), Repository.Warnings);
        string windows = await build.WindowsProgramAsync(Source(name));

        ProgramRun here = await ProgramRun.StartAsync(ProgramRun.CapturedIn(NewFolder(), linux));
        ProgramRun there = await ProgramRun.StartAsync(await build.WineInAsync(NewFolder(), windows));

        Assert.True(here.Output.Length > 300, here.Output + here.Error);
        Assert.Equal(there.Output.Split('\n'), here.Output.Split('\n'));
        Assert.Equal((there.Status.Code, there.Error), (here.Status.Code, here.Error));
    }

    [Theory]
    [MemberData(nameof(NamesOfBoth))]
    public async Task Program_WithSanitizers_EndsWell(string name)
    {
        string program = await build.LinuxProgramAsync(Source(name), Sanitized.Flags);

        ProgramRun run = await Sanitized.RunAsync(NewFolder(), program);

        Assert.Equal((0, string.Empty), (run.Status.Code, run.Error));
    }

    [Theory]
    [InlineData("-std=c99")]
    [InlineData("-std=c17")]
    [InlineData("-x", "c++", "-std=c++17")]
    public async Task Stprintf_WithAndWithoutTheRoom_WritesTheText(params string[] language)
    {
        string[] flags = [.. Repository.Warnings, "-fshort-wchar", "-DUNICODE", "-D_UNICODE", .. language];
        string program = await build.LinuxProgramAsync(Source("system-tchar"), flags);

        ProgramRun run = await ProgramRun.StartAsync(ProgramRun.Captured(program));

        Assert.Equal("5 arguments\nwith its room\nformat 3\nalone\n", run.Output);
    }

    [Fact]
    public async Task GetConsoleMode_OfWhatIsNoConsole_IsError6()
    {
        ProgramRun run = await RunAsync("consoles");

        Assert.Equal(
            """
            GetConsoleMode(ends[0], &mode): 0, err 6
            GetConsoleMode(nothing, &mode): 0, err 6
            GetConsoleMode(NULL, &mode): 0, err 6
            mode: 55
            WriteConsoleA(ends[1], "x", 1, &count, NULL): 0, err 6
            WriteConsoleW(ends[1], wide_x, 1, &count, NULL): 0, err 6
            SetConsoleMode(ends[1], 0): 0, err 6
            FlushConsoleInputBuffer(ends[0]): 0, err 6
            GetConsoleOutputCP(): 65001

            """,
            run.Output);
    }

    [Fact]
    public async Task WriteFile_WithoutAReader_DoesNotEndTheProgram_AndExitProcessWritesOutWhatWasPrinted()
    {
        ProgramRun run = await RunAsync("no-reader");

        Assert.Equal("WriteFile(ends[1], \"x\", 1, &count, NULL): 0, err 232\nalive, and this is not flushed by hand", run.Output);
        Assert.Equal(3, run.Status.Code);
    }

    [Fact]
    public async Task SetConsoleCtrlHandler_HandlerAndThenNone_IsToldAndThenTheProgramEndsByTheSignal()
    {
        ProgramRun run = await RunAsync("handled");

        Assert.Equal(
            """
            SetConsoleCtrlHandler(on_event, TRUE): 1
            GenerateConsoleCtrlEvent(CTRL_C_EVENT, 0): 1
            WaitForSingleObject(told, INFINITE) == WAIT_OBJECT_0: 1
            last_event: 0
            SetConsoleCtrlHandler(on_event, FALSE): 1
            SetConsoleCtrlHandler(on_event, FALSE): 0, err 87
            GenerateConsoleCtrlEvent(7, 0): 0, err 87

            """,
            run.Output);
        Assert.Equal("SIGINT", run.Status.SignalName);
    }

    private static string Source(string name) => Path.Combine(s_folder, $"{name}.c");

    private string NewFolder() => Directory.CreateDirectory(Path.Combine(build.Folder, Path.GetRandomFileName())).FullName;

    // In a group of its own: a Ctrl-C goes to the whole group, which else would be the tests'.
    private async Task<ProgramRun> RunAsync(string what)
    {
        string program = await build.LinuxProgramAsync(Source("system-console"), Repository.Warnings);
        ChildResult result = await ChildProcess.RunAsync(
            new ChildProcessOptions(program, what)
            {
                StandardInput = ChildInput.Null,
                StandardOutput = ChildOutput.Capture,
                StandardError = ChildOutput.Capture,
                ProcessGroup = ProcessGroupMode.New,
            },
            TestContext.Current.CancellationToken);
        return new ProgramRun(result.Status, result.StandardOutput!.Text, result.StandardError!.Text);
    }
}
