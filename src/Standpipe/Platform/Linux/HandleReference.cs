using System.Runtime.InteropServices;

namespace Standpipe.Platform.Linux;

/// <summary>Keeps a handle from being closed, and its number from being reused, while system calls use it.</summary>
internal readonly ref struct HandleReference
{
    private readonly SafeHandle _handle;

    /// <summary>Takes the reference.</summary>
    /// <exception cref="ObjectDisposedException">The handle is closed already.</exception>
    internal HandleReference(SafeHandle handle)
    {
        bool added = false;
        handle.DangerousAddRef(ref added);
        _handle = handle;
        FileDescriptor = (int)handle.DangerousGetHandle();
    }

    /// <summary>The descriptor's number, good until <see cref="Dispose"/>.</summary>
    internal int FileDescriptor { get; }

    /// <summary>Gives the reference back.</summary>
    public void Dispose() => _handle.DangerousRelease();
}
