/* The printf family for wide text. What is written to a stream is UTF-8. */
#include "format.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>

#define TRUNCATE ((size_t)-1)

#define WITH_ARGUMENTS(last, call)      \
    va_list arguments;                  \
    va_start(arguments, last);          \
    int result = call;                  \
    va_end(arguments);                  \
    return result

STANDPIPE_EXPORT int standpipe_vfwprintf(FILE *file, const WCHAR *format, va_list arguments)
{
    return standpipe_format_file(file, (struct standpipe_format){NULL, format}, arguments);
}

STANDPIPE_EXPORT int standpipe_vwprintf(const WCHAR *format, va_list arguments)
{
    return standpipe_vfwprintf(stdout, format, arguments);
}

/* The standard's: what does not fit is cut off, and gives -1. */
STANDPIPE_EXPORT int standpipe_vswprintf(WCHAR *to, size_t room, const WCHAR *format, va_list arguments)
{
    int length = standpipe_format_units(to, room, format, arguments);
    return length >= 0 && (size_t)length < room ? length : -1;
}

/* Microsoft's of old, and what _stprintf is: the caller knows that there is room. */
STANDPIPE_EXPORT int _vswprintf(WCHAR *to, const WCHAR *format, va_list arguments)
{
    return standpipe_format_units(to, INT_MAX, format, arguments);
}

/* Microsoft's: no end where there is no room for it. */
STANDPIPE_EXPORT int _vsnwprintf(WCHAR *to, size_t room, const WCHAR *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = standpipe_format_units(NULL, 0, format, arguments);
    if (length >= 0 && (size_t)length < room) {
        length = standpipe_format_units(to, room, format, again);
    } else if (length >= 0 && room > 0) {
        WCHAR *whole = malloc(((size_t)length + 1) * sizeof *whole);
        if (whole != NULL) {
            (void)standpipe_format_units(whole, (size_t)length + 1, format, again);
            for (size_t i = 0; i < room; i++)
                to[i] = whole[i];
        }
        free(whole);
        length = (size_t)length == room ? length : -1;
    } else if (to != NULL) {
        length = length == 0 ? 0 : -1;
    }
    va_end(again);
    return length;
}

STANDPIPE_EXPORT int _vscwprintf(const WCHAR *format, va_list arguments)
{
    return standpipe_format_units(NULL, 0, format, arguments);
}

STANDPIPE_EXPORT int vswprintf_s(WCHAR *to, size_t size, const WCHAR *format, va_list arguments)
{
    if (to == NULL || size == 0 || format == NULL) {
        errno = EINVAL;
        if (to != NULL && size != 0)
            *to = 0;
        return -1;
    }
    int length = standpipe_format_units(to, size, format, arguments);
    if (length >= 0 && (size_t)length < size)
        return length;
    *to = 0;
    errno = length >= 0 ? ERANGE : errno;
    return -1;
}

STANDPIPE_EXPORT int _vsnwprintf_s(WCHAR *to, size_t size, size_t count, const WCHAR *format, va_list arguments)
{
    if (to == NULL && size == 0 && count == 0)
        return 0;
    if (to == NULL || size == 0 || format == NULL || count >= size)
        if (count != TRUNCATE || to == NULL || size == 0 || format == NULL)
            return vswprintf_s(to, size, format, arguments);
    size_t room = count == TRUNCATE ? size : count + 1;
    int length = standpipe_format_units(to, room, format, arguments);
    return length >= 0 && (size_t)length < room ? length : -1;
}

STANDPIPE_EXPORT int wvsprintfW(WCHAR *to, const WCHAR *format, va_list arguments)
{
    int length = standpipe_format_units(to, 1024, format, arguments);
    return length < 1024 ? length : 1023;
}

STANDPIPE_EXPORT int standpipe_wprintf(const WCHAR *format, ...)
{
    WITH_ARGUMENTS(format, standpipe_vwprintf(format, arguments));
}

STANDPIPE_EXPORT int standpipe_fwprintf(FILE *file, const WCHAR *format, ...)
{
    WITH_ARGUMENTS(format, standpipe_vfwprintf(file, format, arguments));
}

STANDPIPE_EXPORT int standpipe_swprintf(WCHAR *to, size_t room, const WCHAR *format, ...)
{
    WITH_ARGUMENTS(format, standpipe_vswprintf(to, room, format, arguments));
}

STANDPIPE_EXPORT int _swprintf(WCHAR *to, const WCHAR *format, ...)
{
    WITH_ARGUMENTS(format, _vswprintf(to, format, arguments));
}

STANDPIPE_EXPORT int _snwprintf(WCHAR *to, size_t room, const WCHAR *format, ...)
{
    WITH_ARGUMENTS(format, _vsnwprintf(to, room, format, arguments));
}

STANDPIPE_EXPORT int _scwprintf(const WCHAR *format, ...)
{
    WITH_ARGUMENTS(format, _vscwprintf(format, arguments));
}

STANDPIPE_EXPORT int swprintf_s(WCHAR *to, size_t size, const WCHAR *format, ...)
{
    WITH_ARGUMENTS(format, vswprintf_s(to, size, format, arguments));
}

STANDPIPE_EXPORT int _snwprintf_s(WCHAR *to, size_t size, size_t count, const WCHAR *format, ...)
{
    WITH_ARGUMENTS(format, _vsnwprintf_s(to, size, count, format, arguments));
}

STANDPIPE_EXPORT int wsprintfW(WCHAR *to, const WCHAR *format, ...)
{
    WITH_ARGUMENTS(format, wvsprintfW(to, format, arguments));
}
