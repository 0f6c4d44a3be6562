using System.Text.RegularExpressions;

namespace Standpipe.Native.Tests.Support;

/// <summary>The headers of the C library, and what a compiler says about them.</summary>
internal static partial class Headers
{
    /// <summary>The names of all headers, in order.</summary>
    internal static string[] All { get; } =
        [.. Directory.GetFiles(Repository.Include, "*.*").Select(Path.GetFileName).Order(StringComparer.Ordinal).Cast<string>()];

    /// <summary>The headers that bring all that is Windows' own, without Microsoft's C runtime, which windows.h adds.</summary>
    internal static string[] Windows { get; } =
        ["winbase.h", "wincon.h", "winnls.h", "stringapiset.h", "winuser.h", "winerror.h", "shellapi.h", "interlockedapi.h", "sdkddkver.h"];

    /// <summary>Runs a compiler on source files without output.</summary>
    internal static Task<ProgramRun> CheckAsync(string compiler, string[] flags, params string[] sources)
    {
        Tools.Require(compiler);
        return ProgramRun.StartAsync(ProgramRun.Captured(compiler, [.. flags, "-fsyntax-only", "-I", Repository.Include, .. sources]));
    }

    /// <summary>Writes a source that includes headers.</summary>
    internal static string Source(string folder, string name, params IEnumerable<string> headers)
    {
        string source = Path.Combine(folder, name);
        File.WriteAllLines(source, [.. headers.Select(header => $"#include <{header}>"), "int standpipe_nothing;"]);
        return source;
    }

    /// <summary>The functions that a source's headers declare and leave to a library, by gcc's own list of them.</summary>
    /// <param name="compiler">The compiler.</param>
    /// <param name="flags">More flags for it.</param>
    /// <param name="source">The source.</param>
    /// <param name="isOurs">Whether a header counts, by its path.</param>
    /// <returns>Each name with its declaration.</returns>
    internal static async Task<Dictionary<string, string>> FunctionsAsync(
        string compiler, string[] flags, string source, Func<string, bool> isOurs)
    {
        string list = source + ".functions";
        ProgramRun run = await ProgramRun.StartAsync(ProgramRun.Captured(compiler, [.. flags, "-fsyntax-only", "-aux-info", list, source]));
        Assert.True(run.Status.IsSuccess, run.Error);
        Dictionary<string, string> functions = new(StringComparer.Ordinal);
        foreach (string line in await File.ReadAllLinesAsync(list, TestContext.Current.CancellationToken))
        {
            if (Declaration().Match(line) is { Success: true } match && isOurs(match.Groups["file"].Value))
            {
                functions[match.Groups["name"].Value] = match.Groups["declaration"].Value;
            }
        }

        return functions;
    }

    /// <summary>The macros that have a number for their value and stand in headers that count, by the preprocessor's own list.</summary>
    /// <inheritdoc cref="FunctionsAsync"/>
    internal static async Task<HashSet<string>> ConstantsAsync(string compiler, string[] flags, string source, Func<string, bool> isOurs)
    {
        ProgramRun run = await ProgramRun.StartAsync(ProgramRun.Captured(compiler, [.. flags, "-E", "-dD", source]));
        Assert.True(run.Status.IsSuccess, run.Error);
        Dictionary<string, string> bodies = new(StringComparer.Ordinal);
        string file = string.Empty;
        foreach (string line in run.Output.Split('\n'))
        {
            if (LineMarker().Match(line) is { Success: true } marker)
            {
                file = marker.Groups["file"].Value;
            }
            else if (Macro().Match(line) is { Success: true } macro && isOurs(file))
            {
                bodies[macro.Groups["name"].Value] = macro.Groups["body"].Value;
            }
        }

        HashSet<string> constants = new(StringComparer.Ordinal);
        foreach (string name in bodies.Keys)
        {
            if (IsConstant(name, bodies))
            {
                _ = constants.Add(name);
            }
        }

        return constants;
    }

    private static bool IsConstant(string name, Dictionary<string, string> bodies) =>
        bodies.TryGetValue(name, out string? body)
        && !body.Contains('{', StringComparison.Ordinal)
        && Words().Matches(body).All(word => Cast().IsMatch(word.Value) || IsConstant(word.Value, bodies));

    // "/* file.h:12:NC */ extern BOOL CloseHandle (HANDLE);" where C says that it is not a definition.
    [GeneratedRegex(@"^/\* (?<file>.+):\d+:.C \*/ extern (?<declaration>.*?\b(?<name>\w+) \(.*\));")]
    private static partial Regex Declaration();

    [GeneratedRegex("""^# \d+ "(?<file>[^"]*)" """)]
    private static partial Regex LineMarker();

    [GeneratedRegex(@"^#define (?<name>\w+) (?<body>.*\d.*|[A-Z_][A-Z_0-9]*|\([A-Z_0-9 |+-]+\))$")]
    private static partial Regex Macro();

    // Words that are neither numbers nor in quotes.
    [GeneratedRegex(@"\b[A-Za-z_]\w*")]
    private static partial Regex Words();

    [GeneratedRegex("^(DWORD|HANDLE|HRESULT|LONG|LONG_PTR|ULONG|WORD|FALSE|TRUE|MAKELANGID|ProcThreadAttributeValue)$")]
    private static partial Regex Cast();
}
