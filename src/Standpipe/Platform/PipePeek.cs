using Standpipe.Platform.Linux;

namespace Standpipe.Platform;

/// <summary>What is in a pipe of another process.</summary>
internal static class PipePeek
{
    /// <summary>Copies the oldest bytes and leaves them there.</summary>
    /// <returns>Null if there is no such pipe, or the system does not show it, as on Windows.</returns>
    internal static byte[]? Read(int processId, int fileDescriptor, int count) =>
        OperatingSystem.IsLinux() ? LinuxPipePeek.Read(processId, fileDescriptor, count)
        : OperatingSystem.IsWindows() ? null
        : throw Unsupported.Exception();
}
