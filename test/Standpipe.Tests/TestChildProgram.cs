namespace Standpipe.Tests;

/// <summary>The program the tests start as a child; the project reference puts it beside the tests.</summary>
internal static class TestChildProgram
{
    internal static string Path { get; } = System.IO.Path.Combine(
        AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Standpipe.TestChild.exe" : "Standpipe.TestChild");

    /// <summary>Options for one verb, with input from the null device.</summary>
    internal static ChildProcessOptions Verb(string verb, params IEnumerable<string> arguments) =>
        new(Path, [verb, .. arguments]);
}
