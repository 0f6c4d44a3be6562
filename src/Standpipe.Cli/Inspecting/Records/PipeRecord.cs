namespace Standpipe.Cli.Inspecting.Records;

/// <summary>A pipe.</summary>
/// <param name="Inode">Its name.</param>
/// <param name="Capacity">In bytes.</param>
/// <param name="Bytes">What waits in it.</param>
/// <param name="Full">Whether the smallest write would wait.</param>
/// <param name="HasReader">Whether anybody holds a read end, seen or not.</param>
/// <param name="Ends">The ends that were seen.</param>
internal sealed record PipeRecord(ulong Inode, int? Capacity, int? Bytes, bool? Full, bool? HasReader, IReadOnlyList<EndRecord> Ends);
