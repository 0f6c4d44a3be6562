namespace Standpipe.Tests;

/// <summary>A program that copies its input: the system's, found along PATH, or on Windows, which has none, the test child.</summary>
internal static class Cat
{
    internal static string Program => OperatingSystem.IsWindows() ? TestChildProgram.Path : "cat";

    internal static string[] Arguments => OperatingSystem.IsWindows() ? ["cat"] : [];
}
