namespace Standpipe.Native.Tests;

/// <summary>The programs Programs/contract-*.c walk docs/contract.md. Linux prints the transcript, Wine too but for what is stated.</summary>
public sealed class ContractProgramTests(NativeBuild build)
{
    private static readonly string s_folder = Repository.File("test", "Standpipe.Native.Tests", "Programs");

    public static TheoryData<string> Names => ["contract-files", "contract-handles", "contract-pipes", "contract-processes", "contract-waits"];

    /// <summary>Those with a part that makes neither threads nor children.</summary>
    public static TheoryData<string> NamesWithSingleParts => ["contract-files", "contract-handles", "contract-pipes", "contract-waits"];

    [Fact]
    public void Programs_AreAllListed()
    {
        IEnumerable<string> sources = Directory.GetFiles(s_folder, "contract-*.c").Select(file => Path.GetFileNameWithoutExtension(file));

        Assert.Equal(Names.Select(name => name.Data), sources.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Contract_OnLinux_IsKept(string name)
    {
        string program = await build.LinuxProgramAsync(Source(name), Repository.Warnings);

        ProgramRun run = await ProgramRun.StartAsync(ProgramRun.CapturedIn(NewFolder(), program));

        AssertEnded(run);
        Assert.Equal(Transcript(name), Lines(run.Output));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Contract_UnderWine_IsKeptButForWhatIsStated(string name)
    {
        string program = await build.WindowsProgramAsync(Source(name), Repository.Warnings);

        ProgramRun run = await ProgramRun.StartAsync(await build.WineInAsync(NewFolder(), program));

        AssertEnded(run);
        AssertDiffersAsStated(name, Lines(run.Output));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Contract_WithSanitizers_IsKept(string name)
    {
        string program = await build.LinuxProgramAsync(Source(name), Sanitized.Flags);

        ProgramRun run = await Sanitized.RunAsync(NewFolder(), program);

        AssertEnded(run);
        Assert.Equal(Transcript(name), Lines(run.Output));
    }

    [Theory]
    [MemberData(nameof(NamesWithSingleParts))]
    public async Task Contract_UnderValgrindWithoutThreads_IsKept(string name)
    {
        Tools.Require("valgrind");
        string program = await build.LinuxProgramAsync(Source(name));

        ProgramRun run = await ProgramRun.StartAsync(
            ProgramRun.CapturedIn(NewFolder(), "valgrind", "-q", "--error-exitcode=99", program, "alone"));

        AssertEnded(run);
        Assert.NotEmpty(Lines(run.Output));
        Assert.Empty(Lines(run.Output).Except(Transcript(name)));
    }

    [Fact]
    public void Differences_AreOfLinesThatThereAre()
    {
        HashSet<string> keys = [.. Names.SelectMany(name => Transcript(name.Data)).Select(Key)];

        Assert.Empty(KnownDifferences.UnderWine.Where(difference => !keys.Contains(difference.Line)).Select(difference => difference.Line));
    }

    private static void AssertDiffersAsStated(string name, string[] lines)
    {
        string[] expected = Transcript(name);
        Assert.Equal(expected.Select(Key), lines.Select(Key));
        Assert.Equal(expected.Select(line => Stated(line) is { } stated ? $"{stated.Line}: {stated.Wine}" : line), lines);
    }

    private static Difference? Stated(string line) =>
        Array.Find(KnownDifferences.UnderWine, difference => difference.Line == Key(line));

    // "id name: result"; a line without a colon is compared as a whole.
    private static string Key(string line) => line.Contains(": ", StringComparison.Ordinal) ? line[..line.IndexOf(": ", StringComparison.Ordinal)] : line;

    private static void AssertEnded(ProgramRun run)
    {
        Assert.Equal(string.Empty, run.Error);
        Assert.True(run.Status.IsSuccess, $"{run.Status}\n{run.Output}");
    }

    private static string Source(string name) => Path.Combine(s_folder, $"{name}.c");

    private static string[] Transcript(string name) => Lines(File.ReadAllText(Path.Combine(s_folder, $"{name}.out")));

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    // They make files of the same names.
    private string NewFolder() => Directory.CreateDirectory(Path.Combine(build.Folder, Path.GetRandomFileName())).FullName;
}
