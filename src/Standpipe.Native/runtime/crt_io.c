/* Descriptors, as Microsoft's <io.h> and <conio.h> have them. They are Linux' own. A handle's value is its
   descriptor's number, but for the standard ones: 4, 8 and 12 are the descriptors 0, 1 and 2. */
#include "runtime.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

enum { FIRST_ORDINARY = 16, KNOWN = 1024 };
enum { TEXT = 0x20000000, BINARY = 0x40000000, WIDE_TEXT = 0x11000000, NO_INHERIT = O_CLOEXEC };

struct security_attributes {
    DWORD length;
    void *descriptor;
    BOOL inherit;
};

/* The C# half. The last gives the handle that a descriptor is, or that of a duplicate; -1 if there can be none. */
BOOL CloseHandle(HANDLE handle);
BOOL CreatePipe(HANDLE *read, HANDLE *write, struct security_attributes *attributes, DWORD size);
HANDLE standpipe_handle_of_descriptor(int32_t descriptor);

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* adopted */
static HANDLE adopted[KNOWN];                            /* what _get_osfhandle made for a descriptor */
static int modes[KNOWN];                                 /* what _setmode was told; 0: nothing */

static BOOL is_open(int descriptor) { return fcntl(descriptor, F_GETFD) >= 0; }

/* The descriptor of a handle, or -1. */
static int descriptor_of(intptr_t handle)
{
    intptr_t value = handle & ~(intptr_t)3;
    if (value >= 4 && value < FIRST_ORDINARY)
        return (int)(value / 4 - 1);
    return value >= FIRST_ORDINARY && value < INT32_MAX ? (int)value : -1;
}

/* The descriptor owns the handle from now on: _close closes it, and so do close and fclose. */
STANDPIPE_EXPORT int _open_osfhandle(intptr_t handle, int flags)
{
    int descriptor = descriptor_of(handle);
    if (descriptor < 0 || !is_open(descriptor)) {
        errno = EBADF;
        return -1;
    }
    if (descriptor < KNOWN)
        modes[descriptor] = flags & (TEXT | BINARY);
    return descriptor;
}

static BOOL is_same_file(int first, int second)
{
    struct stat left;
    struct stat right;
    return fstat(first, &left) == 0 && fstat(second, &right) == 0 && left.st_dev == right.st_dev
        && left.st_ino == right.st_ino;
}

/* The handle of a descriptor that has another number than any handle: a duplicate, made once. */
static HANDLE adopt(int descriptor)
{
    HANDLE invalid = (HANDLE)(intptr_t)-1;
    if (descriptor >= KNOWN)
        return standpipe_handle_of_descriptor(descriptor);
    pthread_mutex_lock(&lock);
    HANDLE handle = adopted[descriptor];
    if (handle != NULL && !is_same_file(descriptor, descriptor_of((intptr_t)handle))) {
        /* The descriptor was closed by other means, and its number given away again. */
        (void)CloseHandle(handle);
        handle = NULL;
    }
    if (handle == NULL)
        handle = standpipe_handle_of_descriptor(descriptor);
    adopted[descriptor] = handle == invalid ? NULL : handle;
    pthread_mutex_unlock(&lock);
    return handle;
}

STANDPIPE_EXPORT intptr_t _get_osfhandle(int descriptor)
{
    if (descriptor < 0 || !is_open(descriptor)) {
        errno = EBADF;
        return -1;
    }
    if (descriptor < 3)
        return (descriptor + 1) * 4;
    intptr_t handle = (intptr_t)adopt(descriptor);
    if (handle == -1)
        errno = EBADF;
    return handle;
}

STANDPIPE_EXPORT int _close(int descriptor)
{
    HANDLE own = NULL;
    if (descriptor >= 0 && descriptor < KNOWN) {
        pthread_mutex_lock(&lock);
        own = adopted[descriptor];
        adopted[descriptor] = NULL;
        modes[descriptor] = 0;
        pthread_mutex_unlock(&lock);
    }
    /* First what was made for it; then itself, by its handle if it has one. */
    if (own != NULL && (intptr_t)own != descriptor)
        (void)CloseHandle(own);
    BOOL may_be_handle = descriptor >= 0 && (descriptor < 3 || (descriptor >= FIRST_ORDINARY && descriptor % 4 == 0));
    HANDLE handle = (HANDLE)(intptr_t)(descriptor < 3 ? (descriptor + 1) * 4 : descriptor);
    if (may_be_handle) {
        uint32_t error = GetLastError();
        if (CloseHandle(handle))
            return 0;
        SetLastError(error);
    }
    return close(descriptor);
}

