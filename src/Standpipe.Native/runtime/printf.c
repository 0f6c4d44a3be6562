/* The printf family for narrow text. Those that Linux has too have names of our own, which crt.h puts in their
   place; those with _chk are what -D_FORTIFY_SOURCE makes of them: its flag is not looked at, for %n is refused
   anyway. */
#include "format.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>

#define TRUNCATE ((size_t)-1)

/* Calls a function with the arguments after the last named one. */
#define WITH_ARGUMENTS(last, call)      \
    va_list arguments;                  \
    va_start(arguments, last);          \
    int result = call;                  \
    va_end(arguments);                  \
    return result

/* Overlong text in a buffer whose size _FORTIFY_SOURCE knows ends the program, as glibc ends it. */
static int checked(int length, size_t size)
{
    if (length >= 0 && (size_t)length >= size) {
        (void)fputs("*** buffer overflow detected ***: terminated\n", stderr);
        abort();
    }
    return length;
}

STANDPIPE_EXPORT int standpipe_vfprintf(FILE *file, const char *format, va_list arguments)
{
    return standpipe_format_file(file, (struct standpipe_format){format, NULL}, arguments);
}

STANDPIPE_EXPORT int standpipe_vprintf(const char *format, va_list arguments)
{
    return standpipe_vfprintf(stdout, format, arguments);
}

STANDPIPE_EXPORT int standpipe_vsnprintf(char *to, size_t room, const char *format, va_list arguments)
{
    return standpipe_format_bytes(to, room, format, arguments);
}

STANDPIPE_EXPORT int standpipe_vsprintf(char *to, const char *format, va_list arguments)
{
    return standpipe_format_bytes(to, SIZE_MAX, format, arguments);
}

STANDPIPE_EXPORT int standpipe_vfprintf_chk(FILE *file, int flag, const char *format, va_list arguments)
{
    (void)flag;
    return standpipe_vfprintf(file, format, arguments);
}

STANDPIPE_EXPORT int standpipe_vprintf_chk(int flag, const char *format, va_list arguments)
{
    (void)flag;
    return standpipe_vprintf(format, arguments);
}

STANDPIPE_EXPORT int standpipe_vsnprintf_chk(
    char *to, size_t room, int flag, size_t size, const char *format, va_list arguments)
{
    (void)flag;
    if (room > size)
        (void)checked(INT_MAX, 0);
    return standpipe_vsnprintf(to, room, format, arguments);
}

STANDPIPE_EXPORT int standpipe_vsprintf_chk(char *to, int flag, size_t size, const char *format, va_list arguments)
{
    (void)flag;
    return checked(standpipe_format_bytes(to, size, format, arguments), size);
}

