/* Of Microsoft's <string.h>, <stdlib.h> and <time.h>: what Linux has not. */
#ifndef STANDPIPE_CRT_STRING_H
#define STANDPIPE_CRT_STRING_H

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "crt_base.h"

STANDPIPE_BEGIN_C

/* Case is that of ASCII. */
int _stricmp(const char *first, const char *second);
int _strnicmp(const char *first, const char *second, size_t count);
int _strcmpi(const char *first, const char *second) STANDPIPE_IS(_stricmp);
int stricmp(const char *first, const char *second) STANDPIPE_IS(_stricmp);
int strcmpi(const char *first, const char *second) STANDPIPE_IS(_stricmp);
int strnicmp(const char *first, const char *second, size_t count) STANDPIPE_IS(_strnicmp);
int _memicmp(const void *first, const void *second, size_t count);
char *_strlwr(char *text);
char *_strupr(char *text);
char *strlwr(char *text) STANDPIPE_IS(_strlwr);
char *strupr(char *text) STANDPIPE_IS(_strupr);
errno_t _strlwr_s(char *text, size_t size);
errno_t _strupr_s(char *text, size_t size);
char *_strrev(char *text);
char *_strdup(const char *text) STANDPIPE_IS(strdup);
char *strtok_s(char *text, const char *set, char **rest) STANDPIPE_IS(strtok_r);
errno_t strerror_s(char *to, size_t size, int code);

errno_t strcpy_s(char *to, size_t size, const char *from);
errno_t strcat_s(char *to, size_t size, const char *from);
errno_t strncpy_s(char *to, size_t size, const char *from, size_t count);
errno_t strncat_s(char *to, size_t size, const char *from, size_t count);
size_t strnlen_s(const char *text, size_t most);
errno_t memcpy_s(void *to, size_t size, const void *from, size_t count);
errno_t memmove_s(void *to, size_t size, const void *from, size_t count);

/* A buffer without a size takes the longest number there is in that base. */
char *_itoa(int value, char *to, int base);
char *_ltoa(long value, char *to, int base);
char *_ultoa(unsigned long value, char *to, int base);
char *_i64toa(long long value, char *to, int base);
char *_ui64toa(unsigned long long value, char *to, int base);
char *itoa(int value, char *to, int base) STANDPIPE_IS(_itoa);
char *ltoa(long value, char *to, int base) STANDPIPE_IS(_ltoa);
char *ultoa(unsigned long value, char *to, int base) STANDPIPE_IS(_ultoa);
errno_t _itoa_s(int value, char *to, size_t size, int base);
errno_t _ltoa_s(long value, char *to, size_t size, int base);
errno_t _ultoa_s(unsigned long value, char *to, size_t size, int base);
errno_t _i64toa_s(long long value, char *to, size_t size, int base);
errno_t _ui64toa_s(unsigned long long value, char *to, size_t size, int base);

long long _atoi64(const char *text) STANDPIPE_IS(atoll);
long long _strtoi64(const char *text, char **end, int base) STANDPIPE_IS(strtoll);
unsigned long long _strtoui64(const char *text, char **end, int base) STANDPIPE_IS(strtoull);

int _getpid(void) STANDPIPE_IS(getpid);
int _putenv(const char *assignment);
errno_t _putenv_s(const char *name, const char *value);
errno_t getenv_s(size_t *needed, char *to, size_t size, const char *name);
errno_t _dupenv_s(char **value, size_t *length, const char *name);
errno_t rand_s(unsigned *value);

__time64_t _time64(__time64_t *to) STANDPIPE_IS(time);
errno_t localtime_s(struct tm *to, const time_t *from);
errno_t gmtime_s(struct tm *to, const time_t *from);
errno_t asctime_s(char *to, size_t size, const struct tm *from);
errno_t ctime_s(char *to, size_t size, const time_t *from);

STANDPIPE_END_C

#ifdef __cplusplus
/* The forms that find the buffer's size themselves. */
template <size_t N> inline errno_t strcpy_s(char (&to)[N], const char *from) { return strcpy_s(to, N, from); }
template <size_t N> inline errno_t strcat_s(char (&to)[N], const char *from) { return strcat_s(to, N, from); }
template <size_t N> inline errno_t strncpy_s(char (&to)[N], const char *from, size_t count)
{
    return strncpy_s(to, N, from, count);
}
template <size_t N> inline errno_t strncat_s(char (&to)[N], const char *from, size_t count)
{
    return strncat_s(to, N, from, count);
}
template <size_t N> inline errno_t _itoa_s(int value, char (&to)[N], int base) { return _itoa_s(value, to, N, base); }
#endif

#endif
