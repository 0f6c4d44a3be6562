namespace Standpipe.Native.Tests;

/// <summary>The headers compile: each alone and all together, in every C and C++ that is promised, without a warning.</summary>
public sealed class HeaderTests(NativeBuild build)
{
    private static readonly string[] s_strict = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"];
    private static readonly string[] s_wide = ["-fshort-wchar", "-DUNICODE", "-D_UNICODE"];

    public static TheoryData<string, bool> Languages { get; } = new(
        from language in (string[])["c99", "c11", "c17", "gnu17", "c++11", "c++17", "c++20"]
        from wide in (bool[])[false, true]
        select (language, wide));

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task EachHeader_Alone_CompilesWithoutAWarning(string language, bool wide)
    {
        string[] sources = [.. Headers.All.Select(header => Headers.Source(Folder(language, wide), header + Extension(language), header))];

        ProgramRun run = await Headers.CheckAsync(Compiler(language), Flags(language, wide), sources);

        Assert.True(run.Status.IsSuccess, run.Error);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task AllHeaders_TogetherTwiceAndBackwards_CompileWithoutAWarning(string language, bool wide)
    {
        string folder = Folder(language, wide);
        string forwards = Headers.Source(folder, "forwards" + Extension(language), [.. Headers.All, .. Headers.All]);
        string backwards = Headers.Source(folder, "backwards" + Extension(language), Headers.All.Reverse());
        string usual = Headers.Source(folder, "usual" + Extension(language), "windows.h", "tchar.h", "stdio.h", "strsafe.h", "windows.h");

        ProgramRun run = await Headers.CheckAsync(Compiler(language), Flags(language, wide), forwards, backwards, usual);

        Assert.True(run.Status.IsSuccess, run.Error);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task StandardHeaders_BeforeAndAfterWindowsH_CompileWithoutAWarning(string language, bool wide)
    {
        string[] standard = Extension(language) == ".cpp"
            ? ["algorithm", "atomic", "chrono", "filesystem", "fstream", "functional", "iostream", "limits", "locale", "map", "memory",
                "mutex", "random", "regex", "sstream", "string", "thread", "vector"]
            : ["assert.h", "ctype.h", "errno.h", "fcntl.h", "limits.h", "locale.h", "math.h", "signal.h", "stdbool.h", "stdint.h", "stdio.h",
                "stdlib.h", "string.h", "sys/stat.h", "sys/types.h", "time.h", "wchar.h", "wctype.h"];
        string[] ours = ["windows.h", "tchar.h", "strsafe.h", "process.h", "io.h"];
        string folder = Folder(language, wide);
        string after = Headers.Source(folder, "after" + Extension(language), [.. ours, .. standard]);
        string before = Headers.Source(folder, "before" + Extension(language), [.. standard, .. ours]);

        ProgramRun run = await Headers.CheckAsync(Compiler(language), Flags(language, wide), after, before);

        Assert.True(run.Status.IsSuccess, run.Error);
    }

    [Theory]
    [InlineData("-DUNICODE", "windows.h")]
    [InlineData("-D_UNICODE", "windows.h")]
    [InlineData("-DUNICODE", "winnt.h")]
    [InlineData("-D_UNICODE", "tchar.h")]
    public async Task Unicode_WithoutShortWideCharacters_IsRefusedWithWhatToDo(string define, string header)
    {
        string source = Headers.Source(Folder("unicode" + define, wide: false), header + ".c", header);

        ProgramRun run = await Headers.CheckAsync("gcc", [define], source);

        Assert.False(run.Status.IsSuccess);
        Assert.Contains("-fshort-wchar", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("c++11", false)]
    [InlineData("c++17", false)]
    [InlineData("c++20", false)]
    [InlineData("c++17", true)]
    public async Task CppProgram_WithWhatProgramsDo_CompilesAndRuns(string language, bool wide)
    {
        string program = await build.LinuxProgramAsync(
            Repository.File("test", "Standpipe.Native.Tests", "Programs", "words-cpp.cpp"), [.. Flags(language, wide)]);

        ProgramRun run = await ProgramRun.StartAsync(ProgramRun.Captured(program));

        Assert.True(run.Status.IsSuccess, run.Error);
    }

    private static string Compiler(string language) => Extension(language) == ".cpp" ? "g++" : "gcc";

    private static string Extension(string language) => language.StartsWith("c++", StringComparison.Ordinal) ? ".cpp" : ".c";

    private static string[] Flags(string language, bool wide) => [$"-std={language}", .. s_strict, .. wide ? s_wide : []];

    private string Folder(string language, bool wide) =>
        Directory.CreateDirectory(Path.Combine(build.Folder, $"headers-{language}-{(wide ? "wide" : "narrow")}")).FullName;
}
