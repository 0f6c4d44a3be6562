namespace Standpipe.Platform.Linux;

/// <summary>One of the parent's descriptors and what it is to be in the child.</summary>
/// <param name="Source">The parent's number.</param>
/// <param name="Target">The child's number.</param>
internal readonly record struct DescriptorMapping(int Source, int Target);
