/*
 * Descriptors as Microsoft's C runtime has them. They are Linux' own, and a handle's value is its descriptor's number,
 * but for the standard handles, whose values are 4, 8 and 12.
 */
#ifndef STANDPIPE_IO_H
#define STANDPIPE_IO_H

#include "crt.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Between handles and descriptors. The descriptor owns the handle that it was opened for; _close closes both. */
int _open_osfhandle(intptr_t handle, int flags);
intptr_t _get_osfhandle(int descriptor);

int _open(const char *path, int flags, ...) STANDPIPE_IS(open);
int _close(int descriptor);
int _read(int descriptor, void *buffer, unsigned count);
int _write(int descriptor, const void *buffer, unsigned count);
long _lseek(int descriptor, long offset, int origin) STANDPIPE_IS(lseek);
long long _lseeki64(int descriptor, long long offset, int origin) STANDPIPE_IS(lseek);
int _dup(int descriptor) STANDPIPE_IS(dup);
int _dup2(int from, int to);
int _isatty(int descriptor) STANDPIPE_IS(isatty);
int _commit(int descriptor) STANDPIPE_IS(fsync);
int _eof(int descriptor);
long _filelength(int descriptor);
long long _filelengthi64(int descriptor);

/* Both ends can be inherited unless the mode has _O_NOINHERIT. */
int _pipe(int *descriptors, unsigned size, int mode);

/* Nothing is translated: text is binary. The former mode, at first _O_TEXT. */
int _setmode(int descriptor, int mode);
int setmode(int descriptor, int mode) STANDPIPE_IS(_setmode);
errno_t _set_fmode(int mode);

int _access(const char *path, int mode) STANDPIPE_IS(access);
errno_t _access_s(const char *path, int mode);

#ifdef __cplusplus
}
#endif

#endif
