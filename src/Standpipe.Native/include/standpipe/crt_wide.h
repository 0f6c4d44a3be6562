/*
 * The C library's functions of wide characters, for programs whose wide characters have 16 bits (-fshort-wchar).
 * glibc's take 32 in any case, so each name here is a macro for a function of libstandpipe.so. What is written to a
 * stream is UTF-8, and so is what is read. Only calls are replaced: the address of wcslen is still glibc's. C++'s
 * library is compiled for 32 bits: std::wstring, std::wcout and std::to_wstring do not work in such a program.
 * std::u16string has the characters of a WCHAR.
 */
#ifndef STANDPIPE_CRT_WIDE_H
#define STANDPIPE_CRT_WIDE_H

#if __SIZEOF_WCHAR_T__ == 2

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>
#include <wctype.h>
#ifdef __cplusplus
#include <cstdlib> /* now, for they take macros of these names away */
#include <cwchar>
#include <cwctype>
#endif

#include "crt_base.h"

STANDPIPE_BEGIN_C

size_t standpipe_wcslen(const wchar_t *text);
size_t standpipe_wcsnlen(const wchar_t *text, size_t most);
wchar_t *standpipe_wmemcpy(wchar_t *to, const wchar_t *from, size_t count);
wchar_t *standpipe_wmemmove(wchar_t *to, const wchar_t *from, size_t count);
wchar_t *standpipe_wmemset(wchar_t *to, wchar_t with, size_t count);
int standpipe_wmemcmp(const wchar_t *first, const wchar_t *second, size_t count);
wchar_t *standpipe_wcscpy(wchar_t *to, const wchar_t *from);
wchar_t *standpipe_wcsncpy(wchar_t *to, const wchar_t *from, size_t count);
wchar_t *standpipe_wcscat(wchar_t *to, const wchar_t *from);
wchar_t *standpipe_wcsncat(wchar_t *to, const wchar_t *from, size_t count);
int standpipe_wcscmp(const wchar_t *first, const wchar_t *second);
int standpipe_wcsncmp(const wchar_t *first, const wchar_t *second, size_t count);
size_t standpipe_wcsspn(const wchar_t *text, const wchar_t *set);
size_t standpipe_wcscspn(const wchar_t *text, const wchar_t *set);
wchar_t *standpipe_wcstok(wchar_t *text, const wchar_t *set, wchar_t **rest);
long standpipe_wcstol(const wchar_t *text, wchar_t **end, int base);
unsigned long standpipe_wcstoul(const wchar_t *text, wchar_t **end, int base);
long long standpipe_wcstoll(const wchar_t *text, wchar_t **end, int base);
unsigned long long standpipe_wcstoull(const wchar_t *text, wchar_t **end, int base);
double standpipe_wcstod(const wchar_t *text, wchar_t **end);
wint_t standpipe_towupper(wint_t character);
wint_t standpipe_towlower(wint_t character);
size_t standpipe_mbstowcs(wchar_t *to, const char *from, size_t room);
size_t standpipe_wcstombs(char *to, const wchar_t *from, size_t room);
int standpipe_mbtowc(wchar_t *to, const char *from, size_t room);
int standpipe_wctomb(char *to, wchar_t from);
wint_t standpipe_fputwc(wchar_t character, FILE *file);
int standpipe_fputws(const wchar_t *text, FILE *file);
wint_t standpipe_fgetwc(FILE *file);
wchar_t *standpipe_fgetws(wchar_t *to, int room, FILE *file);
wint_t standpipe_ungetwc(wint_t character, FILE *file);
wint_t standpipe_putwchar(wchar_t character);
wint_t standpipe_getwchar(void);
int standpipe_vwprintf(const wchar_t *format, va_list arguments);
int standpipe_vfwprintf(FILE *file, const wchar_t *format, va_list arguments);
int standpipe_vswprintf(wchar_t *to, size_t room, const wchar_t *format, va_list arguments);
int standpipe_wprintf(const wchar_t *format, ...);
int standpipe_fwprintf(FILE *file, const wchar_t *format, ...);
int standpipe_swprintf(wchar_t *to, size_t room, const wchar_t *format, ...);
wchar_t *standpipe_wcschr(const wchar_t *text, wchar_t wanted);
wchar_t *standpipe_wcsrchr(const wchar_t *text, wchar_t wanted);
wchar_t *standpipe_wcsstr(const wchar_t *text, const wchar_t *wanted);
wchar_t *standpipe_wcspbrk(const wchar_t *text, const wchar_t *set);
wchar_t *standpipe_wmemchr(const wchar_t *text, wchar_t wanted, size_t count);

