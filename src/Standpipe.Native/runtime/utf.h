/* UTF-8 and UTF-16, one character at a time. What is no character is read as U+FFFD, as Windows does. */
#ifndef STANDPIPE_UTF_H
#define STANDPIPE_UTF_H

#include "runtime.h"

#define STANDPIPE_REPLACEMENT 0xFFFDu

/* Reads one character of text that has at least one byte, and moves past it. Sets *bad, and leaves it otherwise. */
uint32_t standpipe_utf8_next(const char **text, const char *end, int *bad);

/* The same of UTF-16. */
uint32_t standpipe_utf16_next(const WCHAR **text, const WCHAR *end, int *bad);

/* Writes one character. Gives how many units it took: at most 4 or 2. */
size_t standpipe_utf8_put(uint32_t character, char *to);
size_t standpipe_utf16_put(uint32_t character, WCHAR *to);

/* Converts text. Writes at most room units, whole characters only, and gives how many the whole text takes. */
size_t standpipe_utf8_to_utf16(const char *text, size_t length, WCHAR *to, size_t room, int *bad);
size_t standpipe_utf16_to_utf8(const WCHAR *text, size_t length, char *to, size_t room, int *bad);

/* Terminated copies, by malloc; NULL for NULL, or without memory. */
WCHAR *standpipe_wide_copy(const char *text);
char *standpipe_narrow_copy(const WCHAR *text);

size_t standpipe_wide_length(const WCHAR *text);

#endif
