namespace Standpipe.Platform;

/// <summary>What a facade says on a system it has no floor for.</summary>
internal static class Unsupported
{
    /// <summary>The exception, one text for all facades.</summary>
    internal static PlatformNotSupportedException Exception() =>
        new("This version of Standpipe runs on Linux (x86-64 or arm64, kernel 5.9 or later, glibc 2.34 or later) and on Windows (64-bit).");
}
