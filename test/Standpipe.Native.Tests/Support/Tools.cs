namespace Standpipe.Native.Tests.Support;

/// <summary>The compilers and emulators that some tests need. A machine without them skips those; with STANDPIPE_REQUIRE_TOOLS=1 it fails instead.</summary>
internal static class Tools
{
    private static readonly bool s_required = Environment.GetEnvironmentVariable("STANDPIPE_REQUIRE_TOOLS") == "1";

    /// <summary>Skips the test, or fails it, where a program is not in PATH.</summary>
    internal static void Require(params string[] programs)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The C library is Linux's; Windows has the functions itself.");
        foreach (string program in programs)
        {
            bool found = Has(program);
            Assert.False(s_required && !found, $"{program} is not installed, and STANDPIPE_REQUIRE_TOOLS says it must be.");
            Assert.SkipUnless(found, $"{program} is not installed.");
        }
    }

    /// <summary>Whether a program is in PATH.</summary>
    internal static bool Has(string program) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':')
        .Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, program)));
}