/* Both ends can be inherited by children unless _O_NOINHERIT says otherwise. */
STANDPIPE_EXPORT int _pipe(int *descriptors, unsigned size, int mode)
{
    HANDLE ends[2];
    struct security_attributes attributes = {sizeof attributes, NULL, (mode & NO_INHERIT) == 0};
    if (!CreatePipe(&ends[0], &ends[1], &attributes, size)) {
        errno = EMFILE;
        return -1;
    }
    descriptors[0] = _open_osfhandle((intptr_t)ends[0], mode);
    descriptors[1] = _open_osfhandle((intptr_t)ends[1], mode);
    return 0;
}

/* Nothing is translated on Linux. The mode is kept only to be told. */
STANDPIPE_EXPORT int _setmode(int descriptor, int mode)
{
    if (mode != TEXT && mode != BINARY && (mode & WIDE_TEXT) == 0) {
        errno = EINVAL;
        return -1;
    }
    if (descriptor < 0 || !is_open(descriptor)) {
        errno = EBADF;
        return -1;
    }
    int former = descriptor < KNOWN && modes[descriptor] != 0 ? modes[descriptor] : TEXT;
    if (descriptor < KNOWN)
        modes[descriptor] = mode;
    return former;
}

/* A count is an unsigned int there, and what was moved an int. */
STANDPIPE_EXPORT int _read(int descriptor, void *buffer, unsigned count)
{
    return (int)read(descriptor, buffer, count > INT32_MAX ? INT32_MAX : count);
}

STANDPIPE_EXPORT int _write(int descriptor, const void *buffer, unsigned count)
{
    return (int)write(descriptor, buffer, count > INT32_MAX ? INT32_MAX : count);
}

/* 0 and not the descriptor. */
STANDPIPE_EXPORT int _dup2(int from, int to) { return dup2(from, to) < 0 ? -1 : 0; }

STANDPIPE_EXPORT int _access_s(const char *path, int mode) { return access(path, mode) == 0 ? 0 : errno; }

STANDPIPE_EXPORT int _mkdir(const char *path) { return mkdir(path, 0777); }

STANDPIPE_EXPORT char *_getcwd(char *buffer, int size) { return getcwd(buffer, size < 0 ? 0 : (size_t)size); }

STANDPIPE_EXPORT int _set_fmode(int mode) { return mode == TEXT || mode == BINARY ? 0 : (errno = EINVAL); }

STANDPIPE_EXPORT int _eof(int descriptor)
{
    off_t at = lseek(descriptor, 0, SEEK_CUR);
    struct stat status;
    if (at < 0 || fstat(descriptor, &status) != 0)
        return -1;
    return at >= status.st_size;
}

STANDPIPE_EXPORT long long _filelengthi64(int descriptor)
{
    struct stat status;
    return fstat(descriptor, &status) == 0 ? status.st_size : -1;
}

STANDPIPE_EXPORT long _filelength(int descriptor) { return (long)_filelengthi64(descriptor); }

/* One character of the terminal that standard input is, at once; of anything else, its next byte. -1 at its end. */
STANDPIPE_EXPORT int _getch(void)
{
    struct termios before;
    unsigned char byte;
    (void)fflush(stdout);
    BOOL terminal = tcgetattr(STDIN_FILENO, &before) == 0;
    if (terminal) {
        struct termios raw = before;
        raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
        raw.c_cc[VMIN] = 1;
        raw.c_cc[VTIME] = 0;
        (void)tcsetattr(STDIN_FILENO, TCSANOW, &raw);
    }
    ssize_t count = read(STDIN_FILENO, &byte, 1);
    if (terminal)
        (void)tcsetattr(STDIN_FILENO, TCSANOW, &before);
    return count == 1 ? byte : -1;
}

STANDPIPE_EXPORT int _putch(int byte) { return putchar(byte); }

STANDPIPE_EXPORT int _getche(void)
{
    int byte = _getch();
    if (byte >= 0)
        (void)_putch(byte);
    return byte;
}

/* TRUE if a read would not block. A terminal hands lines over, so there it is one of them. */
STANDPIPE_EXPORT int _kbhit(void)
{
    struct pollfd input = {STDIN_FILENO, POLLIN, 0};
    return poll(&input, 1, 0) > 0 && (input.revents & POLLIN) != 0;
}

STANDPIPE_EXPORT int _cputs(const char *text) { return fputs(text, stdout) < 0 ? -1 : 0; }
