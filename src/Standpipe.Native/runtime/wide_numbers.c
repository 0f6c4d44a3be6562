/* Numbers in wide text, and wide text from and to bytes: glibc's functions on a narrow copy. */
#include "utf.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* A narrow copy of the beginning, where a number may be: units and bytes correspond.. */
static char *narrow_beginning(const WCHAR *text)
{
    size_t length = 0;
    while (text[length] != 0 && text[length] < 0x80)
        length++;
    char *copy = malloc(length + 1);
    if (copy == NULL)
        return NULL;
    for (size_t i = 0; i < length; i++)
        copy[i] = (char)text[i];
    copy[length] = 0;
    return copy;
}

#define CONVERSION(type, name, call)                                   \
    STANDPIPE_EXPORT type name                                         \
    {                                                                  \
        char *copy = narrow_beginning(text);                           \
        char *stop = copy;                                             \
        type value = copy == NULL ? 0 : (call);                        \
        if (end != NULL)                                               \
            *end = (WCHAR *)text + (copy == NULL ? 0 : stop - copy);   \
        free(copy);                                                    \
        return value;                                                  \
    }

CONVERSION(long, standpipe_wcstol(const WCHAR *text, WCHAR **end, int base), strtol(copy, &stop, base))
CONVERSION(unsigned long, standpipe_wcstoul(const WCHAR *text, WCHAR **end, int base), strtoul(copy, &stop, base))
CONVERSION(long long, standpipe_wcstoll(const WCHAR *text, WCHAR **end, int base), strtoll(copy, &stop, base))
CONVERSION(unsigned long long, standpipe_wcstoull(const WCHAR *text, WCHAR **end, int base), strtoull(copy, &stop,
    base))
CONVERSION(double, standpipe_wcstod(const WCHAR *text, WCHAR **end), strtod(copy, &stop))

STANDPIPE_EXPORT int _wtoi(const WCHAR *text) { return (int)standpipe_wcstol(text, NULL, 10); }
STANDPIPE_EXPORT long _wtol(const WCHAR *text) { return standpipe_wcstol(text, NULL, 10); }
STANDPIPE_EXPORT long long _wtoi64(const WCHAR *text) { return standpipe_wcstoll(text, NULL, 10); }
STANDPIPE_EXPORT double _wtof(const WCHAR *text) { return standpipe_wcstod(text, NULL); }

/* Bytes are UTF-8, whatever setlocale was told. What is no character is EILSEQ. */
STANDPIPE_EXPORT size_t standpipe_mbstowcs(WCHAR *to, const char *from, size_t room)
{
    int bad = 0;
    size_t length = strlen(from);
    size_t needed = standpipe_utf8_to_utf16(from, length, to, to == NULL ? 0 : room, &bad);
    if (bad) {
        errno = EILSEQ;
        return (size_t)-1;
    }
    if (to != NULL && needed < room)
        to[needed] = 0;
    return to != NULL && needed > room ? room : needed;
}

STANDPIPE_EXPORT size_t standpipe_wcstombs(char *to, const WCHAR *from, size_t room)
{
    int bad = 0;
    size_t needed = 0;
    for (const WCHAR *end = from + standpipe_wide_length(from); from < end;) {
        char bytes[4];
        size_t count = standpipe_utf8_put(standpipe_utf16_next(&from, end, &bad), bytes);
        if (to != NULL && needed + count > room)
            return needed; /* whole characters only */
        if (to != NULL)
            memcpy(to + needed, bytes, count);
        needed += count;
    }
    if (bad) {
        errno = EILSEQ;
        return (size_t)-1;
    }
    if (to != NULL && needed < room)
        to[needed] = 0;
    return needed;
}

STANDPIPE_EXPORT int standpipe_mbtowc(WCHAR *to, const char *from, size_t room)
{
    int bad = 0;
    if (from == NULL || room == 0)
        return from == NULL ? 0 : -1;
    const char *at = from;
    uint32_t character = standpipe_utf8_next(&at, from + room, &bad);
    if (bad || character > 0xFFFF) {
        errno = EILSEQ;
        return -1;
    }
    if (to != NULL)
        *to = (WCHAR)character;
    return character == 0 ? 0 : (int)(at - from);
}

STANDPIPE_EXPORT int standpipe_wctomb(char *to, WCHAR from)
{
    if (to == NULL)
        return 0;
    if (from >= 0xD800 && from <= 0xDFFF) {
        errno = EILSEQ;
        return -1;
    }
    return (int)standpipe_utf8_put(from, to);
}
