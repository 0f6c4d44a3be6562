using System.Reflection;
using Standpipe.Win32;

namespace Standpipe.Native.Tests;

/// <summary>Types, constants, macros and prototypes are those of Windows' headers, of which MinGW's stand here.</summary>
public sealed class LayoutTests(NativeBuild build)
{
    private const string WindowsCompiler = "x86_64-w64-mingw32-gcc";

    private static readonly string[] s_windows10 = ["-D_WIN32_WINNT=0x0A00", "-DNTDDI_VERSION=0x0A000000"];

    // What MinGW's windows.h does not have, of some version that is in use, or has in another header.
    private static readonly string[] s_unknownConstants =
    [
        "DUPLICATE_SAME_ATTRIBUTES", "ERROR_ELEVATION_REQUIRED", "ERROR_NOT_SAME_OBJECT", "ERROR_OBJECT_NAME_EXISTS",
        "ERROR_THREAD_MODE_ALREADY_BACKGROUND", "ERROR_THREAD_MODE_NOT_BACKGROUND",
    ];

    [Theory]
    [InlineData("layout.c", false)]
    [InlineData("layout.c", true)]
    [InlineData("words.c", false)]
    [InlineData("words.c", true)]
    public async Task Program_CompiledForBothSystems_PrintsTheSame(string name, bool wide)
    {
        string source = Repository.File("test", "Standpipe.Native.Tests", "Programs", name);
        string[] unicode = wide ? ["-DUNICODE", "-D_UNICODE"] : [];

        string windows = await WindowsOutputAsync(source, unicode);
        string linux = await LinuxOutputAsync(source, [.. unicode, "-fshort-wchar"]);

        Assert.NotEmpty(windows);
        Assert.Equal(windows, linux);
    }

    [Fact]
    public async Task Constants_OfAllHeaders_HaveWindowsValuesAndSizes()
    {
        Tools.Require("gcc", WindowsCompiler);
        string folder = Folder("constants");
        HashSet<string> ours = await Headers.ConstantsAsync(
            "gcc", ["-I", Repository.Include], Headers.Source(folder, "ours.c", Headers.Windows), IsOurs);
        HashSet<string> theirs = await Headers.ConstantsAsync(
            WindowsCompiler, s_windows10, Headers.Source(folder, "theirs.c", "windows.h", "shellapi.h"), _ => true);
        Assert.True(ours.Count > 700, $"Only {ours.Count} constants were found.");
        Assert.Empty(s_unknownConstants.Except(ours));

        string source = Path.Combine(folder, "constants.c");
        await File.WriteAllLinesAsync(
            source,
            [
                "#include <windows.h>",
                "#include <stdio.h>",
                "int main(void) {",
                .. ours.Except(s_unknownConstants.Except(theirs)).Order(StringComparer.Ordinal)
                    .Select(name => $"printf(\"{name} %llx %u\\n\", (unsigned long long)({name}), (unsigned)sizeof({name}));"),
                "return 0; }",
            ],
            TestContext.Current.CancellationToken);
        string windows = await WindowsOutputAsync(source, [.. s_windows10, "-w"]);
        string linux = await LinuxOutputAsync(source, "-w");

        Assert.Equal(windows.Split('\n'), linux.Split('\n'));
    }

    [Fact]
    public async Task Constants_OfTheDotNetLayer_AreTheHeaders()
    {
        string source = Path.Combine(Folder("dotnet"), "constants.c");
        string[] errors = [.. Enum.GetValues<WIN32_ERROR>().Select(error => Same(error.ToString(), (uint)error))];
        string[] constants =
        [
            .. from field in typeof(Kernel32).GetFields(BindingFlags.Public | BindingFlags.Static)
               where field.IsLiteral
               select Same(field.Name, (uint)field.GetRawConstantValue()!),
        ];
        await File.WriteAllLinesAsync(
            source, ["#include <windows.h>", .. errors, .. constants], TestContext.Current.CancellationToken);

        ProgramRun run = await Headers.CheckAsync("gcc", ["-w"], source);

        Assert.NotEmpty(constants);
        Assert.True(run.Status.IsSuccess, run.Error);
    }

    [Fact]
    public async Task Prototypes_OfAllFunctions_AreWindowsOnes()
    {
        Tools.Require("gcc", WindowsCompiler);
        string folder = Folder("prototypes");
        Dictionary<string, string> ours = await Headers.FunctionsAsync(
            "gcc", ["-I", Repository.Include], Headers.Source(folder, "ours.c", Headers.Windows), IsOurs);
        Dictionary<string, string> theirs = await Headers.FunctionsAsync(
            WindowsCompiler, s_windows10, Headers.Source(folder, "theirs.c", "windows.h", "shellapi.h"), _ => true);
        Assert.True(ours.Count > 200, $"Only {ours.Count} functions were found.");

        string[] different =
        [
            .. from function in ours
               where !theirs.TryGetValue(function.Key, out string? other) || Plain(function.Value) != Plain(other)
               select $"{function.Value}, and for Windows {theirs.GetValueOrDefault(function.Key)}",
        ];

        Assert.True(different.Length == 0, string.Join('\n', different));
    }

    private static string Same(string name, uint value) => $"_Static_assert({name} == 0x{value:x}u, \"{name}\");";

    // The same, where two headers or compilers write it in two ways.
    private static string Plain(string declaration) => declaration
        .Replace("WINBOOL", "BOOL", StringComparison.Ordinal)
        .Replace("va_list (*)", "va_list *", StringComparison.Ordinal)
        .Replace("__va_list_tag *", "va_list", StringComparison.Ordinal)
        .Replace("volatile ", string.Empty, StringComparison.Ordinal);

    private static bool IsOurs(string file) => file.StartsWith(Repository.Include, StringComparison.Ordinal);

    private async Task<string> WindowsOutputAsync(string source, params string[] flags)
    {
        string program = await build.WindowsProgramAsync(source, flags);
        ProgramRun run = await ProgramRun.StartAsync(await build.WineAsync(program));
        Assert.True(run.Status.IsSuccess, run.Error);
        return run.Output;
    }

    private async Task<string> LinuxOutputAsync(string source, params string[] flags)
    {
        string program = await build.LinuxProgramAsync(source, flags);
        ProgramRun run = await ProgramRun.StartAsync(ProgramRun.Captured(program));
        Assert.True(run.Status.IsSuccess, run.Error);
        return run.Output;
    }

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(build.Folder, name)).FullName;
}
