#include "letters.h"

#include <locale.h>
#include <pthread.h>
#include <wctype.h>

/* The case of all characters, whatever locale the program has chosen; glibc has this one built in since 2.35. 0:
   only ASCII's is known. */
static locale_t unicode;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void make(void) { unicode = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0); }

static locale_t known(void)
{
    (void)pthread_once(&once, make);
    return unicode;
}

uint32_t standpipe_to_upper(uint32_t character)
{
    if (character < 0x80)
        return character >= 'a' && character <= 'z' ? character - 'a' + 'A' : character;
    return known() != (locale_t)0 ? towupper_l(character, unicode) : character;
}

uint32_t standpipe_to_lower(uint32_t character)
{
    if (character < 0x80)
        return character >= 'A' && character <= 'Z' ? character - 'A' + 'a' : character;
    return known() != (locale_t)0 ? towlower_l(character, unicode) : character;
}

/* Signs come before digits and digits before letters. */
static uint32_t weight(WCHAR unit)
{
    uint32_t lower = standpipe_to_lower(unit);
    BOOL digit = lower >= '0' && lower <= '9';
    BOOL letter = lower >= 0x80 || (lower >= 'a' && lower <= 'z');
    return lower + (letter ? 0x20000u : digit ? 0x10000u : 0u);
}

int standpipe_collate(
    const WCHAR *first, size_t first_length, const WCHAR *second, size_t second_length, BOOL ignore_case)
{
    int by_case = 0;
    for (size_t i = 0; i < first_length && i < second_length; i++) {
        uint32_t left = weight(first[i]);
        uint32_t right = weight(second[i]);
        if (left != right)
            return left < right ? -1 : 1;
        /* The small letter comes first, but only if nothing else tells the two apart. */
        if (by_case == 0 && first[i] != second[i])
            by_case = standpipe_to_lower(first[i]) == first[i] ? -1 : 1;
    }
    if (first_length != second_length)
        return first_length < second_length ? -1 : 1;
    return ignore_case ? 0 : by_case;
}
