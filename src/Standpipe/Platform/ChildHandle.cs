using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform;

/// <summary>A started child, as the system knows it.</summary>
internal abstract class ChildHandle : IDisposable
{
    /// <summary>Its process id.</summary>
    internal abstract int Id { get; }

    /// <summary>A handle that becomes readable when it has ended; null if it was gone before one could be had.</summary>
    internal abstract SafeFileHandle? WaitHandle { get; }

    /// <summary>How it ended, if it has. The first call after the end also takes it out of the process table.</summary>
    internal abstract bool TryGetExit(out ProcessExit exit);

    /// <summary>Blocks until it has ended.</summary>
    /// <param name="timeout">How long at most, or <see cref="Timeout.InfiniteTimeSpan"/>.</param>
    /// <returns>Whether it has ended.</returns>
    internal abstract bool Wait(TimeSpan timeout);

    /// <summary>Sends a signal, to it or to the process group that it leads. Never to a stranger with a reused number.</summary>
    /// <returns>Whether anybody was there to receive it.</returns>
    internal abstract bool Signal(int signal, bool group);

    /// <inheritdoc/>
    public abstract void Dispose();
}
