using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace Standpipe.Cli.Platform.Linux;

/// <summary>Descriptors by their numbers, and what files are.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class LinuxDescriptor
{
    internal static bool CanWrite(int descriptor)
    {
        // What is closed on exec was opened by this process itself, for the runtime: nobody else can mean it.
        int own = Libc.fcntl(descriptor, Libc.F_GETFD);
        int flags = Libc.fcntl(descriptor, Libc.F_GETFL);
        return own >= 0 && (own & Libc.FD_CLOEXEC) == 0 && flags >= 0 && (flags & Libc.O_ACCMODE) != Libc.O_RDONLY && (flags & Libc.O_PATH) == 0;
    }

    internal static void Write(int descriptor, ReadOnlySpan<byte> content)
    {
        fixed (byte* start = content)
        {
            for (nuint done = 0; done < (nuint)content.Length;)
            {
                // SAFETY: what is left of the pinned bytes.
                nint written = Libc.write(descriptor, start + done, (nuint)content.Length - done);
                if (written >= 0)
                {
                    done += (nuint)written;
                    continue;
                }

                int error = Marshal.GetLastPInvokeError();
                switch (error)
                {
                    case Libc.EINTR:
                        break;
                    case Libc.EAGAIN:
                        WaitForRoom(descriptor);
                        break;
                    case Libc.EPIPE:
                        throw new PipeBrokenException($"write: {Marshal.GetPInvokeErrorMessage(error)} (EPIPE, {error}).");
                    default:
                        throw new IOException($"write: {Marshal.GetPInvokeErrorMessage(error)} ({error}).");
                }
            }
        }
    }

    internal static string? IdentifyRegularFile(string path) => Identify(path, Libc.S_IFREG);

    internal static string? IdentifyDirectory(string path) => Identify(path, Libc.S_IFDIR);

    // .NET has errno where it has no code of its own.
    internal static bool IsBusy(Exception exception) => exception is IOException { HResult: Libc.EBUSY };

    private static string? Identify(string path, ushort kind)
    {
        Libc.FileStatus status;
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
        {
            // SAFETY: the name ends with a zero, and the structure has the size that the call fills.
            return Libc.statx(Libc.AT_FDCWD, name, 0, Libc.STATX_TYPE | Libc.STATX_INO, &status) == 0 && (status.Mode & Libc.S_IFMT) == kind
                ? string.Create(CultureInfo.InvariantCulture, $"{status.DeviceMajor}:{status.DeviceMinor}:{status.Inode}")
                : null;
        }
    }

    private static void WaitForRoom(int descriptor)
    {
        Libc.PollEntry entry = new() { Descriptor = descriptor, Wanted = Libc.POLLOUT };

        // SAFETY: one entry. Whatever it returns, the next write says what is the matter.
        _ = Libc.poll(&entry, 1, -1);
    }
}
