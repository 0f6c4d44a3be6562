namespace Standpipe;

/// <summary>What a <see cref="PipeReadEnd.TeeTo"/> has moved.</summary>
public sealed class TeeResult
{
    internal TeeResult(long bytesRead, IReadOnlyList<long> bytesWritten, IReadOnlyList<PipeWriteEnd> brokenDestinations)
    {
        BytesRead = bytesRead;
        BytesWritten = bytesWritten;
        BrokenDestinations = brokenDestinations;
    }

    /// <summary>Gets how many bytes have left the source.</summary>
    /// <value>0 or more. Every destination that did not break has at least these.</value>
    public long BytesRead { get; }

    /// <summary>Gets how many bytes each destination got.</summary>
    /// <value>
    /// In the order in which the destinations were given. At the end all those that did not break have <see cref="BytesRead"/>. After a cancellation some may have
    /// more: these bytes are the source's next, and the others are still to get them.
    /// </value>
    public IReadOnlyList<long> BytesWritten { get; }

    /// <summary>Gets the destinations that lost their readers on the way and were left out from then on.</summary>
    /// <value>Empty if all got everything.</value>
    public IReadOnlyList<PipeWriteEnd> BrokenDestinations { get; }
}
