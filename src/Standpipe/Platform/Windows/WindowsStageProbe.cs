using System.Runtime.Versioning;

namespace Standpipe.Platform.Windows;

/// <summary>Sees nothing: there, a question about a pipe can block for as long as its reader does.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsStageProbe : StageProbe
{
    internal override void Read()
    {
        // Every figure stays unknown.
    }

    internal override FileIdentity Identify(int descriptor) => default;

    internal override bool TryMeasure(int descriptor, FileIdentity file, out PipeLevel level)
    {
        level = default;
        return false;
    }

    internal override byte[]? Peek(int descriptor, FileIdentity file, int count) => null;

    internal override string? FindInputFile(out long position, out long length)
    {
        (position, length) = (0, 0);
        return null;
    }

    public override void Dispose()
    {
        // Nothing is open.
    }
}
