namespace Standpipe.Platform;

/// <summary>A descriptor that is an end of an anonymous pipe.</summary>
/// <param name="Descriptor">Its number in the process.</param>
/// <param name="Inode">The pipe.</param>
/// <param name="CanRead">Whether it is open for reading.</param>
/// <param name="CanWrite">Whether it is open for writing.</param>
internal readonly record struct EndFacts(int Descriptor, ulong Inode, bool CanRead, bool CanWrite);
