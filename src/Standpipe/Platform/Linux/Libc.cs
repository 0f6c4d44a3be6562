using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Standpipe.Platform.Linux;

/// <summary>The C library's functions, by their own names. The only P/Invokes of the Linux half.</summary>
/// <remarks>
/// Descriptors travel as <see langword="int"/>: every caller holds a reference on the owning SafeHandle for the
/// length of the call (or owns the number outright, before it is wrapped).
/// <para>
/// Those that move bytes or wait for them, many times a second, keep no error number: after a failure, and only then,
/// the caller asks for it on the very next line, as the generated code would after every call (docs/decisions/0010).
/// </para>
/// </remarks>
[SupportedOSPlatform("linux")]
internal static unsafe partial class Libc
{
    private const string Library = "libc.so.6";

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int pipe2(int* pipefd, int flags);

    [LibraryImport(Library)]
    internal static partial nint read(int fd, void* buf, nuint count);

    [LibraryImport(Library)]
    internal static partial nint write(int fd, void* buf, nuint count);

    [LibraryImport(Library)]
    internal static partial nint preadv2(int fd, iovec* iov, int iovcnt, long offset, int flags);

    [LibraryImport(Library)]
    internal static partial nint pwritev2(int fd, iovec* iov, int iovcnt, long offset, int flags);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int poll(pollfd* fds, nuint nfds, int timeout);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int close(int fd);

    // fcntl and ioctl are variadic in C; on x86-64 and arm64 Linux an integer argument travels in the same register
    // either way, which is why a fixed signature is sound there.
    [LibraryImport(Library, SetLastError = true)]
    internal static partial int fcntl(int fd, int cmd, nint arg);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int ioctl(int fd, nuint request, void* arg);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int open(byte* pathname, int flags, uint mode);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int mkdir(byte* pathname, uint mode);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int rmdir(byte* pathname);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int statx(int dirfd, byte* pathname, int flags, uint mask, statx_t* buf);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int faccessat(int dirfd, byte* pathname, int mode, int flags);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int eventfd(uint initval, int flags);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int epoll_create1(int flags);

    [LibraryImport(Library)]
    internal static partial int epoll_ctl(int epfd, int op, int fd, void* @event);

    [LibraryImport(Library)]
    internal static partial int epoll_wait(int epfd, void* events, int maxevents, int timeout);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int inotify_init1(int flags);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int inotify_add_watch(int fd, byte* pathname, uint mask);

    [LibraryImport(Library)]
    internal static partial int inotify_rm_watch(int fd, int wd);

    [LibraryImport(Library)]
    internal static partial int posix_spawn(
        int* pid, byte* path, void* file_actions, void* attrp, byte** argv, byte** envp);

    [LibraryImport(Library)]
    internal static partial int posix_spawn_file_actions_init(void* file_actions);

    [LibraryImport(Library)]
    internal static partial int posix_spawn_file_actions_destroy(void* file_actions);

    [LibraryImport(Library)]
    internal static partial int posix_spawn_file_actions_adddup2(void* file_actions, int fildes, int newfildes);

    [LibraryImport(Library)]
    internal static partial int posix_spawn_file_actions_addclose(void* file_actions, int fildes);

    [LibraryImport(Library)]
    internal static partial int posix_spawn_file_actions_addclosefrom_np(void* file_actions, int from);

    [LibraryImport(Library)]
    internal static partial int posix_spawn_file_actions_addchdir_np(void* file_actions, byte* path);

    [LibraryImport(Library)]
    internal static partial int posix_spawnattr_init(void* attr);

    [LibraryImport(Library)]
    internal static partial int posix_spawnattr_destroy(void* attr);

    [LibraryImport(Library)]
    internal static partial int posix_spawnattr_setflags(void* attr, short flags);

    [LibraryImport(Library)]
    internal static partial int posix_spawnattr_setpgroup(void* attr, int pgroup);

    [LibraryImport(Library)]
    internal static partial int posix_spawnattr_setsigdefault(void* attr, void* sigset);

    [LibraryImport(Library)]
    internal static partial int posix_spawnattr_setsigmask(void* attr, void* sigset);

    [LibraryImport(Library)]
    internal static partial int sigemptyset(void* set);

    [LibraryImport(Library)]
    internal static partial int sigaddset(void* set, int signum);

    [LibraryImport(Library)]
    internal static partial nint signal(int signum, nint handler);

    [LibraryImport(Library)]
    internal static partial int sigaction(int signum, sigaction_t* act, sigaction_t* oldact);

    [LibraryImport(Library)]
    internal static partial int pthread_sigmask(int how, void* set, void* oldset);

    [LibraryImport(Library)]
    internal static partial int tgkill(int tgid, int tid, int sig);

    [LibraryImport(Library)]
    internal static partial int getppid();

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int kill(int pid, int sig);

    [LibraryImport(Library)]
    internal static partial int getpid();

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int getrusage(int who, rusage* usage);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int getrlimit(int resource, rlimit* rlim);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int setrlimit(int resource, rlimit* rlim);

    [LibraryImport(Library, SetLastError = true)]
    internal static partial int prctl(int option, nuint arg2, nuint arg3, nuint arg4, nuint arg5);

    // System calls that glibc 2.36 has no wrapper for, or one that drops an argument (waitid's rusage).
    [LibraryImport(Library, SetLastError = true)]
    internal static partial nint syscall(nint number, nint a1, nint a2, nint a3, nint a4, nint a5);
}
