using System.Diagnostics.CodeAnalysis;

namespace Standpipe.Inspection;

/// <summary>Which way a descriptor of a pipe is open.</summary>
[Flags]
[SuppressMessage("Design", "CA1008", Justification = "A descriptor that is open neither way is no end of a pipe.")]
public enum PipeAccess
{
    /// <summary>It is a read end.</summary>
    Read = 1,

    /// <summary>It is a write end.</summary>
    Write = 2,

    /// <summary>It is both, as a pipe opened again through /proc can be: it keeps end of file away and broken pipe, too.</summary>
    ReadWrite = Read | Write,
}
