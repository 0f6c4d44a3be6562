using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Standpipe.Benchmarks.Comparing;

/// <summary>Where figures come from.</summary>
internal static class Machine
{
    /// <summary>The lines that head a file of results.</summary>
    internal static IReadOnlyList<string> Describe(Scale scale, NativePrograms native) =>
        Describe($"{scale.Name}, {scale.Rounds} rounds", $"; C: {native.Compiler}");

    /// <summary>The lines that head a file of results.</summary>
    /// <param name="run">What was run, and how often.</param>
    /// <param name="tools">What else made the contenders.</param>
    internal static IReadOnlyList<string> Describe(string run, string tools = "") =>
    [
        $"Machine: {Model()}, {Environment.ProcessorCount} processors, {RuntimeInformation.OSArchitecture}",
        $"Kernel: {File.ReadAllText("/proc/sys/kernel/osrelease").Trim()}; {Distribution()}",
        $".NET: {RuntimeInformation.FrameworkDescription}, built by SDK {Sdk()}{tools}",
        $"Commit: {Commit()}; {TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)}; "
            + run,
    ];

    private static string Sdk() =>
        typeof(Machine).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == "Sdk").Value ?? "unknown";

    private static string Model() => Field("/proc/cpuinfo", "model name", ':') ?? "unknown processor";

    private static string Distribution() => Field("/etc/os-release", "PRETTY_NAME", '=')?.Trim('"') ?? "unknown distribution";

    private static string? Field(string file, string name, char separator) =>
        File.Exists(file)
            ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(separator, 2)[1].Trim()
            : null;

    private static string Commit()
    {
        try
        {
            string commit = Git("rev-parse", "--short=10", "HEAD");
            return commit.Length == 0 ? "unknown" : commit + (Git("status", "--porcelain").Length == 0 ? string.Empty : "+dirty");
        }
        catch (ChildStartException)
        {
            return "unknown";
        }
    }

    private static string Git(params string[] arguments) => ChildProcess.Run(new ChildProcessOptions("git", arguments)
    {
        WorkingDirectory = AppContext.BaseDirectory,
        StandardOutput = ChildOutput.Capture,
        StandardError = ChildOutput.Null,
    }).StandardOutput!.Text.Trim();
}
