/* printf and scanf as Windows has them: crt.h says in what they differ. */
#ifndef STANDPIPE_CRT_STDIO_H
#define STANDPIPE_CRT_STDIO_H

#include <stdarg.h>
#include <stdio.h>
#ifdef __cplusplus
#include <cstdio> /* now, for it takes macros of these names away */
#endif

#include "crt_base.h"

/* In the macros' way, for compilers that refuse another symbol's name for a function that was already used. */
#if defined __clang__ && !defined STANDPIPE_PRINTF_MACROS
#define STANDPIPE_PRINTF_MACROS
#endif

STANDPIPE_BEGIN_C

int standpipe_printf(const char *format, ...);
int standpipe_fprintf(FILE *file, const char *format, ...);
int standpipe_sprintf(char *to, const char *format, ...);
int standpipe_snprintf(char *to, size_t room, const char *format, ...);
int standpipe_vprintf(const char *format, va_list arguments);
int standpipe_vfprintf(FILE *file, const char *format, va_list arguments);
int standpipe_vsprintf(char *to, const char *format, va_list arguments);
int standpipe_vsnprintf(char *to, size_t room, const char *format, va_list arguments);

int standpipe_scanf(uint64_t longs, const char *format, ...);
int standpipe_fscanf(uint64_t longs, FILE *file, const char *format, ...);
int standpipe_sscanf(uint64_t longs, const char *text, const char *format, ...);
int standpipe_scanf_s(uint64_t longs, const char *format, ...);
int standpipe_fscanf_s(uint64_t longs, FILE *file, const char *format, ...);
int standpipe_sscanf_s(uint64_t longs, const char *text, const char *format, ...);
int standpipe_vscanf(const char *format, va_list arguments);
int standpipe_vfscanf(FILE *file, const char *format, va_list arguments);
int standpipe_vsscanf(const char *text, const char *format, va_list arguments);

/* Microsoft's own: -1, and no zero at the end, if the text does not fit. */
int _snprintf(char *to, size_t room, const char *format, ...);
int _vsnprintf(char *to, size_t room, const char *format, va_list arguments);
int _scprintf(const char *format, ...);
int _vscprintf(const char *format, va_list arguments);
int sprintf_s(char *to, size_t size, const char *format, ...);
int vsprintf_s(char *to, size_t size, const char *format, va_list arguments);
int _snprintf_s(char *to, size_t size, size_t count, const char *format, ...);
int _vsnprintf_s(char *to, size_t size, size_t count, const char *format, va_list arguments);

FILE *_fdopen(int descriptor, const char *mode) STANDPIPE_IS(fdopen);
int _fileno(FILE *file) STANDPIPE_IS(fileno);
FILE *_popen(const char *command, const char *mode);
int _pclose(FILE *file) STANDPIPE_IS(pclose);
int _fseeki64(FILE *file, long long offset, int origin) STANDPIPE_IS(fseeko);
long long _ftelli64(FILE *file) STANDPIPE_IS(ftello);
int _fcloseall(void) STANDPIPE_IS(fcloseall);
int _unlink(const char *path) STANDPIPE_IS(unlink);

errno_t fopen_s(FILE **file, const char *path, const char *mode);
errno_t freopen_s(FILE **file, const char *path, const char *mode, FILE *old);

STANDPIPE_END_C

#define printf_s printf
#define fprintf_s fprintf
#define vprintf_s vprintf
#define vfprintf_s vfprintf
#define _flushall() fflush(NULL)

#ifndef STANDPIPE_NO_PRINTF

#ifndef STANDPIPE_FORMAT_WARNINGS
#pragma GCC diagnostic ignored "-Wformat"
#pragma GCC diagnostic ignored "-Wformat-extra-args"
#endif

#ifdef STANDPIPE_PRINTF_MACROS

#define printf(...) standpipe_printf(__VA_ARGS__)
#define fprintf(file, ...) standpipe_fprintf(file, __VA_ARGS__)
#define sprintf(to, ...) standpipe_sprintf(to, __VA_ARGS__)
#define snprintf(to, room, ...) standpipe_snprintf(to, room, __VA_ARGS__)
#define vprintf(format, arguments) standpipe_vprintf(format, arguments)
#define vfprintf(file, format, arguments) standpipe_vfprintf(file, format, arguments)
#define vsprintf(to, format, arguments) standpipe_vsprintf(to, format, arguments)
#define vsnprintf(to, room, format, arguments) standpipe_vsnprintf(to, room, format, arguments)
#ifdef __cplusplus
namespace std {
using ::standpipe_fprintf;
using ::standpipe_printf;
using ::standpipe_snprintf;
using ::standpipe_sprintf;
using ::standpipe_vfprintf;
using ::standpipe_vprintf;
using ::standpipe_vsnprintf;
using ::standpipe_vsprintf;
} // namespace std
#endif

#else

/*
 * The functions of <stdio.h>, declared once more, with other symbols. This holds for the whole file that includes it,
 * also before this line.
 */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wredundant-decls"
STANDPIPE_BEGIN_C
extern int printf(const char *__restrict format, ...) __asm__("standpipe_printf");
extern int fprintf(FILE *__restrict file, const char *__restrict format, ...) __asm__("standpipe_fprintf");
extern int sprintf(char *__restrict to, const char *__restrict format, ...) STANDPIPE_NOEXCEPT
    __asm__("standpipe_sprintf");
