/* Wide text to and from streams, which hold UTF-8; and names of files, variables and commands. */
#include "utf.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define WEOF_UNIT 0xFFFFFFFFu /* glibc's WEOF, which the program has from <wchar.h> */

/* Half of a character beyond 16 bits that waits for the other: of reading, and of writing. A stream is used by one
   thread at a time for this. */
static _Thread_local struct {
    FILE *file;
    WCHAR unit;
} to_read, to_write;

STANDPIPE_EXPORT uint32_t standpipe_fputwc(WCHAR unit, FILE *file)
{
    WCHAR units[2] = {unit, 0};
    size_t count = 1;
    char bytes[8];
    int bad = 0;
    if (to_write.file == file && to_write.unit != 0) {
        units[0] = to_write.unit;
        units[1] = unit;
        count = 2;
        to_write.unit = 0;
    } else if (unit >= 0xD800 && unit <= 0xDBFF) {
        to_write.file = file;
        to_write.unit = unit;
        return unit;
    }
    size_t length = standpipe_utf16_to_utf8(units, count, bytes, sizeof bytes, &bad);
    return fwrite(bytes, 1, length, file) == length ? unit : WEOF_UNIT;
}

STANDPIPE_EXPORT int standpipe_fputws(const WCHAR *text, FILE *file)
{
    char *narrow = standpipe_narrow_copy(text);
    if (narrow == NULL) {
        errno = ENOMEM;
        return -1;
    }
    int result = fputs(narrow, file);
    free(narrow);
    return result < 0 ? -1 : 0;
}

STANDPIPE_EXPORT int _putws(const WCHAR *text)
{
    flockfile(stdout);
    int result = standpipe_fputws(text, stdout);
    if (result == 0 && putc_unlocked('\n', stdout) == EOF)
        result = -1;
    funlockfile(stdout);
    return result;
}

/* How many bytes follow this one. */
static int tail_of(int first) { return first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC2 ? 1 : 0; }

STANDPIPE_EXPORT uint32_t standpipe_fgetwc(FILE *file)
{
    if (to_read.file == file && to_read.unit != 0) {
        WCHAR unit = to_read.unit;
        to_read.unit = 0;
        return unit;
    }
    char bytes[4];
    size_t count = 0;
    int bad = 0;
    flockfile(file);
    int byte = getc_unlocked(file);
    if (byte != EOF) {
        bytes[count++] = (char)byte;
        for (int tail = tail_of(byte); tail > 0 && (byte = getc_unlocked(file)) != EOF; tail--) {
            if ((byte & 0xC0) != 0x80) {
                (void)ungetc(byte, file);
                break;
            }
            bytes[count++] = (char)byte;
        }
    }
    funlockfile(file);
    if (count == 0)
        return WEOF_UNIT;
    const char *at = bytes;
    WCHAR units[2];
    if (standpipe_utf16_put(standpipe_utf8_next(&at, bytes + count, &bad), units) == 2) {
        to_read.file = file;
        to_read.unit = units[1];
    }
    return units[0];
}

STANDPIPE_EXPORT uint32_t standpipe_ungetwc(uint32_t unit, FILE *file)
{
    char bytes[4];
    if (unit == WEOF_UNIT || (unit >= 0xD800 && unit <= 0xDFFF))
        return WEOF_UNIT;
    /* glibc keeps more than one byte for this as long as they are what was read. */
    for (size_t count = standpipe_utf8_put(unit, bytes); count > 0; count--)
        if (ungetc((unsigned char)bytes[count - 1], file) == EOF)
            return WEOF_UNIT;
    return unit;
}

STANDPIPE_EXPORT WCHAR *standpipe_fgetws(WCHAR *to, int room, FILE *file)
{
    int length = 0;
    if (room <= 0)
        return NULL;
    while (length + 1 < room) {
        uint32_t unit = standpipe_fgetwc(file);
        if (unit == WEOF_UNIT) {
            if (length == 0 || ferror(file))
                return NULL;
            break;
        }
        to[length++] = (WCHAR)unit;
        if (unit == '\n')
            break;
    }
    to[length] = 0;
    return to;
}

STANDPIPE_EXPORT uint32_t standpipe_putwchar(WCHAR unit) { return standpipe_fputwc(unit, stdout); }
STANDPIPE_EXPORT uint32_t standpipe_getwchar(void) { return standpipe_fgetwc(stdin); }

