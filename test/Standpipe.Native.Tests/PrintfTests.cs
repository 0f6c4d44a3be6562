namespace Standpipe.Native.Tests;

/// <summary>crt.h puts Windows' printf into the place of the C library's: in all of a file, whatever the compiler makes of it.</summary>
public sealed class PrintfTests(NativeBuild build)
{
    private static readonly string s_folder = Repository.File("test", "Standpipe.Native.Tests", "Programs");

    [Theory]
    [InlineData("-std=c99", "-Wpedantic")]
    [InlineData("-std=c99", "-DSTANDPIPE_PRINTF_MACROS=1")]
    [InlineData("-O2", "-Wall")]
    [InlineData("-O2", "-D_FORTIFY_SOURCE=2")]
    [InlineData("-O3", "-D_FORTIFY_SOURCE=3")]
    [InlineData("-O2", "-flto")]
    public async Task Printf_UsedBeforeTheHeader_IsWindowsOne(string first, string second)
    {
        bool isByMacros = second.Contains("MACROS", StringComparison.Ordinal);
        string program = await build.LinuxProgramAsync(Path.Combine(s_folder, "redirect-late.c"), ["-Wall", "-Wextra", "-Werror", first, second]);

        ProgramRun run = await ProgramRun.StartAsync(ProgramRun.Captured(program));

        // Macros cannot reach what the compiler has read already, nor a pointer.
        Assert.StartsWith("4294967295 printf\n", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("4294967295 fprintf\n4294967295\n4294967295\n5 x5 x54294967295", run.Output, StringComparison.Ordinal);
        Assert.True(run.Status.IsSuccess, run.Status.ToString());
        if (!isByMacros)
        {
            Assert.Contains("\n4294967295 pointer\n", run.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(
                await UndefinedAsync(program), name => name.TrimStart('_').Replace("_chk", string.Empty, StringComparison.Ordinal).EndsWith("printf", StringComparison.Ordinal)
                    && !name.StartsWith("standpipe_", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("-std=c++17", "-Wpedantic")]
    [InlineData("-std=c++11", "-DSTANDPIPE_PRINTF_MACROS=1")]
    [InlineData("-O2", "-D_FORTIFY_SOURCE=2")]
    [InlineData("-O2", "-fshort-wchar")]
    public async Task Printf_OfStd_IsWindowsOne(string first, string second)
    {
        string program = await build.LinuxProgramAsync(Path.Combine(s_folder, "redirect-std.cpp"), ["-Wall", "-Wextra", "-Werror", first, second]);

        ProgramRun run = await ProgramRun.StartAsync(ProgramRun.Captured(program));

        Assert.Equal("4294967295\n-1\n1 4294967295\n2 7 -8\nfound-1!\n", run.Output);
        Assert.True(run.Status.IsSuccess, run.Status.ToString());
    }

    [Fact]
    public async Task Printf_WithTheMacroAgainstIt_IsTheCLibrarysOwn()
    {
        string program = await build.LinuxProgramAsync(Path.Combine(s_folder, "redirect-late.c"), "-DSTANDPIPE_NO_PRINTF", "-w");

        Assert.Contains("printf", await UndefinedAsync(program));
    }

    private static async Task<string[]> UndefinedAsync(string program)
    {
        Tools.Require("nm");
        ProgramRun nm = await ProgramRun.StartAsync(ProgramRun.Captured("nm", "-u", "--format=posix", program));
        Assert.True(nm.Status.IsSuccess, nm.Error);
        return [.. nm.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0].Split('@')[0])];
    }
}
