using System.Runtime.Versioning;

namespace Standpipe.Platform.Linux;

/// <summary>What a failure to open or read a process's files in /proc says of the process.</summary>
/// <remarks>Any other than these is a refusal, or this process's own, as too many open files: nothing is told of one that may well run.</remarks>
[SupportedOSPlatform("linux")]
internal static class ProcFailure
{
    /// <summary>Whether it is gone.</summary>
    /// <param name="error">The error number.</param>
    internal static bool IsGone(int error) => error is Errno.ENOENT or Errno.ESRCH;

    /// <inheritdoc cref="IsGone(int)"/>
    /// <param name="exception">What .NET makes of the error number.</param>
    internal static bool IsGone(Exception exception) =>
        exception is FileNotFoundException or DirectoryNotFoundException or IOException { HResult: Errno.ESRCH };
}
