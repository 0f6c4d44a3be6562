using System.Runtime.Versioning;
using Standpipe.Platform.Linux;

namespace Standpipe.Tests.Platform;

/// <summary>The kernel's calls, one of which fails. The type parameter tells apart what the loops keep per type.</summary>
[SupportedOSPlatform("linux")]
internal readonly unsafe struct FaultyPosix<TScenario> : IPosix
    where TScenario : struct
{
    internal static FaultPlan Plan { get; set; } = new();

    public static int pipe2(int* pipefd, int flags)
    {
        int fault = Plan.Take(SystemCall.Pipe2);
        if (fault != 0)
        {
            return -fault;
        }

        Assert.Equal(Sys.O_CLOEXEC, flags);
        (pipefd[0], pipefd[1]) = Plan.Table.MakePair();
        return 0;
    }

    public static int close(int fd)
    {
        // Linux closes the descriptor whatever close says.
        int fault = Plan.Take(SystemCall.Close);
        Plan.Table.Close(fd);
        return -fault;
    }

    public static nint fcntl(int fd, int cmd, nint arg)
    {
        int fault = Plan.Take(SystemCall.Fcntl);
        if (fault != 0)
        {
            return -fault;
        }

        switch (cmd)
        {
            case Sys.F_GETPIPE_SZ:
                return Plan.Table.GetSize(fd);
            case Sys.F_SETPIPE_SZ:
                return Plan.Table.SetSize(fd, (int)arg);
            default:
                Assert.Equal(Sys.F_DUPFD_CLOEXEC, cmd);
                return Plan.Table.Duplicate(fd, (int)arg);
        }
    }

    public static nint read(int fd, void* buf, nuint count)
    {
        int fault = Plan.Take(SystemCall.Read);
        return fault != 0 ? -fault : RealPosix.read(fd, buf, Plan.Shorten(count));
    }

    public static nint write(int fd, void* buf, nuint count)
    {
        int fault = Plan.Take(SystemCall.Write);
        return fault != 0 ? -fault : RealPosix.write(fd, buf, Plan.Shorten(count));
    }

    public static nint preadv2(int fd, iovec* iov, int iovcnt, long offset, int flags)
    {
        int fault = Plan.Take(SystemCall.Preadv2);
        iovec* shortened = stackalloc iovec[iovcnt];
        return fault != 0 ? -fault : RealPosix.preadv2(fd, shortened, Shorten(iov, iovcnt, shortened), offset, flags);
    }

    public static nint pwritev2(int fd, iovec* iov, int iovcnt, long offset, int flags)
    {
        int fault = Plan.Take(SystemCall.Pwritev2);
        iovec* shortened = stackalloc iovec[iovcnt];
        return fault != 0 ? -fault : RealPosix.pwritev2(fd, shortened, Shorten(iov, iovcnt, shortened), offset, flags);
    }

    public static nint splice(int fd_in, long* off_in, int fd_out, long* off_out, nuint len, uint flags)
    {
        int fault = Plan.Take(SystemCall.Splice);
        return fault != 0 ? -fault : RealPosix.splice(fd_in, off_in, fd_out, off_out, Plan.Shorten(len), flags);
    }

    public static nint tee(int fd_in, int fd_out, nuint len, uint flags)
    {
        int fault = Plan.Take(SystemCall.Tee);
        return fault != 0 ? -fault : RealPosix.tee(fd_in, fd_out, Plan.Shorten(len), flags);
    }

    public static int poll(pollfd* fds, nuint nfds, int timeout)
    {
        int fault = Plan.Take(SystemCall.Poll);
        return fault != 0 ? -fault : RealPosix.poll(fds, nfds, timeout);
    }

    /// <summary>Copies as many of the segments, and of the last one as much, as a transfer may move.</summary>
    private static int Shorten(iovec* iov, int iovcnt, iovec* shortened)
    {
        nuint left = Plan.Shorten(nuint.MaxValue);
        int count = 0;
        while (count < iovcnt && left > 0)
        {
            shortened[count] = iov[count] with { iov_len = Math.Min(left, iov[count].iov_len) };
            left -= shortened[count++].iov_len;
        }

        return count;
    }
}
