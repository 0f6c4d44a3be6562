using System.Runtime.CompilerServices;

namespace Standpipe.Tests;

/// <summary>A fact about Linux itself: skipped elsewhere, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute(string reason, [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Reason = reason;
        Skip = OperatingSystem.IsLinux() ? null : reason;
    }

    public string Reason { get; }
}
