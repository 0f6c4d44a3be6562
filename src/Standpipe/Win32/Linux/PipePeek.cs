using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Standpipe.Platform.Linux;

namespace Standpipe.Win32.Linux;

/// <summary>Copying what waits in a pipe without taking it out.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class PipePeek
{
    /// <summary>Copies the first bytes: tee(2) into a pipe of our own, which is then read.</summary>
    /// <param name="fileDescriptor">The read end.</param>
    /// <param name="buffer">Takes the bytes.</param>
    /// <param name="size">The most bytes.</param>
    /// <param name="copied">The bytes copied: fewer if there are fewer, or another reader takes them meanwhile.</param>
    internal static WIN32_ERROR Copy(int fileDescriptor, byte* buffer, int size, out int copied)
    {
        copied = 0;
        int error = PosixPipe<RealPosix>.Create(out int readEnd, out int writeEnd);
        if (error != 0)
        {
            return ErrorTable.FromErrno(error);
        }

        try
        {
            // tee copies by whole pages of the pipe, of which ours must have as many. Should it not get them, the copy is shorter.
            _ = Libc.fcntl(writeEnd, Sys.F_SETPIPE_SZ, PipeState.Capacity(fileDescriptor));
            nint shared = Libc.tee(fileDescriptor, writeEnd, (nuint)size, Sys.SPLICE_F_NONBLOCK);
            if (shared < 0)
            {
                error = Marshal.GetLastPInvokeError();
                return error == Errno.EAGAIN ? WIN32_ERROR.ERROR_SUCCESS : ErrorTable.FromErrno(error);
            }

            while (copied < shared)
            {
                nint result = RealPosix.read(readEnd, buffer + copied, (nuint)(shared - copied));
                if (result < 0 && result != -Errno.EINTR)
                {
                    return ErrorTable.FromErrno((int)-result);
                }

                copied += (int)Math.Max(result, 0);
            }

            return WIN32_ERROR.ERROR_SUCCESS;
        }
        finally
        {
            _ = Libc.close(readEnd);
            _ = Libc.close(writeEnd);
        }
    }
}
