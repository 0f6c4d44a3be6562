using Standpipe.Platform;

namespace Standpipe.Observation;

/// <summary>Looks at the bytes in a pipe between other processes, and leaves them there.</summary>
public static class EdgePeek
{
    /// <summary>Copies what is in a pipe at this moment.</summary>
    /// <param name="processId">A process that has an end of the pipe; either end will do.</param>
    /// <param name="fileDescriptor">Its descriptor.</param>
    /// <param name="count">How many bytes at most; 0 or more.</param>
    /// <returns>
    /// The oldest bytes in it, none if it is empty; <see langword="null"/> if the descriptor is no pipe, the process is gone, or the system does not show it.
    /// </returns>
    /// <remarks>
    /// <para><b>Blocking</b>: never.</para>
    /// <para><b>Linux</b>: by tee(2), through a read end that is open for some microseconds. Should the last reader leave in just that time, the writer learns of it
    /// with its next write. Whoever has the process's number, and whatever pipe the descriptor leads to at that moment, is what is shown.</para>
    /// <para><b>Windows</b>: always <see langword="null"/>.</para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    /// <exception cref="IOException">No pipe could be made to copy into.</exception>
    public static byte[]? Read(int processId, int fileDescriptor, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return PipePeek.Read(processId, fileDescriptor, count);
    }
}
