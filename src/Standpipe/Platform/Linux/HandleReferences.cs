using System.Runtime.InteropServices;

namespace Standpipe.Platform.Linux;

/// <summary>References on many handles at once: none can be closed, and its number reused, until all are given back.</summary>
internal sealed class HandleReferences : IDisposable
{
    private readonly List<SafeHandle> _handles = [];

    /// <summary>Takes a reference.</summary>
    /// <returns>The descriptor's number.</returns>
    /// <exception cref="ObjectDisposedException">The handle is closed.</exception>
    internal int Add(SafeHandle handle)
    {
        bool added = false;
        handle.DangerousAddRef(ref added);
        _handles.Add(handle);
        return (int)handle.DangerousGetHandle();
    }

    /// <summary>Takes a reference, unless the handle is closed.</summary>
    internal bool TryAdd(SafeHandle handle, out int fileDescriptor)
    {
        try
        {
            fileDescriptor = Add(handle);
            return true;
        }
        catch (ObjectDisposedException)
        {
            fileDescriptor = -1;
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SafeHandle handle in _handles)
        {
            handle.DangerousRelease();
        }

        _handles.Clear();
    }
}
