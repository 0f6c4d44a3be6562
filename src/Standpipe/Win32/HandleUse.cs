using System.Runtime.InteropServices;

namespace Standpipe.Win32;

/// <summary>Keeps a <see cref="SafeHandle"/> open for the length of a call.</summary>
internal readonly ref struct HandleUse
{
    private readonly SafeHandle? _owner;

    /// <summary>Takes a reference, or for null stands for no handle.</summary>
    /// <exception cref="ObjectDisposedException">It is closed.</exception>
    internal HandleUse(SafeHandle? owner)
    {
        if (owner is not null)
        {
            bool added = false;
            owner.DangerousAddRef(ref added);
            _owner = owner;
            Handle = new HANDLE(owner.DangerousGetHandle());
        }
    }

    /// <summary>The handle, good until <see cref="Dispose"/>.</summary>
    internal HANDLE Handle { get; }

    /// <summary>Gives the reference back.</summary>
    public void Dispose() => _owner?.DangerousRelease();
}
