using Standpipe.Platform.Linux;

namespace Standpipe.Platform;

/// <summary>What is in a pipe of another process.</summary>
internal static class PipePeek
{
    /// <summary>Copies the oldest bytes of whatever pipe a descriptor leads to, and leaves them there.</summary>
    /// <returns>Null if there is no such pipe, or the system does not show it, as on Windows.</returns>
    internal static byte[]? Read(int processId, int fileDescriptor, int count) =>
        OperatingSystem.IsLinux() ? LinuxPipePeek.Read(processId, fileDescriptor, count)
        : OperatingSystem.IsWindows() ? null
        : throw Unsupported.Exception();

    /// <summary>Copies the oldest bytes of one pipe, wherever a process has it, and leaves them there.</summary>
    /// <param name="processId">The process. Whoever has its number by now: no other pipe is looked into.</param>
    /// <param name="pipe">What <see cref="ChildProbe.IdentifyPipe"/> told.</param>
    /// <param name="descriptor">Where to look first.</param>
    /// <param name="count">How many bytes at most.</param>
    /// <returns>Null if the process does not hold the pipe, or the system does not show it, as on Windows.</returns>
    internal static byte[]? ReadPipe(int processId, ulong pipe, int descriptor, int count) =>
        OperatingSystem.IsLinux() ? LinuxPipePeek.ReadPipe(processId, pipe, descriptor, count)
        : OperatingSystem.IsWindows() ? null
        : throw Unsupported.Exception();
}
