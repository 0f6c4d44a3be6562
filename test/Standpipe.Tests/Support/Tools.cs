namespace Standpipe.Tests;

/// <summary>Programs that not every machine has. One that lacks them skips their tests; with STANDPIPE_REQUIRE_TOOLS=1 it fails instead.</summary>
internal static class Tools
{
    private static readonly bool s_required = Environment.GetEnvironmentVariable("STANDPIPE_REQUIRE_TOOLS") == "1";

    internal static void Require(params IEnumerable<string> programs)
    {
        foreach (string program in programs)
        {
            bool found = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':')
                .Any(directory => File.Exists(Path.Combine(directory, program)));
            Assert.False(s_required && !found, $"{program} is not installed, and STANDPIPE_REQUIRE_TOOLS says it must be.");
            Assert.SkipUnless(found, $"{program} is not installed");
        }
    }
}
