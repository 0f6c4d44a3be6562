namespace Standpipe.Platform.Linux;

/// <summary>What is done with segments while they are pinned.</summary>
internal interface IVectorTransfer
{
    /// <summary>Does it.</summary>
    /// <param name="vectors">The segments; they may be changed.</param>
    IoResult Run(Span<iovec> vectors);
}
