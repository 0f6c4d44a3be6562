namespace Standpipe.Native.Tests;

/// <summary>Programs that begin in wmain, WinMain or wWinMain: the library has the main.</summary>
public sealed class EntryTests(NativeBuild build)
{
    private static readonly string s_folder = Repository.File("test", "Standpipe.Native.Tests", "Programs");

    [Theory]
    [InlineData("entry-wmain.c", true, "3 hé two words")]
    [InlineData("entry-wmain-void.c", true, "nothing")]
    [InlineData("entry-wmain-cpp.cpp", true, "3 hé two words")]
    [InlineData("entry-tmain.cpp", true, "3 hé two words")]
    [InlineData("entry-tmain.cpp", false, "3 hé two words")]
    [InlineData("entry-winmain.c", false, "1 1 [hé \"two words\"] 10")]
    [InlineData("entry-wwinmain.cpp", true, "[hé \"two words\"]")]
    public async Task Main_OfTheLibrary_CallsTheProgramsOwn(string source, bool isWide, string expected)
    {
        string[] flags = isWide ? ["-fshort-wchar", "-DUNICODE", "-D_UNICODE"] : [];
        string program = await build.LinuxProgramAsync(Path.Combine(s_folder, source), [.. Repository.Warnings, .. flags]);

        ProgramRun run = await ProgramRun.StartAsync(ProgramRun.Captured(program, "hé", "two words"));

        Assert.Equal(expected + "\n", run.Output);
        Assert.Equal(3, run.Status.Code);
    }

    [Fact]
    public async Task Main_WithoutAnyOfThem_SaysSo()
    {
        string source = Path.Combine(build.Folder, "nothing.c");
        await File.WriteAllTextAsync(source, "int nothing;\n", TestContext.Current.CancellationToken);
        string program = await build.LinuxProgramAsync(source);

        ProgramRun run = await ProgramRun.StartAsync(ProgramRun.Captured(program));

        Assert.Equal("libstandpipe: this program has no main, wmain, WinMain or wWinMain\n", run.Error);
        Assert.Equal(127, run.Status.Code);
    }
}
