using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Linux;

/// <summary>A file of /proc that stays open: it tells of its process for as long as that is not reaped, and of no other ever.</summary>
/// <remarks>
/// What an ordinary user has opened while the process ran can still be read when it is a zombie; opening it then is refused.
/// </remarks>
[SupportedOSPlatform("linux")]
internal sealed unsafe class ProcFile : IDisposable
{
    private readonly SafeFileHandle? _handle;
    private readonly int _error;

    /// <summary>Opens a file below a process's directory. A refusal shows at each read.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="path">The path, NUL-terminated.</param>
    internal ProcFile(in ProcDirectory directory, ReadOnlySpan<byte> path)
    {
        int fd = directory.Open(path, Sys.O_RDONLY);
        if (fd < 0)
        {
            _error = fd;
        }
        else
        {
            _handle = LinuxHandle.Own(fd);
        }
    }

    /// <summary>Reads from the beginning what the file says now.</summary>
    /// <returns>The bytes, or minus the error number.</returns>
    internal int Read(Span<byte> buffer)
    {
        if (_handle is null)
        {
            return _error;
        }

        using HandleReference reference = new(_handle);

        // SAFETY: the buffer is pinned for the call.
        fixed (byte* bytes = buffer)
        {
            iovec one = new() { iov_base = bytes, iov_len = (nuint)buffer.Length };
            int count;
            do
            {
                count = (int)RealPosix.preadv2(reference.FileDescriptor, &one, 1, 0, 0);
            }
            while (count == -Errno.EINTR);
            return count;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handle?.Dispose();
}
