namespace Standpipe.Platform;

/// <summary>How a file is opened for a child.</summary>
internal enum RedirectMode
{
    /// <summary>To read; it must exist.</summary>
    Read,

    /// <summary>To write from the start; made if missing, emptied if not.</summary>
    Create,

    /// <summary>To write at the end, whatever others append; made if missing.</summary>
    Append,
}
