namespace Standpipe.Platform;

/// <summary>What was in a pipe at one moment.</summary>
/// <param name="Capacity">How many bytes it holds at most.</param>
/// <param name="Bytes">How many wait in it.</param>
/// <param name="IsFull">
/// Whether the smallest write would wait. Slots count, of a page each, not bytes: a pipe filled by writes of 2,049 bytes is full when half of
/// its capacity is used.
/// </param>
/// <param name="HasReader">Whether anybody at all, seen or not, holds a read end.</param>
internal readonly record struct PipeLevel(int Capacity, int Bytes, bool IsFull, bool HasReader);