/* Microsoft's own. The first two do not ask how much room there is. */
int _swprintf(wchar_t *to, const wchar_t *format, ...);
int _vswprintf(wchar_t *to, const wchar_t *format, va_list arguments);
int _snwprintf(wchar_t *to, size_t room, const wchar_t *format, ...);
int _vsnwprintf(wchar_t *to, size_t room, const wchar_t *format, va_list arguments);
int _scwprintf(const wchar_t *format, ...);
int _vscwprintf(const wchar_t *format, va_list arguments);
int swprintf_s(wchar_t *to, size_t size, const wchar_t *format, ...);
int vswprintf_s(wchar_t *to, size_t size, const wchar_t *format, va_list arguments);
int _snwprintf_s(wchar_t *to, size_t size, size_t count, const wchar_t *format, ...);
int _vsnwprintf_s(wchar_t *to, size_t size, size_t count, const wchar_t *format, va_list arguments);

errno_t wcscpy_s(wchar_t *to, size_t size, const wchar_t *from);
errno_t wcscat_s(wchar_t *to, size_t size, const wchar_t *from);
errno_t wcsncpy_s(wchar_t *to, size_t size, const wchar_t *from, size_t count);
errno_t wcsncat_s(wchar_t *to, size_t size, const wchar_t *from, size_t count);
size_t wcsnlen_s(const wchar_t *text, size_t most);
wchar_t *wcstok_s(wchar_t *text, const wchar_t *set, wchar_t **rest) STANDPIPE_IS(standpipe_wcstok);

/* Case is ASCII's. */
int _wcsicmp(const wchar_t *first, const wchar_t *second);
int _wcsnicmp(const wchar_t *first, const wchar_t *second, size_t count);
int wcsicmp(const wchar_t *first, const wchar_t *second) STANDPIPE_IS(_wcsicmp);
wchar_t *_wcsdup(const wchar_t *text);
wchar_t *_wcsupr(wchar_t *text);
wchar_t *_wcslwr(wchar_t *text);

int _wtoi(const wchar_t *text);
long _wtol(const wchar_t *text);
long long _wtoi64(const wchar_t *text);
double _wtof(const wchar_t *text);
long long _wcstoi64(const wchar_t *text, wchar_t **end, int base) STANDPIPE_IS(standpipe_wcstoll);
unsigned long long _wcstoui64(const wchar_t *text, wchar_t **end, int base) STANDPIPE_IS(standpipe_wcstoull);
wchar_t *_itow(int value, wchar_t *to, int base);
wchar_t *_ltow(long value, wchar_t *to, int base);
wchar_t *_ultow(unsigned long value, wchar_t *to, int base);
wchar_t *_i64tow(long long value, wchar_t *to, int base);
wchar_t *_ui64tow(unsigned long long value, wchar_t *to, int base);
errno_t _itow_s(int value, wchar_t *to, size_t size, int base);
errno_t _ltow_s(long value, wchar_t *to, size_t size, int base);
errno_t _ultow_s(unsigned long value, wchar_t *to, size_t size, int base);
errno_t _i64tow_s(long long value, wchar_t *to, size_t size, int base);
errno_t _ui64tow_s(unsigned long long value, wchar_t *to, size_t size, int base);

int _putws(const wchar_t *text);
FILE *_wfopen(const wchar_t *path, const wchar_t *mode);
FILE *_wpopen(const wchar_t *command, const wchar_t *mode);
wchar_t *_wgetenv(const wchar_t *name);
int _wsystem(const wchar_t *command);
int _wremove(const wchar_t *path);
int _wunlink(const wchar_t *path);
int _wchdir(const wchar_t *path);
int _wmkdir(const wchar_t *path);
int _wrmdir(const wchar_t *path);
int _waccess(const wchar_t *path, int mode);

STANDPIPE_END_C

static __inline__ errno_t _wfopen_s(FILE **file, const wchar_t *path, const wchar_t *mode)
{
    *file = _wfopen(path, mode);
    return *file == NULL ? errno : 0;
}

