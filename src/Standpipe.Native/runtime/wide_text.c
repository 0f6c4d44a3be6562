/* <wchar.h> for programs whose wchar_t has 16 bits (-fshort-wchar): glibc's functions take 32. crt.h puts these in
   their place. */
#include "utf.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Case is ASCII's, as in Windows' C locale. */
static uint32_t upper(uint32_t unit) { return unit >= 'a' && unit <= 'z' ? unit - 'a' + 'A' : unit; }
static uint32_t lower(uint32_t unit) { return unit >= 'A' && unit <= 'Z' ? unit - 'A' + 'a' : unit; }

STANDPIPE_EXPORT size_t standpipe_wcslen(const WCHAR *text) { return standpipe_wide_length(text); }

STANDPIPE_EXPORT size_t standpipe_wcsnlen(const WCHAR *text, size_t most)
{
    size_t length = 0;
    while (length < most && text[length] != 0)
        length++;
    return length;
}

STANDPIPE_EXPORT WCHAR *standpipe_wmemcpy(WCHAR *to, const WCHAR *from, size_t count)
{
    return memcpy(to, from, count * sizeof *to);
}

STANDPIPE_EXPORT WCHAR *standpipe_wmemmove(WCHAR *to, const WCHAR *from, size_t count)
{
    return memmove(to, from, count * sizeof *to);
}

STANDPIPE_EXPORT WCHAR *standpipe_wmemset(WCHAR *to, WCHAR with, size_t count)
{
    for (size_t i = 0; i < count; i++)
        to[i] = with;
    return to;
}

STANDPIPE_EXPORT int standpipe_wmemcmp(const WCHAR *first, const WCHAR *second, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (first[i] != second[i])
            return first[i] < second[i] ? -1 : 1;
    return 0;
}

STANDPIPE_EXPORT WCHAR *standpipe_wmemchr(const WCHAR *text, WCHAR wanted, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (text[i] == wanted)
            return (WCHAR *)text + i;
    return NULL;
}

STANDPIPE_EXPORT WCHAR *standpipe_wcscpy(WCHAR *to, const WCHAR *from)
{
    return standpipe_wmemcpy(to, from, standpipe_wide_length(from) + 1);
}

STANDPIPE_EXPORT WCHAR *standpipe_wcsncpy(WCHAR *to, const WCHAR *from, size_t count)
{
    size_t length = standpipe_wcsnlen(from, count);
    (void)standpipe_wmemcpy(to, from, length);
    (void)standpipe_wmemset(to + length, 0, count - length);
    return to;
}

STANDPIPE_EXPORT WCHAR *standpipe_wcscat(WCHAR *to, const WCHAR *from)
{
    (void)standpipe_wcscpy(to + standpipe_wide_length(to), from);
    return to;
}

STANDPIPE_EXPORT WCHAR *standpipe_wcsncat(WCHAR *to, const WCHAR *from, size_t count)
{
    WCHAR *end = to + standpipe_wide_length(to);
    size_t length = standpipe_wcsnlen(from, count);
    (void)standpipe_wmemcpy(end, from, length);
    end[length] = 0;
    return to;
}

STANDPIPE_EXPORT int standpipe_wcsncmp(const WCHAR *first, const WCHAR *second, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (first[i] != second[i])
            return first[i] < second[i] ? -1 : 1;
        if (first[i] == 0)
            break;
    }
    return 0;
}

STANDPIPE_EXPORT int standpipe_wcscmp(const WCHAR *first, const WCHAR *second)
{
    return standpipe_wcsncmp(first, second, SIZE_MAX);
}

STANDPIPE_EXPORT int _wcsnicmp(const WCHAR *first, const WCHAR *second, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t left = lower(first[i]);
        uint32_t right = lower(second[i]);
        if (left != right)
            return left < right ? -1 : 1;
        if (left == 0)
            break;
    }
    return 0;
}

STANDPIPE_EXPORT int _wcsicmp(const WCHAR *first, const WCHAR *second) { return _wcsnicmp(first, second, SIZE_MAX); }

STANDPIPE_EXPORT WCHAR *standpipe_wcschr(const WCHAR *text, WCHAR wanted)
{
    return standpipe_wmemchr(text, wanted, standpipe_wide_length(text) + 1);
}

STANDPIPE_EXPORT WCHAR *standpipe_wcsrchr(const WCHAR *text, WCHAR wanted)
{
    for (size_t i = standpipe_wide_length(text) + 1; i > 0; i--)
        if (text[i - 1] == wanted)
            return (WCHAR *)text + i - 1;
    return NULL;
}

STANDPIPE_EXPORT WCHAR *standpipe_wcsstr(const WCHAR *text, const WCHAR *wanted)
{
    size_t length = standpipe_wide_length(wanted);
    for (;; text++) {
        if (standpipe_wcsncmp(text, wanted, length) == 0)
            return (WCHAR *)text;
        if (*text == 0)
            return NULL;
    }
}

static BOOL is_in(WCHAR unit, const WCHAR *set)
{
    while (*set != 0 && *set != unit)
        set++;
    return *set != 0;
}

STANDPIPE_EXPORT size_t standpipe_wcsspn(const WCHAR *text, const WCHAR *set)
{
    size_t length = 0;
    while (text[length] != 0 && is_in(text[length], set))
        length++;
    return length;
}

STANDPIPE_EXPORT size_t standpipe_wcscspn(const WCHAR *text, const WCHAR *set)
{
    size_t length = 0;
    while (text[length] != 0 && !is_in(text[length], set))
        length++;
    return length;
}

STANDPIPE_EXPORT WCHAR *standpipe_wcspbrk(const WCHAR *text, const WCHAR *set)
{
    size_t length = standpipe_wcscspn(text, set);
    return text[length] != 0 ? (WCHAR *)text + length : NULL;
}

STANDPIPE_EXPORT WCHAR *standpipe_wcstok(WCHAR *text, const WCHAR *set, WCHAR **rest)
{
    WCHAR *start = text != NULL ? text : *rest;
    if (start == NULL)
        return NULL;
    start += standpipe_wcsspn(start, set);
    if (*start == 0) {
        *rest = NULL;
        return NULL;
    }
    WCHAR *end = start + standpipe_wcscspn(start, set);
    *rest = *end == 0 ? NULL : end + 1;
    *end = 0;
    return start;
}

STANDPIPE_EXPORT WCHAR *_wcsdup(const WCHAR *text)
{
    size_t size = (standpipe_wide_length(text) + 1) * sizeof *text;
    WCHAR *copy = malloc(size);
    return copy == NULL ? NULL : memcpy(copy, text, size);
}

STANDPIPE_EXPORT uint32_t standpipe_towupper(uint32_t character) { return upper(character); }
STANDPIPE_EXPORT uint32_t standpipe_towlower(uint32_t character) { return lower(character); }

STANDPIPE_EXPORT WCHAR *_wcsupr(WCHAR *text)
{
    for (WCHAR *at = text; *at != 0; at++)
        *at = (WCHAR)upper(*at);
    return text;
}

STANDPIPE_EXPORT WCHAR *_wcslwr(WCHAR *text)
{
    for (WCHAR *at = text; *at != 0; at++)
        *at = (WCHAR)lower(*at);
    return text;
}
