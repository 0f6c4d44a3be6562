using System.Text.RegularExpressions;

namespace Standpipe.Native.Tests;

/// <summary>What the headers declare is what the library exports, and there is little else.</summary>
public sealed partial class ExportTests(NativeBuild build)
{
    // In no header, each for a reason.
    private static readonly string[] s_others =
    [
        // For whoever loads the library without a header, to know what it is.
        "standpipe_version",

        // For DllImport declarations: which of two functions a name without A or W means.
        "standpipe_choose_name",

        // The .NET runtime's own, for debuggers.
        "DotNetRuntimeDebugHeader",

        // For the linker, where a program has wmain or WinMain in its place.
        "main",
    ];

    // Declared for the program to define.
    private static readonly string[] s_ofTheProgram = ["WinMain", "wWinMain"];

    [Fact]
    public async Task DeclaredFunctions_OfAllHeaders_AreExported()
    {
        HashSet<string> exported = await ExportedAsync();

        string missing = Lines((await DeclaredAsync()).Except(exported));

        Assert.True(missing.Length == 0, "Declared, and not exported: " + missing);
    }

    [Fact]
    public async Task ExportedFunctions_OfTheLibrary_AreDeclaredOrOnTheList()
    {
        HashSet<string> exported = await ExportedAsync();
        HashSet<string> declared = await DeclaredAsync();

        string unknown = Lines(
            exported.Except(declared).Except(s_others).Except(OfTheOtherHalf())
                .Where(name => !(declared.Contains(name + "A") && declared.Contains(name + "W"))));

        Assert.True(unknown.Length == 0, "Exported, and not declared: " + unknown);
        Assert.Empty(s_others.Except(exported));
    }

    private static string Lines(IEnumerable<string> names) => string.Join(' ', names.Order(StringComparer.Ordinal));

    // What the C half calls in the C# half is exported, as every entry point is.
    private static IEnumerable<string> OfTheOtherHalf() =>
        from file in Directory.GetFiles(Repository.File("src", "Standpipe.Native", "Exports"), "*.cs")
        from Match match in OwnEntryPoint().Matches(File.ReadAllText(file))
        select match.Groups["name"].Value;

    private async Task<HashSet<string>> ExportedAsync()
    {
        string library = await build.LibraryAsync();
        Tools.Require("nm");
        ProgramRun nm = await ProgramRun.StartAsync(
            ProgramRun.Captured("nm", "-D", "--defined-only", "--format=posix", Path.Combine(library, "libstandpipe.so")));
        Assert.True(nm.Status.IsSuccess, nm.Error);

        // "name@@version type value size"; the versions themselves are of type A.
        return
        [
            .. nm.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))
                .Where(symbol => symbol[1] != "A").Select(symbol => symbol[0].Split('@')[0]),
        ];
    }

    private async Task<HashSet<string>> DeclaredAsync()
    {
        Tools.Require("gcc");
        string folder = Directory.CreateDirectory(Path.Combine(build.Folder, "exports-" + Guid.NewGuid())).FullName;
        HashSet<string> declared = [];
        foreach (string flag in (string[])["-DNARROW", "-fshort-wchar", "-D_FORTIFY_SOURCE=2"])
        {
            Dictionary<string, string> functions = await Headers.FunctionsAsync(
                "gcc",
                ["-O2", flag, "-I", Repository.Include],
                Headers.Source(folder, "all.c", Headers.All),
                file => file.StartsWith(Repository.Include, StringComparison.Ordinal));
            declared.UnionWith(functions.Keys);
        }

        Assert.True(declared.Count > 200, $"Only {declared.Count} declarations were found.");
        foreach (Match label in Headers.All.SelectMany(name => Label().Matches(File.ReadAllText(Path.Combine(Repository.Include, name)))))
        {
            // Another function under this name: the C library's, or one of ours.
            _ = declared.Remove(label.Groups["name"].Value);
            if (label.Groups["symbol"].Value.StartsWith("standpipe_", StringComparison.Ordinal))
            {
                _ = declared.Add(label.Groups["symbol"].Value);
            }
        }

        declared.ExceptWith(s_ofTheProgram);
        return declared;
    }

    // "int _unlink(const char *path) STANDPIPE_IS(unlink);"
    [GeneratedRegex(@"\b(?<name>\w+)\([^;()]*\)\s*(STANDPIPE_NOEXCEPT\s*)?(STANDPIPE_IS\(|__asm__\("")(?<symbol>\w+)")]
    private static partial Regex Label();

    [GeneratedRegex("EntryPoint = \"(?<name>standpipe_[a-z_]+)\"")]
    private static partial Regex OwnEntryPoint();
}
