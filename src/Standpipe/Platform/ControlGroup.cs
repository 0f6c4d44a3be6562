using Standpipe.Platform.Linux;

namespace Standpipe.Platform;

/// <summary>A group of processes that none of them can leave by ending, starting others or changing its session.</summary>
internal abstract class ControlGroup : IDisposable
{
    /// <summary>Its directory.</summary>
    internal abstract string Location { get; }

    /// <summary>Whether this process could make one now.</summary>
    internal static bool IsAvailable()
    {
        if (!OperatingSystem.IsLinux())
        {
            return OperatingSystem.IsWindows() ? false : throw Unsupported.Exception();
        }

        using LinuxControlGroup? group = LinuxControlGroup.TryCreate(out _);
        return group is not null;
    }

    /// <summary>Makes one, with nobody in it.</summary>
    /// <returns>The group; the caller disposes of it.</returns>
    /// <exception cref="PlatformNotSupportedException">This system has no such thing.</exception>
    /// <exception cref="IOException">It cannot be had: the message says why, and what would help.</exception>
    internal static ControlGroup Create() =>
        OperatingSystem.IsLinux() ? LinuxControlGroup.TryCreate(out IOException? refusal) ?? throw refusal!
        : OperatingSystem.IsWindows() ? throw new PlatformNotSupportedException("Windows has no control groups (GraphContainment.ControlGroup).")
        : throw Unsupported.Exception();

    /// <summary>Makes the next move into it a fast one.</summary>
    /// <exception cref="IOException">No process may be moved.</exception>
    internal abstract void Ready();

    /// <summary>Takes a process in at once, if that can be. Who does not get in is told by <see cref="Add"/>.</summary>
    internal abstract void Catch(int processId);

    /// <summary>Takes a process in, and what it has started already. What they start from then on is born in the group.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    internal abstract void Add(int processId);

    /// <summary>Kills all who are in it.</summary>
    internal abstract void Kill();

    /// <summary>Waits until nobody is in it.</summary>
    /// <param name="timeout">How long at most.</param>
    /// <returns>Whether that is so.</returns>
    internal abstract bool WaitUntilEmpty(TimeSpan timeout);

    /// <summary>Removes it. Who is still in it goes on, where this process was when the group was made.</summary>
    public abstract void Dispose();
}
