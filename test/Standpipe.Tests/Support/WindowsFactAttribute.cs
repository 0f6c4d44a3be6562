using System.Runtime.CompilerServices;

namespace Standpipe.Tests;

/// <summary>A fact about Windows itself: skipped elsewhere, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WindowsFactAttribute : FactAttribute
{
    public WindowsFactAttribute(string reason, [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Reason = reason;
        Skip = OperatingSystem.IsWindows() ? null : reason;
    }

    public string Reason { get; }
}
