/* scanf with formats as Windows' programs have them. glibc does the work: the format is rewritten for it. The
   "longs" say which arguments point to a long of 64 bits: bit n is the n-th argument from the format on (which is
   0). "l" before an integer means that where it is so, and 32 bits elsewhere: there a DWORD is read by %lu. */
#include "format.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define MOST_POINTERS 32

struct rewriting {
    const char *from;
    char *to;
    uint64_t longs;
    int argument;
    BOOL known;       /* the longs are */
    va_list *secure;  /* of the _s functions: where the sizes of buffers follow their pointers */
    void *pointers[MOST_POINTERS];
    int pointer_count;
};

static void put(struct rewriting *now, const char *text, size_t length)
{
    memcpy(now->to, text, length);
    now->to += length;
}

static void put_text(struct rewriting *now, const char *text) { put(now, text, strlen(text)); }

static BOOL skip(struct rewriting *now, const char *text)
{
    size_t length = strlen(text);
    if (strncmp(now->from, text, length) != 0)
        return FALSE;
    now->from += length;
    return TRUE;
}

/* The length of a set from its '[' on. */
static size_t set_length(const char *set)
{
    size_t length = 1;
    if (set[length] == '^')
        length++;
    if (set[length] == ']')
        length++;
    while (set[length] != 0 && set[length] != ']')
        length++;
    return length + (set[length] == ']');
}

/* Windows' size as glibc's. "l" is its own: what it means depends on the letter. */
static const char *read_size(struct rewriting *now)
{
    if (skip(now, "I64") || skip(now, "ll") || skip(now, "L"))
        return "ll";
    if (skip(now, "I32"))
        return "";
    if (skip(now, "I") || skip(now, "z") || skip(now, "t") || skip(now, "j"))
        return "z";
    if (skip(now, "hh"))
        return "hh";
    if (skip(now, "h"))
        return "h";
    return skip(now, "l") || skip(now, "w") ? "l" : "";
}

/* Takes the arguments of one specification of an _s function, and gives its width, which for text is at most what the
   buffer takes. FALSE: the buffer takes nothing, or there are too many. */
static BOOL take_pointer(struct rewriting *now, char kind, unsigned *width)
{
    if (now->pointer_count == MOST_POINTERS)
        return FALSE;
    now->pointers[now->pointer_count++] = va_arg(*now->secure, void *);
    if (kind != 's' && kind != 'c' && kind != '[')
        return TRUE;
    unsigned size = va_arg(*now->secure, unsigned);
    now->argument++;
    if (kind == 'c')
        return size >= (*width == 0 ? 1 : *width);
    if (size < 2)
        return FALSE; /* not even one character and the end */
    if (*width == 0 || *width > size - 1)
        *width = size - 1;
    return TRUE;
}

/* One specification after its '%'. FALSE: it cannot be read here. */
static BOOL rewrite_one(struct rewriting *now)
{
    BOOL assigns = !skip(now, "*");
    BOOL is_long = now->known ? (now->longs >> (now->argument & 63) & 1) != 0 : TRUE;
    unsigned width = (unsigned)strtoul(now->from, NULL, 10);
    now->from += strspn(now->from, "0123456789");
    const char *size = read_size(now);
    BOOL long_size = strcmp(size, "l") == 0;
    char kind = *now->from;
    if (kind == 0 || (strchr("sc[", kind) != NULL && long_size) || kind == 'C' || kind == 'S')
        return FALSE; /* wide text: glibc's is of 32 bits */
    if (now->secure != NULL && assigns && !take_pointer(now, kind, &width))
        return FALSE;
    put_text(now, assigns ? "" : "*");
    if (width > 0)
        now->to += sprintf(now->to, "%u", width);
    size_t length = kind == '[' ? set_length(now->from) : 1;
    if (strchr("diouxXn", kind) != NULL) {
        put_text(now, long_size && !is_long ? "" : size);
    } else if (strchr("aAeEfFgG", kind) != NULL) {
        put_text(now, strcmp(size, "ll") == 0 ? "L" : long_size ? "l" : "");
    } else if (kind == 'p') {
        put_text(now, "lx"); /* hexadecimal, with 0x or without */
    }
    if (kind != 'p')
        put(now, now->from, length);
    now->from += length;
    now->argument += assigns;
    return TRUE;
}

