#pragma warning disable RS0030 // System.Diagnostics.Process is what the library is to live beside.
using System.Diagnostics;

namespace Standpipe.Tests;

/// <summary>Children started by the runtime's own way.</summary>
internal static class RuntimeChild
{
    /// <summary>Runs a verb of the test child; blocks.</summary>
    /// <returns>What it wrote, and its exit code.</returns>
    internal static (string Output, int Code) Run(params string[] arguments)
    {
        ProcessStartInfo info = new(TestChildProgram.Path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(info)!;
        process.StandardInput.Close();

        // Process leaves streams that it has handed out to the finalizer.
        using StreamReader output = process.StandardOutput;
        using StreamReader error = process.StandardError;
        string text = output.ReadToEnd();
        _ = error.ReadToEnd();
        process.WaitForExit();
        return (text, process.ExitCode);
    }
}
