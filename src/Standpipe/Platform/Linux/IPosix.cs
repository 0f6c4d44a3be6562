namespace Standpipe.Platform.Linux;

/// <summary>
/// The system calls under the read, write and create loops. Each returns its result, or minus the error number, so
/// that the error is taken on the very next line after the call and cannot be overwritten.
/// </summary>
/// <remarks>
/// Production uses <see cref="RealPosix"/>; tests give one that fails at its n-th call. A struct with static
/// members, so that the loops are compiled for each: no virtual call on the way to the kernel.
/// </remarks>
internal unsafe interface IPosix
{
    static abstract int pipe2(int* pipefd, int flags);

    static abstract int close(int fd);

    static abstract nint fcntl(int fd, int cmd, nint arg);

    static abstract nint read(int fd, void* buf, nuint count);

    static abstract nint write(int fd, void* buf, nuint count);

    static abstract nint preadv2(int fd, iovec* iov, int iovcnt, long offset, int flags);

    static abstract nint pwritev2(int fd, iovec* iov, int iovcnt, long offset, int flags);

    static abstract nint splice(int fd_in, long* off_in, int fd_out, long* off_out, nuint len, uint flags);

    static abstract nint tee(int fd_in, int fd_out, nuint len, uint flags);

    static abstract int poll(pollfd* fds, nuint nfds, int timeout);
}
