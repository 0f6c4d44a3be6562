/* strsafe.h: copying, appending and printing into buffers of known size. The result is always terminated, and tells
   whether it was cut off. */
#include "format.h"

#include <string.h>

typedef LONG HRESULT;

#define OK 0
#define INSUFFICIENT_BUFFER ((HRESULT)0x8007007A)
#define INVALID_PARAMETER ((HRESULT)0x80070057)

#define MOST ((size_t)2147483647) /* characters that a buffer may have */
#define ALL ((size_t)-1)          /* of a source: all of it */
/* A count from the caller, of whom ALL would not be meant. */
#define LIMITED(count) ((count) == ALL ? ALL - 15 : (count))

enum {
    IGNORE_NULLS = 0x100,
    FILL_BEHIND_NULL = 0x200,
    FILL_ON_FAILURE = 0x400,
    NULL_ON_FAILURE = 0x800,
    NO_TRUNCATION = 0x1000,
    ALL_FLAGS = 0x1F00,
};

/* What remains in bytes: those, too, that are no whole character. */
static HRESULT in_bytes(HRESULT result, size_t *remaining, size_t room, size_t size)
{
    if (remaining != NULL && (result == OK || result == INSUFFICIENT_BUFFER))
        *remaining = *remaining * size + room % size;
    return result;
}

#define CHARACTER char
#define NAME(function) function##A
#define FORMAT standpipe_format_bytes
#include "strsafe_body.h"
#undef CHARACTER
#undef NAME
#undef FORMAT

#define CHARACTER WCHAR
#define NAME(function) function##W
#define FORMAT standpipe_format_units
#include "strsafe_body.h"
