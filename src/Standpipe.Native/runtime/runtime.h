/* What the C half of libstandpipe.so shares with itself. Everything is hidden but what STANDPIPE_EXPORT marks, which
   exports.map names too. */
#ifndef STANDPIPE_RUNTIME_H
#define STANDPIPE_RUNTIME_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* runtime.h comes first in each file */
#endif

#include <stddef.h>
#include <stdint.h>

#define STANDPIPE_EXPORT __attribute__((visibility("default")))

/* Windows' types by their sizes: the same ones that the public headers give to programs. A WCHAR has 16 bits,
   whatever wchar_t has. */
typedef int BOOL;
typedef unsigned char BOOLEAN;
typedef unsigned int DWORD;
typedef unsigned int UINT;
typedef int LONG;
typedef unsigned short WORD;
typedef unsigned short WCHAR;
typedef void *HANDLE;

enum { FALSE, TRUE };

#define ERROR_INVALID_HANDLE 6u
#define ERROR_NOT_ENOUGH_MEMORY 8u
#define ERROR_GEN_FAILURE 31u
#define ERROR_INVALID_PARAMETER 87u
#define ERROR_INSUFFICIENT_BUFFER 122u
#define ERROR_DISCARDED 157u
#define ERROR_NOT_LOCKED 158u
#define ERROR_NO_MORE_ITEMS 259u
#define ERROR_INVALID_ADDRESS 487u
#define ERROR_NOACCESS 998u
#define ERROR_INVALID_FLAGS 1004u
#define ERROR_NO_UNICODE_TRANSLATION 1113u
#define ERROR_TIMEOUT 1460u

/* The C# half. */
uint32_t GetLastError(void);
void SetLastError(uint32_t error);

/* What the C# half calls, by NativeRuntime.cs. */
void *standpipe_local_alloc(size_t size); /* a block that LocalFree takes */
void standpipe_terminate(uint32_t code);
void *standpipe_module_find(const char *name, int load);
const char *standpipe_module_path(void *module);
struct file_information;
int standpipe_file_information(int fd, struct file_information *information);
int standpipe_console_get_mode(int fd, int is_input, uint32_t *mode);
int standpipe_console_set_mode(int fd, int is_input, uint32_t mode);
int standpipe_console_flush_input(int fd);

STANDPIPE_EXPORT const char *standpipe_version(void);
STANDPIPE_EXPORT void ExitProcess(uint32_t code);
STANDPIPE_EXPORT _Noreturn void ExitThread(uint32_t code);

#endif
