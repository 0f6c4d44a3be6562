/* Of Microsoft's C runtime: types, limits, and what has another name on Linux. */
#ifndef STANDPIPE_CRT_BASE_H
#define STANDPIPE_CRT_BASE_H

#include <stddef.h>
#include <stdint.h>

#include "ntdef.h"

#ifdef __cplusplus
#define STANDPIPE_BEGIN_C extern "C" {
#define STANDPIPE_END_C }
#else
#define STANDPIPE_BEGIN_C
#define STANDPIPE_END_C
#endif

#ifndef _ERRNO_T_DEFINED
#define _ERRNO_T_DEFINED
typedef int errno_t;
#endif
#ifndef _RSIZE_T_DEFINED
#define _RSIZE_T_DEFINED
typedef size_t rsize_t;
#endif
typedef long long __time64_t;

#define _CRTIMP
#define _ACRTIMP

#define _TRUNCATE ((size_t)-1)
#define STRUNCATE 80

#define _MAX_PATH 260
#define _MAX_DRIVE 3
#define _MAX_DIR 256
#define _MAX_FNAME 256
#define _MAX_EXT 256
#define _MAX_ENV 32767

#ifndef _countof
#define _countof(array) (sizeof(array) / sizeof((array)[0]))
#endif

/*
 * The flags of _open have Linux' values, so that open takes them too; <fcntl.h> itself would bring more names than a
 * Windows program expects. Text and binary are the same here, and bits that no open looks at.
 */
#define _O_RDONLY 0
#define _O_WRONLY 01
#define _O_RDWR 02
#define _O_CREAT 0100
#define _O_EXCL 0200
#define _O_TRUNC 01000
#define _O_APPEND 02000
#define _O_NOINHERIT 02000000
#define _O_TEXT 0x20000000
#define _O_BINARY 0x40000000
#define _O_WTEXT 0x10000000
#define _O_U16TEXT 0x10000000
#define _O_U8TEXT 0x01000000
#define _O_RAW _O_BINARY
#define _O_SEQUENTIAL 0
#define _O_RANDOM 0
#define _O_SHORT_LIVED 0
#define O_BINARY _O_BINARY
#define O_TEXT _O_TEXT
#define O_NOINHERIT _O_NOINHERIT

#define _S_IREAD 0400
#define _S_IWRITE 0200
#define _S_IFMT 0170000
#define _S_IFDIR 0040000
#define _S_IFREG 0100000

#define _alloca __builtin_alloca

/* A function under its Microsoft name that Linux has under another one. */
#define STANDPIPE_IS(name) __asm__(#name)

#ifdef __cplusplus
#define STANDPIPE_NOEXCEPT noexcept(true)
#else
#define STANDPIPE_NOEXCEPT
#endif

#endif
