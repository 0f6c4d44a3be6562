/* Between 8 and 16 bits. Every code page that this library knows is UTF-8. */
#include "utf.h"

#include <string.h>

enum { CP_ACP = 0, CP_OEMCP = 1, CP_THREAD_ACP = 3, CP_UTF8 = 65001 };
enum { INVALID_MULTIBYTE = 0x8, OTHER_MULTIBYTE = 0x7, INVALID_WIDE = 0x80, OTHER_WIDE = 0x670 };

STANDPIPE_EXPORT UINT GetACP(void) { return CP_UTF8; }
STANDPIPE_EXPORT UINT GetOEMCP(void) { return CP_UTF8; }

static int fail(uint32_t error)
{
    SetLastError(error);
    return 0;
}

static BOOL is_known(UINT page)
{
    return page == CP_ACP || page == CP_OEMCP || page == CP_THREAD_ACP || page == CP_UTF8;
}

STANDPIPE_EXPORT BOOL IsValidCodePage(UINT page) { return page == CP_UTF8; }

/* The system's own pages take the flags that other code pages have, which mean nothing here; CP_UTF8 by its name
   does not, as on Windows. */
static BOOL takes(UINT page, DWORD flags, DWORD invalid, DWORD other)
{
    return (flags & ~(page == CP_UTF8 ? invalid : invalid | other)) == 0;
}

STANDPIPE_EXPORT int MultiByteToWideChar(UINT page, DWORD flags, const char *from, int from_length, WCHAR *to, int room)
{
    if (from == NULL || from_length == 0 || room < 0 || (to == NULL && room != 0)
        || (const void *)from == (void *)to || !is_known(page))
        return fail(ERROR_INVALID_PARAMETER);
    if (!takes(page, flags, INVALID_MULTIBYTE, OTHER_MULTIBYTE))
        return fail(ERROR_INVALID_FLAGS);
    size_t length = from_length < 0 ? strlen(from) + 1 : (size_t)from_length;
    int bad = 0;
    size_t needed = standpipe_utf8_to_utf16(from, length, to, (size_t)room, &bad);
    if (needed > (size_t)room && room != 0)
        return fail(ERROR_INSUFFICIENT_BUFFER);
    if (bad && (flags & INVALID_MULTIBYTE) != 0)
        return fail(ERROR_NO_UNICODE_TRANSLATION);
    return needed > INT32_MAX ? fail(ERROR_INVALID_PARAMETER) : (int)needed;
}

STANDPIPE_EXPORT int WideCharToMultiByte(
    UINT page, DWORD flags, const WCHAR *from, int from_length, char *to, int room, const char *default_character,
    BOOL *used_default)
{
    BOOL by_name = page == CP_UTF8;
    if (from == NULL || from_length == 0 || room < 0 || (to == NULL && room != 0)
        || (const void *)from == (void *)to || !is_known(page)
        || (by_name && (default_character != NULL || used_default != NULL)))
        return fail(ERROR_INVALID_PARAMETER);
    if (!takes(page, flags, INVALID_WIDE, OTHER_WIDE))
        return fail(ERROR_INVALID_FLAGS);
    size_t length = from_length < 0 ? standpipe_wide_length(from) + 1 : (size_t)from_length;
    int bad = 0;
    size_t needed = standpipe_utf16_to_utf8(from, length, to, (size_t)room, &bad);
    if (used_default != NULL)
        *used_default = bad;
    if (needed > (size_t)room && room != 0)
        return fail(ERROR_INSUFFICIENT_BUFFER);
    if (bad && (flags & INVALID_WIDE) != 0)
        return fail(ERROR_NO_UNICODE_TRANSLATION);
    return needed > INT32_MAX ? fail(ERROR_INVALID_PARAMETER) : (int)needed;
}