/* Microsoft's own: what does not fit gives -1 and no end; what just fits, its length and no end. */
STANDPIPE_EXPORT int _vsnprintf(char *to, size_t room, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = standpipe_format_bytes(NULL, 0, format, arguments);
    if (length >= 0 && (size_t)length < room) {
        length = standpipe_format_bytes(to, room, format, again);
    } else if (length >= 0 && room > 0) {
        /* The engine writes an end, so the last byte is made apart. */
        char *whole = malloc((size_t)length + 1);
        if (whole != NULL) {
            (void)standpipe_format_bytes(whole, (size_t)length + 1, format, again);
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

STANDPIPE_EXPORT int _vscprintf(const char *format, va_list arguments)
{
    return standpipe_format_bytes(NULL, 0, format, arguments);
}

/* What does not fit into the buffer empties it; errno tells: EINVAL, ERANGE. (Windows' default is to end the
   program.) */
STANDPIPE_EXPORT int vsprintf_s(char *to, size_t size, const char *format, va_list arguments)
{
    if (to == NULL || size == 0 || format == NULL) {
        errno = EINVAL;
        if (to != NULL && size != 0)
            *to = 0;
        return -1;
    }
    int length = standpipe_format_bytes(to, size, format, arguments);
    if (length >= 0 && (size_t)length < size)
        return length;
    *to = 0;
    errno = length >= 0 ? ERANGE : errno;
    return -1;
}

/* At most count characters: then -1, and what is cut off is lost; with _TRUNCATE as many as fit. */
STANDPIPE_EXPORT int _vsnprintf_s(char *to, size_t size, size_t count, const char *format, va_list arguments)
{
    if (to == NULL && size == 0 && count == 0)
        return 0;
    if (to == NULL || size == 0 || format == NULL || count >= size)
        if (count != TRUNCATE || to == NULL || size == 0 || format == NULL)
            return vsprintf_s(to, size, format, arguments);
    size_t room = count == TRUNCATE ? size : count + 1;
    int length = standpipe_format_bytes(to, room, format, arguments);
    return length >= 0 && (size_t)length < room ? length : -1;
}

/* wsprintf's buffer has 1024 characters, by definition. */
STANDPIPE_EXPORT int wvsprintfA(char *to, const char *format, va_list arguments)
{
    int length = standpipe_format_bytes(to, 1024, format, arguments);
    return length < 1024 ? length : 1023;
}

STANDPIPE_EXPORT int standpipe_printf(const char *format, ...)
{
    WITH_ARGUMENTS(format, standpipe_vprintf(format, arguments));
}

STANDPIPE_EXPORT int standpipe_fprintf(FILE *file, const char *format, ...)
{
    WITH_ARGUMENTS(format, standpipe_vfprintf(file, format, arguments));
}

STANDPIPE_EXPORT int standpipe_sprintf(char *to, const char *format, ...)
{
    WITH_ARGUMENTS(format, standpipe_vsprintf(to, format, arguments));
}

STANDPIPE_EXPORT int standpipe_snprintf(char *to, size_t room, const char *format, ...)
{
    WITH_ARGUMENTS(format, standpipe_vsnprintf(to, room, format, arguments));
}

STANDPIPE_EXPORT int standpipe_printf_chk(int flag, const char *format, ...)
{
    WITH_ARGUMENTS(format, standpipe_vprintf_chk(flag, format, arguments));
}

STANDPIPE_EXPORT int standpipe_fprintf_chk(FILE *file, int flag, const char *format, ...)
{
    WITH_ARGUMENTS(format, standpipe_vfprintf_chk(file, flag, format, arguments));
}

STANDPIPE_EXPORT int standpipe_sprintf_chk(char *to, int flag, size_t size, const char *format, ...)
{
    WITH_ARGUMENTS(format, standpipe_vsprintf_chk(to, flag, size, format, arguments));
}

STANDPIPE_EXPORT int standpipe_snprintf_chk(char *to, size_t room, int flag, size_t size, const char *format, ...)
{
    WITH_ARGUMENTS(format, standpipe_vsnprintf_chk(to, room, flag, size, format, arguments));
}

STANDPIPE_EXPORT int _snprintf(char *to, size_t room, const char *format, ...)
{
    WITH_ARGUMENTS(format, _vsnprintf(to, room, format, arguments));
}

STANDPIPE_EXPORT int _scprintf(const char *format, ...)
{
    WITH_ARGUMENTS(format, _vscprintf(format, arguments));
}

STANDPIPE_EXPORT int sprintf_s(char *to, size_t size, const char *format, ...)
{
    WITH_ARGUMENTS(format, vsprintf_s(to, size, format, arguments));
}

STANDPIPE_EXPORT int _snprintf_s(char *to, size_t size, size_t count, const char *format, ...)
{
    WITH_ARGUMENTS(format, _vsnprintf_s(to, size, count, format, arguments));
}

STANDPIPE_EXPORT int wsprintfA(char *to, const char *format, ...)
{
    WITH_ARGUMENTS(format, wvsprintfA(to, format, arguments));
}
