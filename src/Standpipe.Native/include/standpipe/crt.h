/*
 * Microsoft's C runtime, as far as programs that use pipes and threads need it. windows.h includes this.
 *
 * Most of it is additions: functions that Linux has not, under their own names. Three things stand in the place of
 * functions that Linux has too:
 *
 * printf, fprintf, sprintf, snprintf and their forms with a va_list read their formats as on Windows (crt_stdio.h):
 * "%lu" is a DWORD, of 32 bits, "%I64d" and "%lld" have 64, "%S" and "%ls" are UTF-16, "%p" is sixteen capital digits.
 * They are still called printf, and the compiler still knows them; only the symbol is another. A real long prints as
 * long as its value has room in 32 bits, as on Windows; for more, use %lld. gcc's warnings about formats do not know
 * any of this and are turned off, unless STANDPIPE_FORMAT_WARNINGS is defined. STANDPIPE_NO_PRINTF, defined before
 * the first header, leaves all of printf and scanf as Linux has it.
 *
 * scanf, fscanf and sscanf (crt_stdio.h) know "%I64d" too. "%lu" stores 32 bits where its argument points to a DWORD,
 * and 64 where it points to a long. They are macros for calls, so that a C++ class with a member of such a name needs
 * STANDPIPE_NO_PRINTF.
 *
 * The functions of wide characters (crt_wide.h), in programs compiled with -fshort-wchar: those of glibc take wide
 * characters of 32 bits, whatever the compiler was told.
 *
 * The functions whose names end in _s tell of a buffer that is too small by their result, and empty it; Microsoft's
 * default, to end the program, is not followed.
 */
#ifndef STANDPIPE_CRT_H
#define STANDPIPE_CRT_H

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "crt_base.h"
#include "crt_stdio.h"
#include "crt_string.h"
#include "crt_wide.h"

#endif
