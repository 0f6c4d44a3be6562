using System.Runtime.InteropServices;

namespace Standpipe.Win32;

/// <summary>Owns a <see cref="HANDLE"/> and closes it by <see cref="Kernel32.CloseHandle"/>.</summary>
/// <remarks>
/// The comfortable overloads give and take it, and take any other <see cref="SafeHandle"/> whose number is a
/// <see cref="HANDLE"/>.
/// <para>*Ownership*: one owner. Who hands a handle over to a <c>SafeFileHandle</c> does not close it by <see cref="Kernel32.CloseHandle"/> as well.</para>
/// <para>*Threads*: safe; the handle is closed when the last call that uses it has ended.</para>
/// <para>
/// *Linux*: a <c>SafeFileHandle</c> holds a file descriptor, and so can own a handle that was made in this process. Its reads and writes are the
/// system's own: they know nothing of rights, <c>PIPE_NOWAIT</c> and turns, and closing it does not send a blocked call home. It cannot hold
/// what <c>GetStdHandle</c> gives: 4, 8 and 12 are other descriptors.
/// </para>
/// </remarks>
public sealed class SafeObjectHandle : SafeHandle
{
    /// <summary>Makes an owner of nothing.</summary>
    public SafeObjectHandle()
        : base(0, ownsHandle: true)
    {
    }

    /// <summary>Takes a handle.</summary>
    /// <param name="handle">The handle.</param>
    /// <param name="ownsHandle">Whether to close it in the end.</param>
    public SafeObjectHandle(HANDLE handle, bool ownsHandle)
        : base(0, ownsHandle) => SetHandle(handle.Value);

    /// <summary>Whether there is no handle: 0 or -1.</summary>
    public override bool IsInvalid => handle is 0 or -1;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        // A finalizer may run on any thread, and Dispose in front of anybody's GetLastError.
        int last = Marshal.GetLastPInvokeError();
        bool closed = Kernel32.CloseHandle(new HANDLE(handle));
        Marshal.SetLastPInvokeError(last);
        return closed;
    }
}
