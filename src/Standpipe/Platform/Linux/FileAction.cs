namespace Standpipe.Platform.Linux;

/// <summary>One step in the making of a child's descriptor table.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Descriptor">The descriptor to duplicate, to close, or to begin closing at.</param>
/// <param name="Target">For a duplicate, its number.</param>
internal readonly record struct FileAction(FileActionKind Kind, int Descriptor, int Target)
{
    internal static FileAction Duplicate(int source, int target) => new(FileActionKind.Duplicate, source, target);

    internal static FileAction Close(int descriptor) => new(FileActionKind.Close, descriptor, -1);

    internal static FileAction CloseFrom(int first) => new(FileActionKind.CloseFrom, first, -1);
}