extern int snprintf(char *__restrict to, size_t room, const char *__restrict format, ...) STANDPIPE_NOEXCEPT
    __asm__("standpipe_snprintf");
extern int vprintf(const char *__restrict format, __gnuc_va_list arguments) __asm__("standpipe_vprintf");
extern int vfprintf(FILE *__restrict file, const char *__restrict format, __gnuc_va_list arguments)
    __asm__("standpipe_vfprintf");
extern int vsprintf(char *__restrict to, const char *__restrict format, __gnuc_va_list arguments) STANDPIPE_NOEXCEPT
    __asm__("standpipe_vsprintf");
extern int vsnprintf(char *__restrict to, size_t room, const char *__restrict format, __gnuc_va_list arguments)
    STANDPIPE_NOEXCEPT __asm__("standpipe_vsnprintf");
#if __USE_FORTIFY_LEVEL > 0
/* With -D_FORTIFY_SOURCE those are inline functions over these. */
extern int __printf_chk(int flag, const char *__restrict format, ...) __asm__("standpipe_printf_chk");
extern int __fprintf_chk(FILE *__restrict file, int flag, const char *__restrict format, ...)
    __asm__("standpipe_fprintf_chk");
extern int __sprintf_chk(char *__restrict to, int flag, size_t size, const char *__restrict format, ...)
    STANDPIPE_NOEXCEPT __asm__("standpipe_sprintf_chk");
extern int __snprintf_chk(char *__restrict to, size_t room, int flag, size_t size, const char *__restrict format, ...)
    STANDPIPE_NOEXCEPT __asm__("standpipe_snprintf_chk");
extern int __vprintf_chk(int flag, const char *__restrict format, __gnuc_va_list arguments)
    __asm__("standpipe_vprintf_chk");
extern int __vfprintf_chk(FILE *__restrict file, int flag, const char *__restrict format, __gnuc_va_list arguments)
    __asm__("standpipe_vfprintf_chk");
extern int __vsprintf_chk(
    char *__restrict to, int flag, size_t size, const char *__restrict format,
    __gnuc_va_list arguments) STANDPIPE_NOEXCEPT
    __asm__("standpipe_vsprintf_chk");
extern int __vsnprintf_chk(
    char *__restrict to, size_t room, int flag, size_t size, const char *__restrict format, __gnuc_va_list arguments)
    STANDPIPE_NOEXCEPT __asm__("standpipe_vsnprintf_chk");
#endif
STANDPIPE_END_C
#pragma GCC diagnostic pop

#endif

/* Which of the arguments point to a long of 64 bits: a bit each, the format's (none) first. */
#ifdef __cplusplus
template <typename T> inline uint64_t standpipe_is_long(T const &) { return 0; }
inline uint64_t standpipe_is_long(long *const &) { return 1; }
inline uint64_t standpipe_is_long(unsigned long *const &) { return 1; }
#define STANDPIPE_IS_LONG(a) standpipe_is_long(a)
#else
#define STANDPIPE_IS_LONG(a) \
    (__extension__ _Generic((a), long *: (uint64_t)1, unsigned long *: (uint64_t)1, default: (uint64_t)0))
#endif
#include "crt_longs.h"

#define scanf(...) standpipe_scanf(STANDPIPE_LONGS(__VA_ARGS__), __VA_ARGS__)
#define fscanf(file, ...) standpipe_fscanf(STANDPIPE_LONGS(__VA_ARGS__), file, __VA_ARGS__)
#define sscanf(text, ...) standpipe_sscanf(STANDPIPE_LONGS(__VA_ARGS__), text, __VA_ARGS__)
#define scanf_s(...) standpipe_scanf_s(STANDPIPE_LONGS(__VA_ARGS__), __VA_ARGS__)
#define fscanf_s(file, ...) standpipe_fscanf_s(STANDPIPE_LONGS(__VA_ARGS__), file, __VA_ARGS__)
#define sscanf_s(text, ...) standpipe_sscanf_s(STANDPIPE_LONGS(__VA_ARGS__), text, __VA_ARGS__)
#define vscanf(format, arguments) standpipe_vscanf(format, arguments)
#define vfscanf(file, format, arguments) standpipe_vfscanf(file, format, arguments)
#define vsscanf(text, format, arguments) standpipe_vsscanf(text, format, arguments)
#ifdef __cplusplus
namespace std {
using ::standpipe_fscanf;
using ::standpipe_scanf;
using ::standpipe_sscanf;
using ::standpipe_vfscanf;
using ::standpipe_vscanf;
using ::standpipe_vsscanf;
} // namespace std
#endif

#endif

#ifdef __cplusplus
/* The forms that find the buffer's size themselves. */
template <size_t N, typename... T> inline int sprintf_s(char (&to)[N], const char *format, T... arguments)
{
    return sprintf_s(to, N, format, arguments...);
}
template <size_t N, typename... T>
inline int _snprintf_s(char (&to)[N], size_t count, const char *format, T... arguments)
{
    return _snprintf_s(to, N, count, format, arguments...);
}
template <size_t N> inline int vsprintf_s(char (&to)[N], const char *format, va_list arguments)
{
    return vsprintf_s(to, N, format, arguments);
}
#endif

#endif
