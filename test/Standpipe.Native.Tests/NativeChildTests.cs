namespace Standpipe.Native.Tests;

/// <summary>Programs that know nothing of the library, as children of a C program with it.</summary>
public sealed class NativeChildTests(NativeBuild build)
{
    [Theory]
    [InlineData("cat", "a line\n", "output:a line\n:\nerror::\nexit code 0\n")]
    [InlineData("sort -r", "b\na\nc\n", "output:c\nb\na\n:\nerror::\nexit code 0\n")]
    [InlineData("printf \"[%s]\" \"a b\" \"c\\\"d\" \"\" $HOME 'x", "", "output:[a b][c\"d][][$HOME]['x]:\nerror::\nexit code 0\n")]
    [InlineData("\"sh\" -c \"cat >&2; exit 7\"", "said", "output::\nerror:said:\nexit code 7\n")]
    [InlineData("sh -c \"kill -KILL $$\"", "", "output::\nerror::\nexit code 1\n")]
    public async Task Child_WithRedirectedStreams_IsItsOrdinarySelf(string commandLine, string input, string expected)
    {
        string program = await build.LinuxProgramAsync(
            Repository.File("test", "Standpipe.Native.Tests", "Programs", "native-child.c"), Repository.Warnings);

        ProgramRun run = await ProgramRun.StartAsync(ProgramRun.Captured(program, commandLine, input));

        Assert.Equal(string.Empty, run.Error);
        Assert.Equal(expected, run.Output);
    }
}
