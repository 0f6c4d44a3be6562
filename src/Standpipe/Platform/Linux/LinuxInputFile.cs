using System.Runtime.Versioning;
using System.Text;

namespace Standpipe.Platform.Linux;

/// <summary>The regular file that another process reads. Its name is asked for once, as long as it is the same.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class LinuxInputFile
{
    private const int LongestPath = 4096;
    private const int InfoSize = 512;

    // Shells keep the script they run open above the numbers that programs get.
    private const int HighestDescriptor = 64;

    private string? _path;
    private ulong _inode;

    /// <summary>
    /// Looks for standard input first, then for the lowest descriptor of a file that is open for reading alone, and was read: libraries are mapped.
    /// </summary>
    /// <param name="process">The process's directory.</param>
    /// <param name="numbers">Room for a list.</param>
    /// <param name="position">Where the next read begins.</param>
    /// <param name="length">The file's length.</param>
    /// <returns>Its path, or null.</returns>
    internal string? Find(in ProcDirectory process, List<int> numbers, out long position, out long length)
    {
        (position, length) = (0, 0);
        _ = process.List("fd\0"u8, numbers);
        numbers.Sort();
        Span<byte> buffer = stackalloc byte[ProcPath.MostBytes];
        foreach (int number in numbers)
        {
            if (number is 1 or 2 or > HighestDescriptor)
            {
                continue;
            }

            ReadOnlySpan<byte> path = ProcPath.Of("fd/"u8, number, default, buffer);
            if (IsRegularFile(process, path, out length, out ulong inode) && IsRead(process, number, out position) && (number == 0 || position > 0))
            {
                _path = _path is null || inode != _inode ? ReadPath(process, path) : _path;
                _inode = inode;
                return _path;
            }
        }

        return null;
    }

    private static string? ReadPath(in ProcDirectory process, ReadOnlySpan<byte> path)
    {
        byte[] target = new byte[LongestPath];
        int count = process.ReadLink(path, target);
        return count > 0 ? Encoding.UTF8.GetString(target, 0, count) : null;
    }

    private static bool IsRegularFile(in ProcDirectory process, ReadOnlySpan<byte> path, out long length, out ulong inode)
    {
        statx_t status;

        // SAFETY: the path is pinned for the call, and ends with a NUL.
        fixed (byte* pathname = path)
        {
            bool isKnown = Libc.statx(process.FileDescriptor, pathname, 0, Sys.STATX_BASIC_STATS, &status) == 0;
            inode = isKnown ? status.stx_ino : 0;
            length = isKnown ? (long)status.stx_size : 0;
            return isKnown && (status.stx_mode & Sys.S_IFMT) == Sys.S_IFREG;
        }
    }

    private static bool IsRead(in ProcDirectory process, int number, out long position)
    {
        Span<byte> text = stackalloc byte[InfoSize];
        int count = process.Read(ProcPath.Of("fdinfo/"u8, number, default, stackalloc byte[ProcPath.MostBytes]), text);
        bool isKnown = ProcFdInfo.TryParse(count > 0 ? text[..count] : default, out ProcFdInfo info);
        position = info.Position;
        return isKnown && (info.Flags & Sys.O_ACCMODE) == Sys.O_RDONLY;
    }
}
