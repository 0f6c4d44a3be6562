using Microsoft.Win32.SafeHandles;

namespace Standpipe;

/// <summary>A stream over somebody else's file handle, from its position on, which is set to where the stream ended.</summary>
internal static class BorrowedFile
{
    /// <summary>Uses the stream.</summary>
    internal static T Use<T>(SafeFileHandle handle, FileAccess access, Func<FileStream, T> use)
    {
        using Reference reference = new(handle);
        using FileStream stream = new(reference.Handle, access, bufferSize: 0, handle.IsAsync);
        try
        {
            return use(stream);
        }
        finally
        {
            // Asking for the handle is what makes the system's position the stream's.
            _ = stream.SafeFileHandle;
        }
    }

    /// <inheritdoc cref="Use"/>
    internal static async Task UseAsync(SafeFileHandle handle, FileAccess access, Func<FileStream, Task> use)
    {
        using Reference reference = new(handle);
        FileStream stream = new(reference.Handle, access, bufferSize: 0, handle.IsAsync);
        await using (stream.ConfigureAwait(false))
        {
            try
            {
                await use(stream).ConfigureAwait(false);
            }
            finally
            {
                _ = stream.SafeFileHandle;
            }
        }
    }

    private sealed class Reference : IDisposable
    {
        private readonly SafeFileHandle _owner;
        private bool _added;

        internal Reference(SafeFileHandle owner)
        {
            _owner = owner;
            owner.DangerousAddRef(ref _added);
            Handle = new SafeFileHandle(owner.DangerousGetHandle(), ownsHandle: false);
        }

        internal SafeFileHandle Handle { get; }

        public void Dispose()
        {
            Handle.Dispose();
            if (_added)
            {
                _added = false;
                _owner.DangerousRelease();
            }
        }
    }
}
