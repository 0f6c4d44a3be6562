using System.Runtime.CompilerServices;

namespace Standpipe.Tests;

/// <summary>A theory about Linux itself: skipped elsewhere, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute(string reason, [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Reason = reason;
        Skip = OperatingSystem.IsLinux() ? null : reason;
    }

    public string Reason { get; }
}