#define wcslen(text) standpipe_wcslen(text)
#define wcsnlen(text, most) standpipe_wcsnlen(text, most)
#define wmemcpy(to, from, count) standpipe_wmemcpy(to, from, count)
#define wmemmove(to, from, count) standpipe_wmemmove(to, from, count)
#define wmemset(to, with, count) standpipe_wmemset(to, with, count)
#define wmemcmp(first, second, count) standpipe_wmemcmp(first, second, count)
#define wcscpy(to, from) standpipe_wcscpy(to, from)
#define wcsncpy(to, from, count) standpipe_wcsncpy(to, from, count)
#define wcscat(to, from) standpipe_wcscat(to, from)
#define wcsncat(to, from, count) standpipe_wcsncat(to, from, count)
#define wcscmp(first, second) standpipe_wcscmp(first, second)
#define wcsncmp(first, second, count) standpipe_wcsncmp(first, second, count)
#define wcsspn(text, set) standpipe_wcsspn(text, set)
#define wcscspn(text, set) standpipe_wcscspn(text, set)
#define wcstok(text, set, rest) standpipe_wcstok(text, set, rest)
#define wcstol(text, end, base) standpipe_wcstol(text, end, base)
#define wcstoul(text, end, base) standpipe_wcstoul(text, end, base)
#define wcstoll(text, end, base) standpipe_wcstoll(text, end, base)
#define wcstoull(text, end, base) standpipe_wcstoull(text, end, base)
#define wcstod(text, end) standpipe_wcstod(text, end)
#define towupper(character) standpipe_towupper(character)
#define towlower(character) standpipe_towlower(character)
#define mbstowcs(to, from, room) standpipe_mbstowcs(to, from, room)
#define wcstombs(to, from, room) standpipe_wcstombs(to, from, room)
#define mbtowc(to, from, room) standpipe_mbtowc(to, from, room)
#define wctomb(to, from) standpipe_wctomb(to, from)
#define fputwc(character, file) standpipe_fputwc(character, file)
#define fputws(text, file) standpipe_fputws(text, file)
#define fgetwc(file) standpipe_fgetwc(file)
#define fgetws(to, room, file) standpipe_fgetws(to, room, file)
#define ungetwc(character, file) standpipe_ungetwc(character, file)
#define putwchar(character) standpipe_putwchar(character)
#define getwchar() standpipe_getwchar()
#define vwprintf(format, arguments) standpipe_vwprintf(format, arguments)
#define vfwprintf(file, format, arguments) standpipe_vfwprintf(file, format, arguments)
#define vswprintf(to, room, format, arguments) standpipe_vswprintf(to, room, format, arguments)
#define wprintf(...) standpipe_wprintf(__VA_ARGS__)
#define fwprintf(file, ...) standpipe_fwprintf(file, __VA_ARGS__)
#define swprintf(to, room, ...) standpipe_swprintf(to, room, __VA_ARGS__)
#define putwc(character, file) standpipe_fputwc(character, file)
#define getwc(file) standpipe_fgetwc(file)
#define putws(text) _putws(text)
#define wcscoll(first, second) standpipe_wcscmp(first, second)
#define wprintf_s wprintf
#define fwprintf_s fwprintf
#define wmemcpy_s(to, size, from, count) memcpy_s(to, (size) * sizeof(wchar_t), from, (count) * sizeof(wchar_t))

#ifdef __cplusplus
/* What is found in a constant text is constant. */
inline wchar_t *standpipe_find_wcschr(wchar_t *text, wchar_t wanted) { return standpipe_wcschr(text, wanted); }
inline const wchar_t *standpipe_find_wcschr(
    const wchar_t *text, wchar_t wanted) { return standpipe_wcschr(text, wanted); }
inline wchar_t *standpipe_find_wcsrchr(wchar_t *text, wchar_t wanted) { return standpipe_wcsrchr(text, wanted); }
inline const wchar_t *standpipe_find_wcsrchr(
    const wchar_t *text, wchar_t wanted) { return standpipe_wcsrchr(text, wanted); }
inline wchar_t *standpipe_find_wcsstr(wchar_t *text, const wchar_t *wanted) { return standpipe_wcsstr(text, wanted); }
inline const wchar_t *standpipe_find_wcsstr(
    const wchar_t *text, const wchar_t *wanted) { return standpipe_wcsstr(text, wanted); }
inline wchar_t *standpipe_find_wcspbrk(wchar_t *text, const wchar_t *set) { return standpipe_wcspbrk(text, set); }
inline const wchar_t *standpipe_find_wcspbrk(
    const wchar_t *text, const wchar_t *set) { return standpipe_wcspbrk(text, set); }
