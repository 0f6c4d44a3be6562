using System.Runtime.InteropServices;

namespace Standpipe.ContractTests.Support;

/// <summary>On which system one of the lines is not kept to the letter.</summary>
internal enum TestSystem
{
    Linux,
    Windows,
    Wine,
}

/// <summary>What is known not to be as the line says.</summary>
/// <param name="Id">The line.</param>
/// <param name="Where">The system.</param>
/// <param name="Reason">What it does instead; the test asserts that.</param>
internal sealed record Deviation(string Id, TestSystem Where, string Reason);

/// <summary>The system the tests run on, and what it is known to do otherwise.</summary>
internal static class Known
{
    internal static readonly Deviation[] Deviations =
    [
        new("L-1", TestSystem.Linux, "pipes are whole pages, a power of two of them; 0 is 65536"),
        new("L-2", TestSystem.Linux, "what fitted of a write that is cancelled stays in the pipe"),
        new("L-3", TestSystem.Windows, "a write of nothing ends a blocked read with 0 bytes"),
        new("L-5", TestSystem.Linux, "exit codes have eight bits"),
        new("L-6", TestSystem.Linux, "no handle can be put into another process"),
        new("L-7", TestSystem.Linux, "names are case-sensitive"),
        new("L-8", TestSystem.Linux, "nothing can be started suspended"),
        new("L-9", TestSystem.Linux, "the blocked call ends, the closer does not wait"),
        new("L-9", TestSystem.Wine, "the blocked call ends with err 109"),
        new("L-10", TestSystem.Linux, "replaced standard streams do not reach the child"),
        new("L-11", TestSystem.Linux, "PIPE_NOWAIT is a mode of one process"),
        new("L-12", TestSystem.Linux, "a PIPE_NOWAIT write of more than 4096 bytes may go in partly"),
        new("D-access-3", TestSystem.Wine, "CancelIoEx of -1 cancels what the whole process waits for, the runtime too: it is not called"),
        new("D-access-8", TestSystem.Wine, "GetFileSize and SetFilePointer of a pipe are err 1"),
        new("D-cancel-4", TestSystem.Wine, "CancelIoEx with nothing to end succeeds"),
        new("D-dup-4", TestSystem.Wine, "DUPLICATE_SAME_ATTRIBUTES is ignored"),
        new("D-dup-6", TestSystem.Wine, "more rights than the source has are given"),
        new("D-state-8", TestSystem.Wine, "FlushFileBuffers on a read handle succeeds"),
        new("D-peek-1", TestSystem.Windows, "PeekNamedPipe waits for a read that is blocked"),
        new("D-std-5", TestSystem.Wine, "a standard handle that is not inheritable is NULL in the child"),
        new("D-std-7", TestSystem.Wine, "every copy of a standard handle is inheritable"),
        new("D-std-8", TestSystem.Wine, "STARTF_USESTDHANDLES without inheriting gives copies"),
        new("D-proc-6", TestSystem.Wine, "a list with what cannot be inherited starts the child without"),
        new("D-proc-7", TestSystem.Wine, "an attribute list of no handle is fine"),
        new("D-proc-9", TestSystem.Wine, "a directory as a program is err 6"),
        new("D-proc-12", TestSystem.Wine, "TerminateProcess of one that has ended succeeds"),
        new("D-proc-16", TestSystem.Wine, "a backslash escapes a quote in the program's name too"),
        new("D-proc-21", TestSystem.Wine, "CREATE_NEW_CONSOLE with DETACHED_PROCESS starts the child"),
    ];

    internal static TestSystem Here { get; } =
        OperatingSystem.IsLinux() ? TestSystem.Linux : IsWine() ? TestSystem.Wine : TestSystem.Windows;

    /// <summary>Whether the line is known not to be kept here.</summary>
    /// <exception cref="ArgumentException">Nothing of it is known on any system: the test asks for what is not stated.</exception>
    internal static bool Differs(string id) =>
        Array.Exists(Deviations, deviation => deviation.Id == id)
            ? Array.Exists(Deviations, deviation => deviation.Id == id && deviation.Where == Here)
            : throw new ArgumentException($"No deviation from {id} is stated.", nameof(id));

    // Wine tells of itself in its ntdll; Windows has no such function.
    private static bool IsWine() =>
        NativeLibrary.TryLoad("ntdll.dll", out nint library) && NativeLibrary.TryGetExport(library, "wine_get_version", out _);
}
