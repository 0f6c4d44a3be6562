namespace Standpipe.Native.Tests.Support;

/// <summary>Programs that find their own mistakes: gcc's address and undefined behaviour sanitizers.</summary>
internal static class Sanitized
{
    /// <summary>The compiler's flags.</summary>
    internal static string[] Flags { get; } = ["-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=undefined"];

    /// <summary>Runs such a program, which fails if something is found.</summary>
    internal static Task<ProgramRun> RunAsync(string folder, string program, params string[] arguments)
    {
        ChildProcessOptions options = ProgramRun.CapturedIn(folder, program, arguments);
        options.Environment["ASAN_OPTIONS"] = "detect_leaks=1";
        options.Environment["LSAN_OPTIONS"] = $"suppressions={Repository.File("eng", "lsan.supp")}:print_suppressions=0";
        return ProgramRun.StartAsync(options);
    }
}
