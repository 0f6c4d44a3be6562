/* Of Microsoft's <string.h>, <stdlib.h> and <time.h>, what Linux has not. */
#include "runtime.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>
#include <time.h>

static char lower(char byte) { return (char)(byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte); }
static char upper(char byte) { return (char)(byte >= 'a' && byte <= 'z' ? byte - 'a' + 'A' : byte); }

/* Case is ASCII's, as in Windows' C locale. */
STANDPIPE_EXPORT int _strnicmp(const char *first, const char *second, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int left = (unsigned char)lower(first[i]);
        int right = (unsigned char)lower(second[i]);
        if (left != right)
            return left < right ? -1 : 1;
        if (left == 0)
            break;
    }
    return 0;
}

STANDPIPE_EXPORT int _stricmp(const char *first, const char *second) { return _strnicmp(first, second, SIZE_MAX); }

STANDPIPE_EXPORT int _memicmp(const void *first, const void *second, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int left = (unsigned char)lower(((const char *)first)[i]);
        int right = (unsigned char)lower(((const char *)second)[i]);
        if (left != right)
            return left < right ? -1 : 1;
    }
    return 0;
}

STANDPIPE_EXPORT char *_strlwr(char *text)
{
    for (char *at = text; *at != 0; at++)
        *at = lower(*at);
    return text;
}

STANDPIPE_EXPORT char *_strupr(char *text)
{
    for (char *at = text; *at != 0; at++)
        *at = upper(*at);
    return text;
}

STANDPIPE_EXPORT int _strlwr_s(char *text, size_t size)
{
    if (text == NULL || strnlen(text, size) == size)
        return errno = EINVAL;
    (void)_strlwr(text);
    return 0;
}

STANDPIPE_EXPORT int _strupr_s(char *text, size_t size)
{
    if (text == NULL || strnlen(text, size) == size)
        return errno = EINVAL;
    (void)_strupr(text);
    return 0;
}

STANDPIPE_EXPORT char *_strrev(char *text)
{
    size_t length = strlen(text);
    for (size_t i = 0; i < length / 2; i++) {
        char byte = text[i];
        text[i] = text[length - 1 - i];
        text[length - 1 - i] = byte;
    }
    return text;
}

STANDPIPE_EXPORT int fopen_s(FILE **file, const char *path, const char *mode)
{
    if (file == NULL || path == NULL || mode == NULL)
        return errno = EINVAL;
    *file = fopen(path, mode);
    return *file == NULL ? errno : 0;
}

STANDPIPE_EXPORT int freopen_s(FILE **file, const char *path, const char *mode, FILE *old)
{
    if (file == NULL || mode == NULL || old == NULL)
        return errno = EINVAL;
    *file = freopen(path, mode, old);
    return *file == NULL ? errno : 0;
}

/* *needed has the end with it, and is 0 where there is no such variable. */
STANDPIPE_EXPORT int getenv_s(size_t *needed, char *to, size_t size, const char *name)
{
    if (needed == NULL || name == NULL || (to == NULL && size > 0))
        return errno = EINVAL;
    const char *value = getenv(name);
    *needed = value == NULL ? 0 : strlen(value) + 1;
    if (size > 0)
        *to = 0;
    if (value == NULL || size == 0)
        return 0;
    if (*needed > size)
        return errno = ERANGE;
    memcpy(to, value, *needed);
    return 0;
}

STANDPIPE_EXPORT int _dupenv_s(char **value, size_t *length, const char *name)
{
    if (value == NULL || name == NULL)
        return errno = EINVAL;
    const char *now = getenv(name);
    *value = now == NULL ? NULL : strdup(now);
    if (length != NULL)
        *length = *value == NULL ? 0 : strlen(*value) + 1;
    return now != NULL && *value == NULL ? ENOMEM : 0;
}

/* The C# half, which has a copy of the variables: GetEnvironmentVariable's, and what children get. */
BOOL SetEnvironmentVariableA(const char *name, const char *value) __attribute__((weak));

/* An empty value takes the variable away. */
STANDPIPE_EXPORT int _putenv_s(const char *name, const char *value)
{
    if (name == NULL || value == NULL || *name == 0 || strchr(name, '=') != NULL)
        return errno = EINVAL;
    if ((*value == 0 ? unsetenv(name) : setenv(name, value, 1)) != 0)
        return errno;
    if (SetEnvironmentVariableA != NULL) {
        /* It fails where there was none to take away. */
        int kept = errno;
        uint32_t error = GetLastError();
        (void)SetEnvironmentVariableA(name, *value == 0 ? NULL : value);
        SetLastError(error);
        errno = kept;
    }
    return 0;
}

/* "NAME=value", which is copied, and "NAME=". */
STANDPIPE_EXPORT int _putenv(const char *assignment)
{
    const char *sign = assignment == NULL ? NULL : strchr(assignment, '=');
    if (sign == NULL) {
        errno = EINVAL;
        return -1;
    }
    char *name = strndup(assignment, (size_t)(sign - assignment));
    int result = name == NULL ? ENOMEM : _putenv_s(name, sign + 1);
    free(name);
    return result == 0 ? 0 : -1;
}

STANDPIPE_EXPORT int strerror_s(char *to, size_t size, int code)
{
    char text[256];
    if (to == NULL || size == 0)
        return errno = EINVAL;
    (void)snprintf(to, size, "%s", strerror_r(code, text, sizeof text));
    return 0;
}

/* Microsoft's have the result first, and tell by a number. */
STANDPIPE_EXPORT int localtime_s(struct tm *to, const time_t *from)
{
    return to != NULL && from != NULL && localtime_r(from, to) != NULL ? 0 : (errno = EINVAL);
}

STANDPIPE_EXPORT int gmtime_s(struct tm *to, const time_t *from)
{
    return to != NULL && from != NULL && gmtime_r(from, to) != NULL ? 0 : (errno = EINVAL);
}

STANDPIPE_EXPORT int asctime_s(char *to, size_t size, const struct tm *from)
{
    char text[64];
    if (to == NULL || size < 26 || from == NULL || asctime_r(from, text) == NULL)
        return errno = EINVAL;
    (void)snprintf(to, size, "%s", text);
    return 0;
}

STANDPIPE_EXPORT int ctime_s(char *to, size_t size, const time_t *from)
{
    struct tm parts;
    return localtime_s(&parts, from) != 0 ? EINVAL : asctime_s(to, size, &parts);
}

STANDPIPE_EXPORT int rand_s(unsigned *value)
{
    if (value == NULL)
        return errno = EINVAL;
    return getrandom(value, sizeof *value, 0) == (ssize_t)sizeof *value ? 0 : errno;
}
