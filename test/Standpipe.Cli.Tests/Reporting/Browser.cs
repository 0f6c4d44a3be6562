namespace Standpipe.Cli.Tests.Reporting;

/// <summary>Chromium without a window.</summary>
internal static class Browser
{
    /// <summary>Opens a page.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The document as the browser understood it, and the lines that the page left on its console.</returns>
    internal static async Task<(string Document, string[] Console)> OpenAsync(string path)
    {
        Tools.Require("chromium");
        using Scratch profile = new();
        ChildResult result = await ChildProcess.RunAsync(
            new ChildProcessOptions(
                "chromium",
                ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", $"--user-data-dir={profile.Path}", "--enable-logging=stderr", "--dump-dom", $"file://{path}"])
            {
                StandardInput = ChildInput.Null,
                StandardOutput = ChildOutput.Capture,
                StandardError = ChildOutput.Capture,
            },
            TestContext.Current.CancellationToken);
        return (result.StandardOutput!.Text, [.. result.StandardError!.Text.Split('\n').Where(line => line.Contains(":CONSOLE", StringComparison.Ordinal))]);
    }
}
