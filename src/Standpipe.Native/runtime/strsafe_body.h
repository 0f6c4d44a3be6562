/* strsafe for one width: strsafe.c includes it twice, with CHARACTER, NAME(function) and FORMAT. No guard: that is
   its purpose. */

/* The length of what is already there; room if it has no end. */
static size_t NAME(present)(const CHARACTER *to, size_t room)
{
    size_t length = 0;
    while (length < room && to[length] != 0)
        length++;
    return length;
}

/* Copies at most count characters to to[at]. What does not fit is cut off. */
static HRESULT NAME(append)(CHARACTER *to, size_t room, size_t at, const CHARACTER *from, size_t count, size_t *length)
{
    while (count > 0 && *from != 0 && at + 1 < room) {
        to[at++] = *from++;
        count--;
    }
    to[at] = 0;
    *length = at;
    return count > 0 && *from != 0 ? INSUFFICIENT_BUFFER : OK;
}

static HRESULT NAME(print)(CHARACTER *to, size_t room, const CHARACTER *format, va_list arguments, size_t *length)
{
    int whole = FORMAT(to, room, format, arguments);
    BOOL fits = whole >= 0 && (size_t)whole < room;
    *length = fits ? (size_t)whole : NAME(present)(to, room);
    return fits ? OK : INSUFFICIENT_BUFFER;
}

/* The Ex forms' beginning: which room is accepted. */
static BOOL NAME(accepts)(const CHARACTER *to, size_t room, DWORD flags)
{
    if ((flags & ~(DWORD)(ALL_FLAGS | 0xFF)) != 0 || room > MOST)
        return FALSE;
    return (flags & IGNORE_NULLS) != 0 ? to != NULL || room == 0 : room > 0;
}

/* And their end: what the flags want done, and where the text ends. */
static HRESULT NAME(finish)(
    HRESULT result, CHARACTER *to, size_t room, size_t length, size_t original, CHARACTER **end, size_t *remaining,
    DWORD flags)
{
    int with = (int)(flags & 0xFF);
    if (result == OK && (flags & FILL_BEHIND_NULL) != 0 && room > length + 1)
        memset(to + length + 1, with, (room - length - 1) * sizeof *to);
    if (result != OK && room > 0 && (flags & (NO_TRUNCATION | FILL_ON_FAILURE | NULL_ON_FAILURE)) != 0) {
        if ((flags & FILL_ON_FAILURE) != 0) {
            memset(to, with, room * sizeof *to);
            length = with == 0 ? 0 : room - 1;
        }
        if ((flags & NO_TRUNCATION) != 0)
            length = original;
        if ((flags & NULL_ON_FAILURE) != 0)
            length = 0;
        to[length] = 0;
    }
    if (result == OK || result == INSUFFICIENT_BUFFER) {
        if (end != NULL)
            *end = to + length;
        if (remaining != NULL)
            *remaining = room - length;
    }
    return result;
}

/* Copying (append = FALSE) and appending, of at most count characters. */
static HRESULT NAME(join)(
    CHARACTER *to, size_t room, const CHARACTER *from, size_t count, BOOL append, CHARACTER **end,
    size_t *remaining, DWORD flags)
{
    static const CHARACTER nothing[] = {0};
    if (!NAME(accepts)(to, room, flags))
        return INVALID_PARAMETER;
    if (from == NULL && (flags & IGNORE_NULLS) != 0)
        from = nothing;
    if (room == 0) {
        HRESULT result = count == 0 || *from == 0 ? OK : to == NULL ? INVALID_PARAMETER : INSUFFICIENT_BUFFER;
        return NAME(finish)(result, to, 0, 0, 0, end, remaining, 0);
    }
    size_t at = append ? NAME(present)(to, room) : 0;
    if (at == room)
        return INVALID_PARAMETER;
    if (count > MOST && count != ALL) {
        if (!append)
            *to = 0;
        return INVALID_PARAMETER;
    }
    size_t length;
    HRESULT result = NAME(append)(to, room, at, from, count, &length);
    return NAME(finish)(result, to, room, length, at, end, remaining, flags);
}

