namespace Standpipe.Platform;

/// <summary>What a thread waits for.</summary>
/// <param name="Kind">The sort of wait.</param>
/// <param name="Input">The descriptor it reads; -1 if none, or not known.</param>
/// <param name="Output">The descriptor it writes; -1 if none, or not known.</param>
/// <param name="Child">
/// Whose end it waits for: a process id, minus a group's, <see cref="AnyChild"/>, or 0 where that is not told.
/// </param>
/// <param name="HasTimeout">Whether time alone ends the wait.</param>
internal readonly record struct ThreadWait(
    WaitKind Kind, int Input = ThreadWait.None, int Output = ThreadWait.None, int Child = 0, bool HasTimeout = false)
{
    /// <summary>No descriptor.</summary>
    internal const int None = -1;

    /// <summary>Whichever child ends first.</summary>
    internal const int AnyChild = -1;
}
