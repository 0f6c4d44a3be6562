/* What the functions of the printf family have in common. */
#include "format.h"

#include <errno.h>
#include <limits.h>

static int told(size_t length)
{
    if (length <= INT_MAX)
        return (int)length;
    errno = EOVERFLOW;
    return -1;
}

int standpipe_format_bytes(char *to, size_t room, const char *format, va_list arguments)
{
    struct standpipe_sink sink;
    sink.wide = FALSE;
    sink.file = NULL;
    sink.bytes = to;
    sink.units = NULL;
    sink.room = room == 0 ? 0 : room - 1;
    sink.length = 0;
    sink.high = 0;
    BOOL good = standpipe_format(&sink, (struct standpipe_format){format, NULL}, arguments);
    if (room > 0)
        to[!good ? 0 : sink.length < sink.room ? sink.length : sink.room] = 0;
    return good ? told(sink.length) : -1;
}

int standpipe_format_units(WCHAR *to, size_t room, const WCHAR *format, va_list arguments)
{
    struct standpipe_sink sink;
    sink.wide = TRUE;
    sink.file = NULL;
    sink.bytes = NULL;
    sink.units = to;
    sink.room = room == 0 ? 0 : room - 1;
    sink.length = 0;
    sink.high = 0;
    BOOL good = standpipe_format(&sink, (struct standpipe_format){NULL, format}, arguments);
    if (room > 0)
        to[!good ? 0 : sink.length < sink.room ? sink.length : sink.room] = 0;
    return good ? told(sink.length) : -1;
}

int standpipe_format_file(FILE *file, struct standpipe_format format, va_list arguments)
{
    struct standpipe_sink sink;
    sink.wide = format.wide != NULL;
    sink.file = file;
    sink.bytes = NULL;
    sink.units = NULL;
    sink.room = 0;
    sink.length = 0;
    sink.high = 0;
    sink.held_count = 0;
    sink.failed = FALSE;
    flockfile(file);
    BOOL good = standpipe_format(&sink, format, arguments) && !sink.failed;
    funlockfile(file);
    return good ? told(sink.length) : -1;
}
