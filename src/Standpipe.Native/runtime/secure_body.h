/* The _s functions for one width: secure.c includes it twice, with CHARACTER and the functions' names. No guard:
   that is its purpose. */

static size_t LENGTH(const CHARACTER *text, size_t most)
{
    size_t length = 0;
    while (length < most && text[length] != 0)
        length++;
    return length;
}

STANDPIPE_EXPORT size_t STRNLEN_S(const CHARACTER *text, size_t most) { return text == NULL ? 0 : LENGTH(text, most); }

/* Empties the buffer and tells why. */
static int FAIL(CHARACTER *to, size_t size, int code)
{
    if (to != NULL && size > 0)
        *to = 0;
    return errno = code;
}

/* Puts at most count characters behind what is there. */
static int JOIN(CHARACTER *to, size_t size, size_t at, const CHARACTER *from, size_t count)
{
    BOOL cut = count == TRUNCATE;
    size_t length = LENGTH(from, count);
    if (length >= size - at) {
        if (!cut)
            return FAIL(to, size, ERANGE);
        memmove(to + at, from, (size - at - 1) * sizeof *to);
        to[size - 1] = 0;
        return STRUNCATE;
    }
    memmove(to + at, from, length * sizeof *to);
    to[at + length] = 0;
    return 0;
}

STANDPIPE_EXPORT int STRNCPY_S(CHARACTER *to, size_t size, const CHARACTER *from, size_t count)
{
    if (count == 0 && to == NULL && size == 0)
        return 0;
    if (to == NULL || size == 0 || (from == NULL && count != 0))
        return FAIL(to, size, EINVAL);
    if (count == 0) {
        *to = 0;
        return 0;
    }
    return JOIN(to, size, 0, from, count);
}

STANDPIPE_EXPORT int STRCPY_S(CHARACTER *to, size_t size, const CHARACTER *from)
{
    return to == NULL || size == 0 || from == NULL ? FAIL(to, size, EINVAL) : JOIN(to, size, 0, from, WHOLE);
}

STANDPIPE_EXPORT int STRNCAT_S(CHARACTER *to, size_t size, const CHARACTER *from, size_t count)
{
    if (count == 0 && to == NULL && size == 0)
        return 0;
    if (to == NULL || size == 0 || (from == NULL && count != 0))
        return FAIL(to, size, EINVAL);
    size_t at = LENGTH(to, size);
    if (at == size)
        return FAIL(to, size, EINVAL); /* no end */
    return count == 0 ? 0 : JOIN(to, size, at, from, count);
}

STANDPIPE_EXPORT int STRCAT_S(CHARACTER *to, size_t size, const CHARACTER *from)
{
    return from == NULL ? FAIL(to, size, EINVAL) : STRNCAT_S(to, size, from, WHOLE);
}

/* Digits in any base from 2 to 36. The size is what the buffer takes; too small: ERANGE, and empty. */
static int DIGITS(uint64_t value, BOOL negative, CHARACTER *to, size_t size, int base)
{
    CHARACTER digits[66];
    size_t count = 0;
    if (to == NULL || size == 0 || base < 2 || base > 36)
        return FAIL(to, size, EINVAL);
    do
        digits[count++] = (CHARACTER) "0123456789abcdefghijklmnopqrstuvwxyz"[value % (unsigned)base];
    while ((value /= (unsigned)base) != 0);
    if (negative)
        digits[count++] = '-';
    if (count >= size)
        return FAIL(to, size, ERANGE);
    for (size_t i = 0; i < count; i++)
        to[i] = digits[count - 1 - i];
    to[count] = 0;
    return 0;
}

/* A sign is for base 10; otherwise the bits are shown, of an int's width. */
STANDPIPE_EXPORT int ITOA_S(int value, CHARACTER *to, size_t size, int base)
{
    BOOL negative = base == 10 && value < 0;
    return DIGITS(negative ? 0 - (uint64_t)(int64_t)value : (uint32_t)value, negative, to, size, base);
}

STANDPIPE_EXPORT int I64TOA_S(long long value, CHARACTER *to, size_t size, int base)
{
    BOOL negative = base == 10 && value < 0;
    return DIGITS(negative ? 0 - (uint64_t)value : (uint64_t)value, negative, to, size, base);
}

STANDPIPE_EXPORT int UI64TOA_S(unsigned long long value, CHARACTER *to, size_t size, int base)
{
    return DIGITS(value, FALSE, to, size, base);
}

/* A long has 32 bits on Windows: one whose value has room in them is shown as such. */
STANDPIPE_EXPORT int LTOA_S(long value, CHARACTER *to, size_t size, int base)
{
    return value == (int)value ? ITOA_S((int)value, to, size, base) : I64TOA_S(value, to, size, base);
}

STANDPIPE_EXPORT int ULTOA_S(unsigned long value, CHARACTER *to, size_t size, int base)
{
    return DIGITS(value, FALSE, to, size, base);
}

STANDPIPE_EXPORT CHARACTER *ITOA(int value, CHARACTER *to, int base)
{
    return ITOA_S(value, to, 67, base) == 0 ? to : NULL;
}

STANDPIPE_EXPORT CHARACTER *LTOA(long value, CHARACTER *to, int base)
{
    return LTOA_S(value, to, 67, base) == 0 ? to : NULL;
}

STANDPIPE_EXPORT CHARACTER *ULTOA(unsigned long value, CHARACTER *to, int base)
{
    return ULTOA_S(value, to, 67, base) == 0 ? to : NULL;
}

STANDPIPE_EXPORT CHARACTER *I64TOA(long long value, CHARACTER *to, int base)
{
    return I64TOA_S(value, to, 67, base) == 0 ? to : NULL;
}

STANDPIPE_EXPORT CHARACTER *UI64TOA(unsigned long long value, CHARACTER *to, int base)
{
    return UI64TOA_S(value, to, 67, base) == 0 ? to : NULL;
}