STANDPIPE_EXPORT FILE *_wfopen(const WCHAR *path, const WCHAR *mode)
{
    char *narrow_path = standpipe_narrow_copy(path);
    char *narrow_mode = standpipe_narrow_copy(mode);
    FILE *file = NULL;
    if (narrow_path != NULL && narrow_mode != NULL)
        file = fopen(narrow_path, narrow_mode);
    else
        errno = path == NULL || mode == NULL ? EINVAL : ENOMEM;
    free(narrow_path);
    free(narrow_mode);
    return file;
}

/* "rb" and "wt" are one letter on Linux, and popen refuses another one. */
STANDPIPE_EXPORT FILE *_popen(const char *command, const char *mode)
{
    if (command == NULL || mode == NULL || (*mode != 'r' && *mode != 'w')) {
        errno = EINVAL;
        return NULL;
    }
    return popen(command, *mode == 'r' ? "r" : "w");
}

STANDPIPE_EXPORT FILE *_wpopen(const WCHAR *command, const WCHAR *mode)
{
    char *narrow_command = standpipe_narrow_copy(command);
    char *narrow_mode = standpipe_narrow_copy(mode);
    FILE *file = _popen(narrow_command, narrow_mode);
    free(narrow_command);
    free(narrow_mode);
    return file;
}

/* Calls a function with a narrow copy of one name. */
#define WITH_NAME(name, result)                   \
    char *narrow = standpipe_narrow_copy(name);   \
    int told = result;                            \
    int kept = errno;                             \
    free(narrow);                                 \
    errno = kept;                                 \
    return told

STANDPIPE_EXPORT int _wsystem(const WCHAR *command) { WITH_NAME(command, system(narrow)); }
STANDPIPE_EXPORT int _wremove(const WCHAR *path) { WITH_NAME(path, narrow == NULL ? -1 : remove(narrow)); }
STANDPIPE_EXPORT int _wunlink(const WCHAR *path) { WITH_NAME(path, narrow == NULL ? -1 : unlink(narrow)); }
STANDPIPE_EXPORT int _wchdir(const WCHAR *path) { WITH_NAME(path, narrow == NULL ? -1 : chdir(narrow)); }
STANDPIPE_EXPORT int _wmkdir(const WCHAR *path) { WITH_NAME(path, narrow == NULL ? -1 : mkdir(narrow, 0777)); }
STANDPIPE_EXPORT int _wrmdir(const WCHAR *path) { WITH_NAME(path, narrow == NULL ? -1 : rmdir(narrow)); }

STANDPIPE_EXPORT int _waccess(const WCHAR *path, int mode)
{
    WITH_NAME(path, narrow == NULL ? -1 : access(narrow, mode));
}

/* The variables that were asked for, each in the form of its last answer: as with getenv, the caller frees nothing. */
struct variable {
    struct variable *next;
    char *name;
    WCHAR *value;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct variable *variables;

static struct variable *variable_of(char *name)
{
    struct variable *variable = variables;
    while (variable != NULL && strcmp(variable->name, name) != 0)
        variable = variable->next;
    if (variable == NULL && (variable = calloc(1, sizeof *variable)) != NULL) {
        variable->name = strdup(name);
        variable->next = variables;
        variables = variable;
    }
    return variable;
}

STANDPIPE_EXPORT WCHAR *_wgetenv(const WCHAR *name)
{
    WCHAR *value = NULL;
    char *narrow = standpipe_narrow_copy(name);
    const char *now = narrow == NULL ? NULL : getenv(narrow);
    if (now != NULL) {
        pthread_mutex_lock(&lock);
        struct variable *variable = variable_of(narrow);
        value = standpipe_wide_copy(now);
        if (variable != NULL && value != NULL) {
            if (variable->value != NULL && standpipe_wide_length(variable->value) == standpipe_wide_length(value)
                && memcmp(variable->value, value, standpipe_wide_length(value) * sizeof *value) == 0) {
                free(value);
                value = variable->value;
            } else {
                variable->value = value; /* The former may still be looked at; it is left. */
            }
        }
        pthread_mutex_unlock(&lock);
    }
    free(narrow);
    return value;
}
