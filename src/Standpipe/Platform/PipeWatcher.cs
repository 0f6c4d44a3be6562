namespace Standpipe.Platform;

/// <summary>Who is told of what becomes of a pipe's ends: see <see cref="PipeWatching"/>.</summary>
/// <remarks>Called in the order of the events, by one thread at a time, which must not be kept.</remarks>
internal abstract class PipeWatcher
{
    /// <summary>Somebody opened the pipe once more, by a path in /proc: the next close may be theirs.</summary>
    internal abstract void OnOpened();

    /// <summary>The last descriptor of an open end was closed, in whatever process.</summary>
    internal abstract void OnClosed(bool isReadEnd);

    /// <summary>Events were lost.</summary>
    internal abstract void OnLost();
}
