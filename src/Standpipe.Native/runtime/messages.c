/* FormatMessage takes a va_list, which C# cannot read: here it becomes the array that the C# half takes. */
#include "runtime.h"

#include <stdarg.h>
#include <stddef.h>

enum { ignore_inserts = 0x200, argument_array = 0x2000, most_inserts = 99 };

int32_t standpipe_message_inserts(uint32_t flags, const void *source, uint32_t id, int32_t is_wide);
uint32_t standpipe_format_message(uint32_t flags, const void *source, uint32_t id, void *buffer, uint32_t size, uintptr_t *arguments, int32_t is_wide);

static uint32_t format(uint32_t flags, const void *source, uint32_t id, void *buffer, uint32_t size, va_list *arguments, int32_t is_wide)
{
    uintptr_t words[most_inserts];
    if (arguments == NULL || (flags & ignore_inserts) != 0) {
        return standpipe_format_message(flags, source, id, buffer, size, NULL, is_wide);
    }
    if ((flags & argument_array) != 0) {
        return standpipe_format_message(flags, source, id, buffer, size, (uintptr_t *)(void *)arguments, is_wide);
    }
    /* As many as the message names, and no more: nobody says how many there are. */
    int32_t count = standpipe_message_inserts(flags, source, id, is_wide);
    va_list list;
    va_copy(list, *arguments);
    for (int32_t i = 0; i < count; i++) {
        words[i] = va_arg(list, uintptr_t);
    }
    va_end(list);
    return standpipe_format_message(flags, source, id, buffer, size, words, is_wide);
}

STANDPIPE_EXPORT uint32_t FormatMessageA(
    uint32_t flags, const void *source, uint32_t id, uint32_t language, char *buffer, uint32_t size, va_list *arguments)
{
    (void)language;
    return format(flags, source, id, buffer, size, arguments, 0);
}

STANDPIPE_EXPORT uint32_t FormatMessageW(
    uint32_t flags, const void *source, uint32_t id, uint32_t language, uint16_t *buffer, uint32_t size, va_list *arguments)
{
    (void)language;
    return format(flags, source, id, buffer, size, arguments, 1);
}
