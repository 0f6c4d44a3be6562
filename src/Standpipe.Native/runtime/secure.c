/* Microsoft's functions that know how large their buffer is, and numbers as text. Where Microsoft's default is to
   end the program these tell: errno and the result are EINVAL or ERANGE, and the buffer is empty. */
#include "runtime.h"

#include <errno.h>
#include <string.h>

#define TRUNCATE ((size_t)-1)
#define WHOLE ((size_t)-2)
#define STRUNCATE 80

#define CHARACTER char
#define LENGTH narrow_length
#define FAIL narrow_fail
#define JOIN narrow_join
#define DIGITS narrow_digits
#define STRNLEN_S strnlen_s
#define STRNCPY_S strncpy_s
#define STRCPY_S strcpy_s
#define STRNCAT_S strncat_s
#define STRCAT_S strcat_s
#define ITOA_S _itoa_s
#define LTOA_S _ltoa_s
#define ULTOA_S _ultoa_s
#define I64TOA_S _i64toa_s
#define UI64TOA_S _ui64toa_s
#define ITOA _itoa
#define LTOA _ltoa
#define ULTOA _ultoa
#define I64TOA _i64toa
#define UI64TOA _ui64toa
#include "secure_body.h"
#undef CHARACTER
#undef LENGTH
#undef FAIL
#undef JOIN
#undef DIGITS
#undef STRNLEN_S
#undef STRNCPY_S
#undef STRCPY_S
#undef STRNCAT_S
#undef STRCAT_S
#undef ITOA_S
#undef LTOA_S
#undef ULTOA_S
#undef I64TOA_S
#undef UI64TOA_S
#undef ITOA
#undef LTOA
#undef ULTOA
#undef I64TOA
#undef UI64TOA

#define CHARACTER WCHAR
#define LENGTH wide_length
#define FAIL wide_fail
#define JOIN wide_join
#define DIGITS wide_digits
#define STRNLEN_S wcsnlen_s
#define STRNCPY_S wcsncpy_s
#define STRCPY_S wcscpy_s
#define STRNCAT_S wcsncat_s
#define STRCAT_S wcscat_s
#define ITOA_S _itow_s
#define LTOA_S _ltow_s
#define ULTOA_S _ultow_s
#define I64TOA_S _i64tow_s
#define UI64TOA_S _ui64tow_s
#define ITOA _itow
#define LTOA _ltow
#define ULTOA _ultow
#define I64TOA _i64tow
#define UI64TOA _ui64tow
#include "secure_body.h"

STANDPIPE_EXPORT int memcpy_s(void *to, size_t size, const void *from, size_t count)
{
    if (count == 0)
        return 0;
    if (to == NULL)
        return errno = EINVAL;
    if (from == NULL || size < count) {
        memset(to, 0, size);
        return errno = from == NULL ? EINVAL : ERANGE;
    }
    memcpy(to, from, count);
    return 0;
}

STANDPIPE_EXPORT int memmove_s(void *to, size_t size, const void *from, size_t count)
{
    if (count == 0)
        return 0;
    if (to == NULL || from == NULL || size < count)
        return errno = to == NULL || from == NULL ? EINVAL : ERANGE;
    memmove(to, from, count);
    return 0;
}
