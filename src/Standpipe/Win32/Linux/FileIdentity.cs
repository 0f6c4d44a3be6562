using System.Runtime.Versioning;
using Standpipe.Platform.Linux;

namespace Standpipe.Win32.Linux;

/// <summary>Tells files, pipes among them, apart.</summary>
/// <param name="Device">The device that it is on.</param>
/// <param name="Inode">Its number there.</param>
internal readonly record struct FileIdentity(ulong Device, ulong Inode)
{
    /// <summary>The identity of what a descriptor is open on.</summary>
    /// <param name="fileDescriptor">The descriptor.</param>
    /// <param name="identity">Its identity.</param>
    /// <param name="status">All that the kernel says of it.</param>
    /// <returns>Whether it is open.</returns>
    [SupportedOSPlatform("linux")]
    internal static unsafe bool TryGet(int fileDescriptor, out FileIdentity identity, out statx_t status)
    {
        statx_t filled;
        byte empty = 0;
        bool open = Libc.statx(fileDescriptor, &empty, Sys.AT_EMPTY_PATH, Sys.STATX_BASIC_STATS, &filled) == 0;
        status = open ? filled : default;
        identity = new FileIdentity(((ulong)status.stx_dev_major << 32) | status.stx_dev_minor, status.stx_ino);
        return open;
    }
}