static HRESULT NAME(print_ex)(
    CHARACTER *to, size_t room, CHARACTER **end, size_t *remaining, DWORD flags, const CHARACTER *format,
    va_list arguments)
{
    static const CHARACTER nothing[] = {0};
    if (!NAME(accepts)(to, room, flags))
        return INVALID_PARAMETER;
    if (format == NULL && (flags & IGNORE_NULLS) != 0)
        format = nothing;
    if (room == 0) {
        HRESULT result = *format == 0 ? OK : to == NULL ? INVALID_PARAMETER : INSUFFICIENT_BUFFER;
        return NAME(finish)(result, to, 0, 0, 0, end, remaining, 0);
    }
    size_t length;
    HRESULT result = NAME(print)(to, room, format, arguments, &length);
    return NAME(finish)(result, to, room, length, 0, end, remaining, flags);
}

static HRESULT NAME(measure)(const CHARACTER *text, size_t most, size_t *length)
{
    size_t found = text == NULL || most > MOST ? most : NAME(present)(text, most);
    BOOL good = text != NULL && most <= MOST && found < most;
    if (length != NULL)
        *length = good ? found : 0;
    return good ? OK : INVALID_PARAMETER;
}

/* The functions themselves: the Cch forms count characters, the Cb forms bytes. */
#define CHARACTERS(bytes) ((bytes) / sizeof(CHARACTER))

STANDPIPE_EXPORT HRESULT NAME(StringCchLength)(const CHARACTER *text, size_t most, size_t *length)
{
    return NAME(measure)(text, most, length);
}

STANDPIPE_EXPORT HRESULT NAME(StringCbLength)(const CHARACTER *text, size_t most, size_t *length)
{
    HRESULT result = NAME(measure)(text, CHARACTERS(most), length);
    if (length != NULL)
        *length *= sizeof(CHARACTER);
    return result;
}

STANDPIPE_EXPORT HRESULT NAME(StringCchCopy)(CHARACTER *to, size_t room, const CHARACTER *from)
{
    return NAME(join)(to, room, from, ALL, FALSE, NULL, NULL, 0);
}

STANDPIPE_EXPORT HRESULT NAME(StringCbCopy)(CHARACTER *to, size_t room, const CHARACTER *from)
{
    return NAME(join)(to, CHARACTERS(room), from, ALL, FALSE, NULL, NULL, 0);
}

STANDPIPE_EXPORT HRESULT NAME(StringCchCopyN)(CHARACTER *to, size_t room, const CHARACTER *from, size_t count)
{
    return NAME(join)(to, room, from, LIMITED(count), FALSE, NULL, NULL, 0);
}

STANDPIPE_EXPORT HRESULT NAME(StringCbCopyN)(CHARACTER *to, size_t room, const CHARACTER *from, size_t count)
{
    return NAME(join)(to, CHARACTERS(room), from, CHARACTERS(LIMITED(count)), FALSE, NULL, NULL, 0);
}

STANDPIPE_EXPORT HRESULT NAME(StringCchCat)(CHARACTER *to, size_t room, const CHARACTER *from)
{
    return NAME(join)(to, room, from, ALL, TRUE, NULL, NULL, 0);
}

STANDPIPE_EXPORT HRESULT NAME(StringCbCat)(CHARACTER *to, size_t room, const CHARACTER *from)
{
    return NAME(join)(to, CHARACTERS(room), from, ALL, TRUE, NULL, NULL, 0);
}

STANDPIPE_EXPORT HRESULT NAME(StringCchCatN)(CHARACTER *to, size_t room, const CHARACTER *from, size_t count)
{
    return NAME(join)(to, room, from, LIMITED(count), TRUE, NULL, NULL, 0);
}

STANDPIPE_EXPORT HRESULT NAME(StringCbCatN)(CHARACTER *to, size_t room, const CHARACTER *from, size_t count)
{
    return NAME(join)(to, CHARACTERS(room), from, CHARACTERS(LIMITED(count)), TRUE, NULL, NULL, 0);
}