/* By malloc. What follows a specification that cannot be read is left out: the count tells how far it went. */
static char *rewrite(struct rewriting *now)
{
    char *result = malloc(strlen(now->from) * 8 + 1); /* the most that two characters, "%s", can grow by is a width */
    if (result == NULL)
        return NULL;
    now->to = result;
    now->argument = 1;
    char *good = result;
    while (*now->from != 0) {
        BOOL escaped = *now->from == '%' && now->from[1] == '%';
        BOOL literal = *now->from != '%' || escaped;
        put(now, now->from, escaped ? 2 : 1);
        now->from += escaped ? 2 : 1;
        if (!literal && !rewrite_one(now))
            break;
        good = now->to;
    }
    *good = 0;
    return result;
}

static int scan(const char *text, FILE *file, struct rewriting now, va_list arguments)
{
    char *format = rewrite(&now);
    if (format == NULL) {
        errno = ENOMEM;
        return EOF;
    }
    int result = text != NULL ? vsscanf(text, format, arguments) : vfscanf(file, format, arguments);
    free(format);
    return result;
}

#define P(n) now.pointers[n]
#define P4(n) P(n), P(n + 1), P(n + 2), P(n + 3)
#define ALL_POINTERS P4(0), P4(4), P4(8), P4(12), P4(16), P4(20), P4(24), P4(28)

/* The _s functions. A text that its buffer cannot take is cut off, and the next specification goes on there;
   Microsoft's stops. */
static int scan_secure(const char *text, FILE *file, struct rewriting now, va_list arguments)
{
    va_list list;
    va_copy(list, arguments);
    now.secure = &list;
    char *format = rewrite(&now);
    va_end(list);
    if (format == NULL) {
        errno = ENOMEM;
        return EOF;
    }
    int result = text != NULL ? sscanf(text, format, ALL_POINTERS) : fscanf(file, format, ALL_POINTERS);
    free(format);
    return result;
}

#define SCAN(function, text, file)                                                                        \
    va_list arguments;                                                                                    \
    va_start(arguments, format);                                                                          \
    int result = function(text, file, (struct rewriting){.from = format, .longs = longs, .known = TRUE}, arguments); \
    va_end(arguments);                                                                                    \
    return result

STANDPIPE_EXPORT int standpipe_sscanf(uint64_t longs, const char *text, const char *format, ...)
{
    SCAN(scan, text, NULL);
}

STANDPIPE_EXPORT int standpipe_fscanf(uint64_t longs, FILE *file, const char *format, ...) { SCAN(scan, NULL, file); }
STANDPIPE_EXPORT int standpipe_scanf(uint64_t longs, const char *format, ...) { SCAN(scan, NULL, stdin); }

STANDPIPE_EXPORT int standpipe_sscanf_s(uint64_t longs, const char *text, const char *format, ...)
{
    SCAN(scan_secure, text, NULL);
}

STANDPIPE_EXPORT int standpipe_fscanf_s(uint64_t longs, FILE *file, const char *format, ...)
{
    SCAN(scan_secure, NULL, file);
}

STANDPIPE_EXPORT int standpipe_scanf_s(uint64_t longs, const char *format, ...) { SCAN(scan_secure, NULL, stdin); }

/* Of a va_list nothing is known: there "l" is a long. */
STANDPIPE_EXPORT int standpipe_vsscanf(const char *text, const char *format, va_list arguments)
{
    return scan(text, NULL, (struct rewriting){.from = format}, arguments);
}

STANDPIPE_EXPORT int standpipe_vfscanf(FILE *file, const char *format, va_list arguments)
{
    return scan(NULL, file, (struct rewriting){.from = format}, arguments);
}

STANDPIPE_EXPORT int standpipe_vscanf(const char *format, va_list arguments)
{
    return standpipe_vfscanf(stdin, format, arguments);
}
