namespace Standpipe.Platform;

/// <summary>Which file a descriptor leads to.</summary>
/// <param name="Kind">Its kind; a named pipe is a pipe here.</param>
/// <param name="Inode">Its number.</param>
internal readonly record struct FileIdentity(DescriptorKind Kind, ulong Inode)
{
    /// <summary>Whether both are the same pipe.</summary>
    internal bool IsSamePipe(FileIdentity other) => Kind == DescriptorKind.Pipe && this == other;
}
