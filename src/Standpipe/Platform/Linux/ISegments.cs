namespace Standpipe.Platform.Linux;

/// <summary>Pieces of memory, one after the other. A struct, so that <see cref="PinnedVectors"/> is compiled for each kind.</summary>
internal interface ISegments
{
    /// <summary>The next that is not empty; empty when there are no more.</summary>
    ReadOnlySpan<byte> Next();
}
