/* printf as Windows' C library has it. */
#ifndef STANDPIPE_FORMAT_H
#define STANDPIPE_FORMAT_H

#include "utf.h"

#include <stdarg.h>
#include <stdio.h>

/* Where the text goes: a buffer or a stream. What is counted are bytes or, if it is wide, WCHARs. Streams get UTF-8
   either way. */
struct standpipe_sink {
    BOOL wide;
    FILE *file;
    char *bytes;   /* a narrow buffer, or NULL */
    WCHAR *units;  /* a wide buffer, or NULL */
    size_t room;   /* units that the buffer takes; what is beyond is counted only */
    size_t length; /* units so far */
    BOOL failed;   /* the stream did not take all */
    WCHAR high;    /* the first half of a character that came alone: "%lc%lc" */
    size_t held_count;
    char held[1024]; /* on its way to the stream: one write for a short line, also where the stream has no buffer */
};

void standpipe_sink_bytes(struct standpipe_sink *sink, const char *text, size_t length);
void standpipe_sink_units(struct standpipe_sink *sink, const WCHAR *text, size_t length);
void standpipe_sink_fill(struct standpipe_sink *sink, char with, size_t count);
void standpipe_sink_end(struct standpipe_sink *sink);

/* A format of either width: one of the two is not NULL. */
struct standpipe_format {
    const char *narrow;
    const WCHAR *wide;
};

/* FALSE, with errno set, if the format is none: NULL, "%n". */
BOOL standpipe_format(struct standpipe_sink *sink, struct standpipe_format format, va_list arguments);

/* Into a buffer of so many units, terminated if it has any. Gives how long the whole text is without its end, or -1. */
int standpipe_format_bytes(char *to, size_t room, const char *format, va_list arguments);
int standpipe_format_units(WCHAR *to, size_t room, const WCHAR *format, va_list arguments);

/* To a stream. The units printed, or -1. */
int standpipe_format_file(FILE *file, struct standpipe_format format, va_list arguments);

#endif
