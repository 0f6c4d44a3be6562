/*
 * The Win32 API of anonymous pipes, and of what programs that use them need around it, on Linux: libstandpipe.so.
 *
 *     gcc -I .../include/standpipe program.c -L ... -lstandpipe
 *
 * The functions do what docs/contract.md says: what they do on Windows. Where that is not possible the contract has a
 * line, and here a comment names it: (L-1) and so on; docs/gotchas.md says what to do about it. C from C99, C++ from
 * C++11, gcc or clang, 64-bit Linux.
 *
 * Wide characters. A WCHAR has 16 bits, and Linux' wchar_t has 32 unless the program is compiled with -fshort-wchar.
 * A program that says L"text" to a function, or defines UNICODE, needs that flag, in all its files; this header
 * refuses UNICODE without it. Without the flag a WCHAR is what u"text" is made of. With it, none of the C library's own
 * functions of wide characters works; crt.h, which comes with this header, has others under the same names.
 *
 * Narrow characters are UTF-8: that is what the functions with an A take and give.
 *
 * Types. A DWORD is an unsigned int, a LONG an int: long has 64 bits on Linux, so that "unsigned long" is no DWORD
 * here. printf's %lu of a DWORD, and Microsoft's other ways to say things, are crt.h's affair.
 *
 * A handle is a multiple of 4. From 16 up it is its descriptor's number; 4, 8 and 12 are descriptors 0, 1 and 2. Do not
 * count on it: _open_osfhandle and _get_osfhandle join the two, here as on Windows.
 *
 * errno is the last error's number whenever a function has set that.
 */
#ifndef STANDPIPE_WINDOWS_H
#define STANDPIPE_WINDOWS_H
#define _WINDOWS_
#define _INC_WINDOWS

#include "sdkddkver.h"

#include <ctype.h>
#include <stdarg.h>
#include <string.h>

#include "windef.h"
#include "winerror.h"
#include "winbase.h"
#include "wincon.h"
#include "winnls.h"
#include "stringapiset.h"
#include "winuser.h"
#ifndef WIN32_LEAN_AND_MEAN
#include "shellapi.h"
#endif

/* Of Microsoft's C runtime, what programs use without naming its headers. */
#include "crt.h"

#endif
