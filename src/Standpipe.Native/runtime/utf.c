#include "utf.h"

#include <stdlib.h>
#include <string.h>

static int is_tail(unsigned char byte) { return (byte & 0xC0) == 0x80; }

/* How many bytes the character has that begins with this one, or 0; and between which values its second byte lies. */
static int shape(unsigned char first, unsigned char *low, unsigned char *high)
{
    *low = 0x80;
    *high = 0xBF;
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return 2;
    if (first >= 0xE0 && first <= 0xEF) {
        if (first == 0xE0)
            *low = 0xA0; /* shorter forms exist below */
        if (first == 0xED)
            *high = 0x9F; /* surrogates above */
        return 3;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        if (first == 0xF0)
            *low = 0x90;
        if (first == 0xF4)
            *high = 0x8F; /* beyond U+10FFFF */
        return 4;
    }
    return 0;
}

uint32_t standpipe_utf8_next(const char **text, const char *end, int *bad)
{
    const unsigned char *at = (const unsigned char *)*text;
    const unsigned char *stop = (const unsigned char *)end;
    unsigned char low;
    unsigned char high;
    int length = shape(*at, &low, &high);
    if (length == 1) {
        *text += 1;
        return *at;
    }

    /* What is wrong is replaced as far as it could have been a character: one replacement for a cut-off one. */
    int good = length == 0 ? 0 : 1;
    if (length != 0 && at + 1 < stop && at[1] >= low && at[1] <= high) {
        good = 2;
        while (good < length && at + good < stop && is_tail(at[good]))
            good++;
    }

    if (good == 0 || good < length) {
        *bad = 1;
        *text += good == 0 ? 1 : good;
        return STANDPIPE_REPLACEMENT;
    }

    uint32_t character = at[0] & (0xFFu >> (length + 1));
    for (int i = 1; i < length; i++)
        character = character << 6 | (at[i] & 0x3Fu);
    *text += length;
    return character;
}

uint32_t standpipe_utf16_next(const WCHAR **text, const WCHAR *end, int *bad)
{
    const WCHAR *at = *text;
    uint32_t unit = *at++;
    *text = at;
    if (unit < 0xD800 || unit > 0xDFFF)
        return unit;
    if (unit > 0xDBFF || at == end || *at < 0xDC00 || *at > 0xDFFF) {
        *bad = 1;
        return STANDPIPE_REPLACEMENT;
    }
    *text = at + 1;
    return 0x10000 + ((unit - 0xD800) << 10) + (*at - 0xDC00u);
}

size_t standpipe_utf8_put(uint32_t character, char *to)
{
    if (character < 0x80) {
        to[0] = (char)character;
        return 1;
    }
    if (character < 0x800) {
        to[0] = (char)(0xC0 | character >> 6);
        to[1] = (char)(0x80 | (character & 0x3F));
        return 2;
    }
    if (character < 0x10000) {
        to[0] = (char)(0xE0 | character >> 12);
        to[1] = (char)(0x80 | (character >> 6 & 0x3F));
        to[2] = (char)(0x80 | (character & 0x3F));
        return 3;
    }
    to[0] = (char)(0xF0 | character >> 18);
    to[1] = (char)(0x80 | (character >> 12 & 0x3F));
    to[2] = (char)(0x80 | (character >> 6 & 0x3F));
    to[3] = (char)(0x80 | (character & 0x3F));
    return 4;
}

size_t standpipe_utf16_put(uint32_t character, WCHAR *to)
{
    if (character < 0x10000) {
        to[0] = (WCHAR)character;
        return 1;
    }
    to[0] = (WCHAR)(0xD7C0 + (character >> 10));
    to[1] = (WCHAR)(0xDC00 + (character & 0x3FF));
    return 2;
}

size_t standpipe_utf8_to_utf16(const char *text, size_t length, WCHAR *to, size_t room, int *bad)
{
    const char *end = text + length;
    size_t total = 0;
    while (text < end) {
        WCHAR units[2];
        size_t count = standpipe_utf16_put(standpipe_utf8_next(&text, end, bad), units);
        if (total + count <= room)
            memcpy(to + total, units, count * sizeof *units);
        else
            room = 0;
        total += count;
    }
    return total;
}

size_t standpipe_utf16_to_utf8(const WCHAR *text, size_t length, char *to, size_t room, int *bad)
{
    const WCHAR *end = text + length;
    size_t total = 0;
    while (text < end) {
        char bytes[4];
        size_t count = standpipe_utf8_put(standpipe_utf16_next(&text, end, bad), bytes);
        if (total + count <= room)
            memcpy(to + total, bytes, count);
        else
            room = 0;
        total += count;
    }
    return total;
}

WCHAR *standpipe_wide_copy(const char *text)
{
    int bad = 0;
    if (text == NULL)
        return NULL;
    size_t length = strlen(text);
    WCHAR *copy = malloc((length + 1) * sizeof *copy);
    if (copy != NULL)
        copy[standpipe_utf8_to_utf16(text, length, copy, length, &bad)] = 0;
    return copy;
}

char *standpipe_narrow_copy(const WCHAR *text)
{
    int bad = 0;
    if (text == NULL)
        return NULL;
    size_t length = standpipe_wide_length(text);
    char *copy = malloc(length * 3 + 1);
    if (copy != NULL)
        copy[standpipe_utf16_to_utf8(text, length, copy, length * 3, &bad)] = 0;
    return copy;
}

size_t standpipe_wide_length(const WCHAR *text)
{
    const WCHAR *at = text;
    while (*at != 0)
        at++;
    return (size_t)(at - text);
}