inline wchar_t *standpipe_find_wmemchr(wchar_t *text, wchar_t wanted, size_t count) { return standpipe_wmemchr(text,
    wanted, count); }
inline const wchar_t *standpipe_find_wmemchr(
    const wchar_t *text, wchar_t wanted, size_t count) { return standpipe_wmemchr(text, wanted, count); }
#define wcschr(text, wanted) standpipe_find_wcschr(text, wanted)
#define wcsrchr(text, wanted) standpipe_find_wcsrchr(text, wanted)
#define wcsstr(text, wanted) standpipe_find_wcsstr(text, wanted)
#define wcspbrk(text, set) standpipe_find_wcspbrk(text, set)
#define wmemchr(text, wanted, count) standpipe_find_wmemchr(text, wanted, count)

namespace std {
using ::standpipe_fgetwc;
using ::standpipe_fgetws;
using ::standpipe_fputwc;
using ::standpipe_fputws;
using ::standpipe_fwprintf;
using ::standpipe_getwchar;
using ::standpipe_mbstowcs;
using ::standpipe_mbtowc;
using ::standpipe_putwchar;
using ::standpipe_swprintf;
using ::standpipe_towlower;
using ::standpipe_towupper;
using ::standpipe_ungetwc;
using ::standpipe_vfwprintf;
using ::standpipe_vswprintf;
using ::standpipe_vwprintf;
using ::standpipe_wcscat;
using ::standpipe_wcscmp;
using ::standpipe_wcscpy;
using ::standpipe_wcscspn;
using ::standpipe_wcslen;
using ::standpipe_wcsncat;
using ::standpipe_wcsncmp;
using ::standpipe_wcsncpy;
using ::standpipe_wcsnlen;
using ::standpipe_wcsspn;
using ::standpipe_wcstod;
using ::standpipe_wcstok;
using ::standpipe_wcstol;
using ::standpipe_wcstoll;
using ::standpipe_wcstombs;
using ::standpipe_wcstoul;
using ::standpipe_wcstoull;
using ::standpipe_wctomb;
using ::standpipe_wmemcmp;
using ::standpipe_wmemcpy;
using ::standpipe_wmemmove;
using ::standpipe_wmemset;
using ::standpipe_wprintf;
using ::standpipe_find_wcschr;
using ::standpipe_find_wcspbrk;
using ::standpipe_find_wcsrchr;
using ::standpipe_find_wcsstr;
using ::standpipe_find_wmemchr;
} // namespace std

template <size_t N> inline errno_t wcscpy_s(wchar_t (&to)[N], const wchar_t *from) { return wcscpy_s(to, N, from); }
template <size_t N> inline errno_t wcscat_s(wchar_t (&to)[N], const wchar_t *from) { return wcscat_s(to, N, from); }
template <size_t N> inline errno_t wcsncpy_s(wchar_t (&to)[N], const wchar_t *from, size_t count)
{
    return wcsncpy_s(to, N, from, count);
}
template <typename... T> inline int standpipe_stprintf(wchar_t *to, const wchar_t *format, T... arguments)
{
    return _swprintf(to, format, arguments...);
}
template <typename... T>
inline int standpipe_stprintf(wchar_t *to, size_t room, const wchar_t *format, T... arguments)
{
    return standpipe_swprintf(to, room, format, arguments...);
}
template <size_t N, typename... T> inline int swprintf_s(wchar_t (&to)[N], const wchar_t *format, T... arguments)
{
    return swprintf_s(to, N, format, arguments...);
}
#else
/* _stprintf is _swprintf; some programs, which took it for swprintf, give it the room there is. */
#define STANDPIPE_FIRST(first, ...) (first)
#define standpipe_stprintf(to, ...) \
    (__extension__ _Generic( \
        STANDPIPE_FIRST(__VA_ARGS__, 0), wchar_t *: _swprintf, const wchar_t *: _swprintf, default: standpipe_swprintf)( \
        to, __VA_ARGS__))
#define wcschr(text, wanted) standpipe_wcschr(text, wanted)
#define wcsrchr(text, wanted) standpipe_wcsrchr(text, wanted)
#define wcsstr(text, wanted) standpipe_wcsstr(text, wanted)
#define wcspbrk(text, set) standpipe_wcspbrk(text, set)
#define wmemchr(text, wanted, count) standpipe_wmemchr(text, wanted, count)
#endif

#endif

#endif
