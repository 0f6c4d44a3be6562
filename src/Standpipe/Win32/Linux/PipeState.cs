using System.Runtime.Versioning;
using Standpipe.Platform.Linux;

namespace Standpipe.Win32.Linux;

/// <summary>What the kernel says of a pipe at this moment.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class PipeState
{
    /// <summary>The bytes that wait in it; -1 if nothing is open.</summary>
    internal static int Available(int fileDescriptor)
    {
        int count;
        return Libc.ioctl(fileDescriptor, Sys.FIONREAD, &count) == 0 ? count : -1;
    }

    /// <summary>The bytes that it can hold.</summary>
    internal static int Capacity(int fileDescriptor) => Math.Max(0, Libc.fcntl(fileDescriptor, Sys.F_GETPIPE_SZ, 0));

    /// <summary>What it is ready for: POLLHUP for a reader without writers, POLLERR for a writer without readers, POLLNVAL for what is not open.</summary>
    internal static short Poll(int fileDescriptor, short events)
    {
        pollfd one = new() { fd = fileDescriptor, events = events };
        while (true)
        {
            int result = RealPosix.poll(&one, 1, 0);
            if (result != -Errno.EINTR)
            {
                return result > 0 ? one.revents : (short)0;
            }
        }
    }
}