#define EX_CCH(function, append) \
    STANDPIPE_EXPORT HRESULT NAME(StringCch##function##Ex)( \
        CHARACTER * to, size_t room, const CHARACTER *from, CHARACTER **end, size_t *remaining, DWORD flags) \
    { \
        return NAME(join)(to, room, from, ALL, append, end, remaining, flags); \
    } \
    STANDPIPE_EXPORT HRESULT NAME(StringCch##function##NEx)( \
        CHARACTER * to, size_t room, const CHARACTER *from, size_t count, CHARACTER **end, size_t *remaining, \
        DWORD flags) \
    { \
        return NAME(join)(to, room, from, LIMITED(count), append, end, remaining, flags); \
    } \
    STANDPIPE_EXPORT HRESULT NAME(StringCb##function##Ex)( \
        CHARACTER * to, size_t room, const CHARACTER *from, CHARACTER **end, size_t *remaining, DWORD flags) \
    { \
        return IN_BYTES(NAME(join)(to, CHARACTERS(room), from, ALL, append, end, remaining, flags), remaining); \
    } \
    STANDPIPE_EXPORT HRESULT NAME(StringCb##function##NEx)( \
        CHARACTER * to, size_t room, const CHARACTER *from, size_t count, CHARACTER **end, size_t *remaining, \
        DWORD flags) \
    { \
        return IN_BYTES(NAME(join)(to, CHARACTERS(room), from, CHARACTERS(LIMITED(count)), append, end, remaining, \
            flags), remaining); \
    }

#define IN_BYTES(call, remaining) in_bytes(call, remaining, room, sizeof(CHARACTER))

EX_CCH(Copy, FALSE)
EX_CCH(Cat, TRUE)

STANDPIPE_EXPORT HRESULT NAME(StringCchVPrintf)(CHARACTER *to, size_t room, const CHARACTER *format, va_list arguments)
{
    return NAME(print_ex)(to, room, NULL, NULL, 0, format, arguments);
}

STANDPIPE_EXPORT HRESULT NAME(StringCbVPrintf)(CHARACTER *to, size_t room, const CHARACTER *format, va_list arguments)
{
    return NAME(print_ex)(to, CHARACTERS(room), NULL, NULL, 0, format, arguments);
}

STANDPIPE_EXPORT HRESULT NAME(StringCchVPrintfEx)(
    CHARACTER *to, size_t room, CHARACTER **end, size_t *remaining, DWORD flags, const CHARACTER *format,
    va_list arguments)
{
    return NAME(print_ex)(to, room, end, remaining, flags, format, arguments);
}

STANDPIPE_EXPORT HRESULT NAME(StringCbVPrintfEx)(
    CHARACTER *to, size_t room, CHARACTER **end, size_t *remaining, DWORD flags, const CHARACTER *format,
    va_list arguments)
{
    return IN_BYTES(NAME(print_ex)(to, CHARACTERS(room), end, remaining, flags, format, arguments), remaining);
}

#define WITH_ARGUMENTS(call)          \
    va_list arguments;                \
    va_start(arguments, format);      \
    HRESULT result = call;            \
    va_end(arguments);                \
    return result

STANDPIPE_EXPORT HRESULT NAME(StringCchPrintf)(CHARACTER *to, size_t room, const CHARACTER *format, ...)
{
    WITH_ARGUMENTS(NAME(StringCchVPrintf)(to, room, format, arguments));
}

STANDPIPE_EXPORT HRESULT NAME(StringCbPrintf)(CHARACTER *to, size_t room, const CHARACTER *format, ...)
{
    WITH_ARGUMENTS(NAME(StringCbVPrintf)(to, room, format, arguments));
}

STANDPIPE_EXPORT HRESULT NAME(StringCchPrintfEx)(
    CHARACTER *to, size_t room, CHARACTER **end, size_t *remaining, DWORD flags, const CHARACTER *format, ...)
{
    WITH_ARGUMENTS(NAME(StringCchVPrintfEx)(to, room, end, remaining, flags, format, arguments));
}

STANDPIPE_EXPORT HRESULT NAME(StringCbPrintfEx)(
    CHARACTER *to, size_t room, CHARACTER **end, size_t *remaining, DWORD flags, const CHARACTER *format, ...)
{
    WITH_ARGUMENTS(NAME(StringCbVPrintfEx)(to, room, end, remaining, flags, format, arguments));
}

#undef CHARACTERS
#undef EX_CCH
#undef IN_BYTES
#undef WITH_ARGUMENTS
