namespace Standpipe.Platform;

/// <summary>Why a transfer ended.</summary>
internal enum TransferStatus
{
    /// <summary>It is complete; a read of 0 bytes is end of file.</summary>
    Done,

    /// <summary>Nothing could be moved without waiting (Try... members only).</summary>
    WouldBlock,

    /// <summary>A write found no reader left.</summary>
    Broken,

    /// <summary>The end was closed while the call waited.</summary>
    Closed,
}
