#include "format.h"

#include <string.h>

static void release(struct standpipe_sink *sink)
{
    if (sink->held_count > 0 && fwrite_unlocked(sink->held, 1, sink->held_count, sink->file) != sink->held_count)
        sink->failed = TRUE;
    sink->held_count = 0;
}

/* Bytes, for a narrow buffer or a stream; not counted. */
static void put_bytes(struct standpipe_sink *sink, const char *text, size_t length, size_t at)
{
    if (sink->file == NULL) {
        if (at < sink->room)
            memcpy(sink->bytes + at, text, length < sink->room - at ? length : sink->room - at);
        return;
    }
    while (length > 0) {
        size_t part = sizeof sink->held - sink->held_count;
        part = length < part ? length : part;
        memcpy(sink->held + sink->held_count, text, part);
        sink->held_count += part;
        text += part;
        length -= part;
        if (sink->held_count == sizeof sink->held)
            release(sink);
    }
}

static void put_character(struct standpipe_sink *sink, uint32_t character)
{
    char bytes[4];
    size_t count = standpipe_utf8_put(character, bytes);
    put_bytes(sink, bytes, count, sink->length);
    if (!sink->wide)
        sink->length += count;
}

static void end_half(struct standpipe_sink *sink)
{
    if (sink->high != 0) {
        sink->high = 0;
        put_character(sink, STANDPIPE_REPLACEMENT);
    }
}

void standpipe_sink_bytes(struct standpipe_sink *sink, const char *text, size_t length)
{
    int bad = 0;
    if (length == 0)
        return;
    end_half(sink);
    if (!sink->wide || sink->file != NULL)
        put_bytes(sink, text, length, sink->length);
    if (!sink->wide) {
        sink->length += length;
        return;
    }
    size_t room = sink->file != NULL || sink->length >= sink->room ? 0 : sink->room - sink->length;
    if (sink->file != NULL) {
        sink->length += standpipe_utf8_to_utf16(text, length, NULL, 0, &bad);
        return;
    }
    for (const char *end = text + length; text < end;) {
        WCHAR units[2];
        size_t count = standpipe_utf16_put(standpipe_utf8_next(&text, end, &bad), units);
        for (size_t i = 0; i < count; i++, sink->length++, room -= room > 0)
            if (room > 0)
                sink->units[sink->length] = units[i];
    }
}

void standpipe_sink_units(struct standpipe_sink *sink, const WCHAR *text, size_t length)
{
    if (sink->wide && sink->file == NULL) {
        if (sink->length < sink->room) {
            size_t part = sink->room - sink->length;
            memcpy(sink->units + sink->length, text, (length < part ? length : part) * sizeof *text);
        }
        sink->length += length;
        return;
    }
    for (const WCHAR *end = text + length; text < end; text++) {
        if (sink->wide)
            sink->length++;
        if (sink->high != 0 && *text >= 0xDC00 && *text <= 0xDFFF) {
            uint32_t character = 0x10000 + ((sink->high - 0xD800u) << 10) + (*text - 0xDC00u);
            sink->high = 0;
            put_character(sink, character);
            continue;
        }
        end_half(sink);
        if (*text >= 0xD800 && *text <= 0xDBFF)
            sink->high = *text;
        else
            put_character(sink, *text >= 0xDC00 && *text <= 0xDFFF ? STANDPIPE_REPLACEMENT : *text);
    }
}

void standpipe_sink_fill(struct standpipe_sink *sink, char with, size_t count)
{
    char text[64];
    memset(text, with, sizeof text);
    for (; count > 0; count -= count < sizeof text ? count : sizeof text)
        standpipe_sink_bytes(sink, text, count < sizeof text ? count : sizeof text);
}

void standpipe_sink_end(struct standpipe_sink *sink)
{
    end_half(sink);
    if (sink->file != NULL)
        release(sink);
}
