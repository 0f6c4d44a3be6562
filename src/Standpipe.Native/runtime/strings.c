/* lstrlen and its family. A pointer that leads nowhere ends the program here; Windows catches the fault and gives
   NULL. */
#include "letters.h"

#include <stdlib.h>
#include <string.h>

STANDPIPE_EXPORT int lstrlenA(const char *text) { return text == NULL ? 0 : (int)strlen(text); }

STANDPIPE_EXPORT int lstrlenW(const WCHAR *text) { return text == NULL ? 0 : (int)standpipe_wide_length(text); }

STANDPIPE_EXPORT char *lstrcpyA(char *to, const char *from)
{
    return to == NULL || from == NULL ? NULL : strcpy(to, from);
}

STANDPIPE_EXPORT WCHAR *lstrcpyW(WCHAR *to, const WCHAR *from)
{
    return to == NULL || from == NULL ? NULL : memcpy(to, from, (standpipe_wide_length(from) + 1) * sizeof *from);
}

STANDPIPE_EXPORT char *lstrcpynA(char *to, const char *from, int room)
{
    if (to == NULL || from == NULL || room <= 0)
        return room <= 0 ? to : NULL;
    size_t length = strnlen(from, (size_t)room - 1);
    memmove(to, from, length);
    to[length] = 0;
    return to;
}

STANDPIPE_EXPORT WCHAR *lstrcpynW(WCHAR *to, const WCHAR *from, int room)
{
    if (to == NULL || from == NULL || room <= 0)
        return room <= 0 ? to : NULL;
    size_t length = 0;
    for (; length + 1 < (size_t)room && from[length] != 0; length++)
        to[length] = from[length];
    to[length] = 0;
    return to;
}

STANDPIPE_EXPORT char *lstrcatA(char *to, const char *from)
{
    return to == NULL || from == NULL ? NULL : strcat(to, from);
}

STANDPIPE_EXPORT WCHAR *lstrcatW(WCHAR *to, const WCHAR *from)
{
    if (to == NULL || from == NULL)
        return NULL;
    (void)lstrcpyW(to + standpipe_wide_length(to), from);
    return to;
}

static int compare_wide(const WCHAR *first, const WCHAR *second, BOOL ignore_case)
{
    if (first == NULL || second == NULL)
        return (first != NULL) - (second != NULL);
    return standpipe_collate(first, standpipe_wide_length(first), second, standpipe_wide_length(second), ignore_case);
}

static int compare_narrow(const char *first, const char *second, BOOL ignore_case)
{
    if (first == NULL || second == NULL)
        return (first != NULL) - (second != NULL);
    WCHAR *left = standpipe_wide_copy(first);
    WCHAR *right = standpipe_wide_copy(second);
    int result = left == NULL || right == NULL ? strcmp(first, second) : compare_wide(left, right, ignore_case);
    free(left);
    free(right);
    return result;
}

STANDPIPE_EXPORT int lstrcmpA(const char *first, const char *second) { return compare_narrow(first, second, FALSE); }
STANDPIPE_EXPORT int lstrcmpiA(const char *first, const char *second) { return compare_narrow(first, second, TRUE); }
STANDPIPE_EXPORT int lstrcmpW(const WCHAR *first, const WCHAR *second) { return compare_wide(first, second, FALSE); }
STANDPIPE_EXPORT int lstrcmpiW(const WCHAR *first, const WCHAR *second) { return compare_wide(first, second, TRUE); }
