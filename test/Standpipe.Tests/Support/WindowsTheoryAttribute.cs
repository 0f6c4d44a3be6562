using System.Runtime.CompilerServices;

namespace Standpipe.Tests;

/// <summary>A theory about Windows itself: skipped elsewhere, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WindowsTheoryAttribute : TheoryAttribute
{
    public WindowsTheoryAttribute(string reason, [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Reason = reason;
        Skip = OperatingSystem.IsWindows() ? null : reason;
    }

    public string Reason { get; }
}
