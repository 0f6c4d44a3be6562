namespace Standpipe.ContractTests.Support;

/// <summary>How to start a child.</summary>
internal sealed record ChildOptions
{
    /// <summary>Whether it inherits.</summary>
    internal bool Inherit { get; init; } = true;

    /// <summary>The standard handles in STARTUPINFO, or null: without STARTF_USESTDHANDLES.</summary>
    internal (HANDLE Input, HANDLE Output, HANDLE Error)? Standard { get; init; }

    /// <summary>CREATE_... flags.</summary>
    internal uint Flags { get; init; }

    /// <summary>The handles of a PROC_THREAD_ATTRIBUTE_HANDLE_LIST, beside the one that the child reports to; or null: none.</summary>
    internal HANDLE[]? List { get; init; }

    internal string? Environment { get; init; }

    internal string? Directory { get; init; }
}
