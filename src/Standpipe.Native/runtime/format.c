/* The format, piece by piece: text and characters here, numbers by glibc's snprintf. What Windows reads otherwise than
   Linux:
   - "l" before an integer is 32 bits: a DWORD is printed by %lu there. "ll", "I64", "I", "z", "t" and "j" are 64, "I32"
     is 32.
   - %s in a wide function is wide, %S is the other width; "h" is always narrow, "l" and "w" always wide.
   - %p is sixteen capital digits.
   - %n is refused. */
#include "format.h"

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum size { SIZE_NONE, SIZE_CHAR, SIZE_SHORT, SIZE_LONG, SIZE_64, SIZE_LONG_DOUBLE, SIZE_WIDE };

struct arguments {
    va_list list;
};

struct piece {
    char flags[6]; /* each at most once */
    int width;     /* 0: none */
    int precision; /* -1: none */
    enum size size;
    char kind;
};

static unsigned unit_at(struct standpipe_format format, size_t at)
{
    return format.wide != NULL ? format.wide[at] : (unsigned char)format.narrow[at];
}

static BOOL has(const struct piece *piece, char flag) { return strchr(piece->flags, flag) != NULL; }

static void add_flag(struct piece *piece, char flag)
{
    if (!has(piece, flag))
        piece->flags[strlen(piece->flags)] = flag;
}

static int number(struct standpipe_format format, size_t *at, struct arguments *arguments)
{
    if (unit_at(format, *at) == '*') {
        ++*at;
        return va_arg(arguments->list, int);
    }
    int value = 0;
    for (unsigned unit; (unit = unit_at(format, *at)) >= '0' && unit <= '9'; ++*at)
        value = value > (INT_MAX - 9) / 10 ? INT_MAX : value * 10 + (int)(unit - '0');
    return value;
}

static enum size size_of(struct standpipe_format format, size_t *at)
{
    unsigned first = unit_at(format, *at);
    unsigned second = first == 0 ? 0 : unit_at(format, *at + 1);
    unsigned third = second == 0 ? 0 : unit_at(format, *at + 2);
    size_t taken = 1;
    enum size size = SIZE_NONE;
    switch (first) {
    case 'h':
        taken = second == 'h' ? 2 : 1;
        size = second == 'h' ? SIZE_CHAR : SIZE_SHORT;
        break;
    case 'l':
        taken = second == 'l' ? 2 : 1;
        size = second == 'l' ? SIZE_64 : SIZE_LONG;
        break;
    case 'I':
        taken = (second == '6' && third == '4') || (second == '3' && third == '2') ? 3 : 1;
        size = taken == 3 && second == '3' ? SIZE_LONG : SIZE_64;
        break;
    case 'L':
        size = SIZE_LONG_DOUBLE;
        break;
    case 'w':
        size = SIZE_WIDE;
        break;
    case 'j':
    case 'z':
    case 't':
        size = SIZE_64;
        break;
    default:
        taken = 0;
        break;
    }
    *at += taken;
    return size;
}

/* Reads what follows a '%' up to its letter, which is 0 at the end of the format. */
static struct piece parse(struct standpipe_format format, size_t *at, struct arguments *arguments)
{
    struct piece piece = {.precision = -1};
    for (unsigned unit; (unit = unit_at(format, *at)) != 0 && unit < 0x80 && strchr("-+ #0", (int)unit) != NULL; ++*at)
        add_flag(&piece, (char)unit);
    piece.width = number(format, at, arguments);
    if (piece.width < 0) {
        add_flag(&piece, '-');
        piece.width = piece.width == INT_MIN ? INT_MAX : -piece.width;
    }
    if (unit_at(format, *at) == '.') {
        ++*at;
        piece.precision = number(format, at, arguments);
        if (piece.precision < 0)
            piece.precision = -1;
    }
    piece.size = size_of(format, at);
    unsigned letter = unit_at(format, *at);
    piece.kind = letter < 0x80 ? (char)letter : '?';
    if (letter != 0)
        ++*at;
    return piece;
}

/* Gives a number to glibc. The arguments after the specification are one value. */
static BOOL print(struct standpipe_sink *sink, const struct piece *piece, const char *size, int kind, ...)
{
    char specification[64];
    char text[512];
    char precision[16] = "";
    char width[16] = "";
    va_list value;
    if (piece->width > 0)
        (void)snprintf(width, sizeof width, "%d", piece->width);
    if (piece->precision >= 0)
        (void)snprintf(precision, sizeof precision, ".%d", piece->precision);
    (void)snprintf(specification, sizeof specification, "%%%s%s%s%s%c", piece->flags, width, precision, size, kind);
    va_start(value, kind);
    int length = vsnprintf(text, sizeof text, specification, value);
    va_end(value);
    if (length < 0)
        return FALSE;
    if ((size_t)length < sizeof text) {
        standpipe_sink_bytes(sink, text, (size_t)length);
        return TRUE;
    }
    char *longer = malloc((size_t)length + 1);
    if (longer == NULL)
        return FALSE;
    va_start(value, kind);
    (void)vsnprintf(longer, (size_t)length + 1, specification, value);
    va_end(value);
    standpipe_sink_bytes(sink, longer, (size_t)length);
    free(longer);
    return TRUE;
}

