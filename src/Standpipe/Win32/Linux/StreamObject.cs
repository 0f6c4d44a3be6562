using System.Runtime.Versioning;

namespace Standpipe.Win32.Linux;

/// <summary>What bytes go through: one end of a pipe, a socket, a device, a file.</summary>
/// <param name="kind">What it is.</param>
[SupportedOSPlatform("linux")]
internal sealed class StreamObject(StreamKind kind) : KernelObject
{
    private volatile bool _noWait;
    private int _handles;

    /// <summary>What it is.</summary>
    internal StreamKind Kind => kind;

    /// <summary>Which pipe it is an end of; null for whatever is no pipe: a file's identity may change on some filesystems.</summary>
    internal FileIdentity? Identity { get; init; }

    /// <summary>The file to remove with the last handle (FILE_FLAG_DELETE_ON_CLOSE), or null.</summary>
    internal string? PathToDelete { get; init; }

    /// <summary>The transfers through it, one at a time.</summary>
    internal TransferQueue Transfers { get; } = new();

    /// <summary>Whether a transfer does at once what can be done (PIPE_NOWAIT).</summary>
    /// <remarks>Kept here and not as O_NONBLOCK, which is shared with every process that has the end, native ones too.</remarks>
    internal bool NoWait
    {
        get => _noWait;
        set => _noWait = value;
    }

    internal override void HandleAdded() => Interlocked.Increment(ref _handles);

    internal override void HandleRemoved()
    {
        if (Interlocked.Decrement(ref _handles) == 0 && PathToDelete is { } path)
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Moved away, or not ours to delete any more: a close has nobody to tell.
            }
        }
    }
}
