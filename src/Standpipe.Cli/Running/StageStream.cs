using Microsoft.Win32.SafeHandles;

namespace Standpipe.Cli.Running;

/// <summary>What one descriptor of a stage is.</summary>
internal abstract record StageStream
{
    /// <summary>The tool's own.</summary>
    internal sealed record Inherited(int Descriptor) : StageStream;

    /// <summary>The pipe from the stage before.</summary>
    internal sealed record EdgeInput(PipeReadEnd End) : StageStream;

    /// <summary>The pipe to the next stage.</summary>
    internal sealed record EdgeOutput(PipeWriteEnd End) : StageStream;

    /// <summary>A file of a redirection.</summary>
    internal sealed record OpenFile(SafeFileHandle Handle) : StageStream;
}