static BOOL print_integer(struct standpipe_sink *sink, const struct piece *piece, struct arguments *arguments)
{
    BOOL is_signed = piece->kind == 'd' || piece->kind == 'i';
    if (piece->size == SIZE_64 || piece->size == SIZE_LONG_DOUBLE)
        return print(sink, piece, "ll", piece->kind, va_arg(arguments->list, long long));

    /* Of a real long, on the machines there are, this is the low half. */
    int value = va_arg(arguments->list, int);
    if (piece->size == SIZE_SHORT)
        value = is_signed ? (short)value : (unsigned short)value;
    if (piece->size == SIZE_CHAR)
        value = is_signed ? (signed char)value : (unsigned char)value;
    return print(sink, piece, "", piece->kind, value);
}

static void pad_bytes(struct standpipe_sink *sink, const struct piece *piece, const char *text, size_t length)
{
    size_t fill = (size_t)piece->width > length ? (size_t)piece->width - length : 0;
    char with = has(piece, '0') && !has(piece, '-') ? '0' : ' ';
    if (!has(piece, '-'))
        standpipe_sink_fill(sink, with, fill);
    standpipe_sink_bytes(sink, text, length);
    if (has(piece, '-'))
        standpipe_sink_fill(sink, ' ', fill);
}

static void pad_units(struct standpipe_sink *sink, const struct piece *piece, const WCHAR *text, size_t length)
{
    size_t fill = (size_t)piece->width > length ? (size_t)piece->width - length : 0;
    char with = has(piece, '0') && !has(piece, '-') ? '0' : ' ';
    if (!has(piece, '-'))
        standpipe_sink_fill(sink, with, fill);
    standpipe_sink_units(sink, text, length);
    if (has(piece, '-'))
        standpipe_sink_fill(sink, ' ', fill);
}

static BOOL print_float(struct standpipe_sink *sink, const struct piece *piece, struct arguments *arguments)
{
    if (piece->size == SIZE_LONG_DOUBLE)
        return print(sink, piece, "L", piece->kind, va_arg(arguments->list, long double));
    double value = va_arg(arguments->list, double);
    struct piece full = *piece;
    if (piece->precision < 0 && (piece->kind == 'a' || piece->kind == 'A'))
        full.precision = 13; /* as many digits as a double has */
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    if (isnan(value) && bits == 0xFFF8000000000000u) {
        /* What 0.0/0.0 is on x86: Windows calls it indefinite. */
        BOOL capitals = piece->kind < 'a';
        pad_bytes(sink, piece, capitals ? "-NAN(IND)" : "-nan(ind)", 9);
        return TRUE;
    }
    return print(sink, &full, "", piece->kind, value);
}

/* By the function's width, the letter's case and the size before it. */
static BOOL is_wide(const struct piece *piece, BOOL function)
{
    if (piece->size == SIZE_SHORT || piece->size == SIZE_CHAR)
        return FALSE;
    if (piece->size == SIZE_LONG || piece->size == SIZE_WIDE || piece->size == SIZE_64)
        return TRUE;
    return (piece->kind == 's' || piece->kind == 'c') == function;
}

static void print_text(
    struct standpipe_sink *sink, const struct piece *piece, struct arguments *arguments, BOOL function)
{
    BOOL wide = is_wide(piece, function);
    size_t most = piece->precision < 0 ? SIZE_MAX : (size_t)piece->precision;
    if (piece->kind == 'c' || piece->kind == 'C') {
        int value = va_arg(arguments->list, int);
        char byte = (char)value;
        WCHAR unit = (WCHAR)value;
        if (wide)
            pad_units(sink, piece, &unit, 1);
        else
            pad_bytes(sink, piece, &byte, 1);
        return;
    }
    const void *text = va_arg(arguments->list, const void *);
    if (text == NULL || !wide) {
        const char *narrow = text == NULL ? "(null)" : text;
        pad_bytes(sink, piece, narrow, strnlen(narrow, most));
        return;
    }
    const WCHAR *units = text;
    size_t length = 0;
    while (length < most && units[length] != 0)
        length++;
    pad_units(sink, piece, units, length);
}

static BOOL print_piece(struct standpipe_sink *sink, struct piece *piece, struct arguments *arguments, BOOL function)
{
    switch (piece->kind) {
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
        return print_integer(sink, piece, arguments);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
    case 'a':
    case 'A':
        return print_float(sink, piece, arguments);
    case 'p':
        piece->precision = 2 * (int)sizeof(void *);
        return print(sink, piece, "ll", 'X', (long long)(uintptr_t)va_arg(arguments->list, void *));
    case 's':
    case 'S':
    case 'c':
    case 'C':
        print_text(sink, piece, arguments, function);
        return TRUE;
    case 'n':
        errno = EINVAL;
        return FALSE;
    default:
        standpipe_sink_bytes(sink, &piece->kind, piece->kind != 0); /* "%%", and what is no letter for anything */
        return TRUE;
    }
}

BOOL standpipe_format(struct standpipe_sink *sink, struct standpipe_format format, va_list list)
{
    struct arguments arguments;
    BOOL good = TRUE;
    if (format.narrow == NULL && format.wide == NULL) {
        errno = EINVAL;
        return FALSE;
    }
    va_copy(arguments.list, list);
    for (size_t at = 0; good && unit_at(format, at) != 0;) {
        size_t start = at;
        while (unit_at(format, at) != 0 && unit_at(format, at) != '%')
            at++;
        if (format.wide != NULL)
            standpipe_sink_units(sink, format.wide + start, at - start);
        else
            standpipe_sink_bytes(sink, format.narrow + start, at - start);
        if (unit_at(format, at) == '%') {
            at++;
            struct piece piece = parse(format, &at, &arguments);
            good = print_piece(sink, &piece, &arguments, format.wide != NULL);
        }
    }
    va_end(arguments.list);
    standpipe_sink_end(sink);
    return good;
}
