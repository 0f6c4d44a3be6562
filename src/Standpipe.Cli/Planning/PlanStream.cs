using Standpipe.Cli.Language;

namespace Standpipe.Cli.Planning;

/// <summary>What a descriptor of a node is. The same object twice is one open file with two numbers.</summary>
internal abstract class PlanStream
{
    /// <summary>The tool's own descriptor of some number.</summary>
    internal sealed class Inherited(int descriptor) : PlanStream
    {
        internal int Descriptor => descriptor;
    }

    /// <summary>One end of a pipe.</summary>
    internal sealed class PipeEnd(PlanPipe pipe, bool isRead) : PlanStream
    {
        internal PlanPipe Pipe => pipe;

        internal bool IsRead => isRead;
    }

    /// <summary>A file that a redirection opens.</summary>
    internal sealed class OpenFile(string path, RedirectKind kind) : PlanStream
    {
        internal string Path => path;

        internal RedirectKind Kind => kind;
    }
}
