using Standpipe.Platform.Linux;
using Standpipe.Platform.Windows;

namespace Standpipe.Platform;

/// <summary>Looks at another process, and at those it started, again and again. Leaves them as they are.</summary>
/// <remarks>It keeps what it needs open from the beginning, so that it never looks at a stranger with a reused process id.</remarks>
internal abstract class StageProbe : IDisposable
{
    /// <summary>What the looks have shown.</summary>
    internal StageReading Reading { get; } = new();

    /// <summary>Begins to look at a process. One that is gone, or that the system shows nothing of, gives readings without figures.</summary>
    /// <param name="processId">The process.</param>
    /// <param name="others">Processes that are looked at for themselves, and so are no part of another.</param>
    internal static StageProbe Open(int processId, IReadOnlySet<int> others) =>
        OperatingSystem.IsLinux() ? new LinuxStageProbe(processId, others)
        : OperatingSystem.IsWindows() ? new WindowsStageProbe()
        : throw Unsupported.Exception();

    /// <summary>Looks: fills <see cref="Reading"/>.</summary>
    internal abstract void Read();

    /// <summary>Which file a descriptor of the process leads to.</summary>
    internal abstract FileIdentity Identify(int descriptor);

    /// <summary>Looks into a pipe that the process has open; nothing of it stays open.</summary>
    /// <param name="descriptor">The process's descriptor.</param>
    /// <param name="file">The pipe that it leads to; if it is another thing by now, that stays untouched.</param>
    /// <param name="level">What was in it.</param>
    /// <returns>Whether there is one, and the system shows it.</returns>
    internal abstract bool TryMeasure(int descriptor, FileIdentity file, out PipeLevel level);

    /// <summary>Copies the oldest bytes of a pipe that the process has open, and leaves them there.</summary>
    /// <param name="descriptor">The process's descriptor.</param>
    /// <param name="file">The pipe that it leads to; if it is another thing by now, that stays untouched.</param>
    /// <param name="count">How many bytes at most.</param>
    /// <returns>Null if there is none, or the system does not show it.</returns>
    internal abstract byte[]? Peek(int descriptor, FileIdentity file, int count);

    /// <summary>How far the process, or one it started, has come in the regular file that it reads.</summary>
    /// <param name="position">Where the next read begins.</param>
    /// <param name="length">The file's length.</param>
    /// <returns>The file's path, or null if none is read.</returns>
    internal abstract string? FindInputFile(out long position, out long length);

    /// <inheritdoc/>
    public abstract void Dispose();
}
