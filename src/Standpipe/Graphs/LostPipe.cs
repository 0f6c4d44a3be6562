namespace Standpipe;

/// <summary>A pipe that lost its readers before its writer's end.</summary>
/// <param name="Readers">Who read: indexes of nodes; none if this process did.</param>
/// <param name="ReaderName">Who read, in words.</param>
/// <param name="HasFailed">Whether this process's own part failed.</param>
internal sealed record LostPipe(IReadOnlyList<int> Readers, string ReaderName, bool HasFailed);
