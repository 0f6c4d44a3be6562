/* strsafe.h. */
#define STRSAFE_NO_DEPRECATE
#include "runtime.h"
#include <strsafe.h>

static char buffer[64];
static char *end;
static size_t rest;

/* The result, the text, and where the Ex forms say its end is. */
#define RESULT(call) printf("%s: %08x [%s]\n", #call, (unsigned)(call), buffer)
#define RESULT_EX(call) \
    do { \
        unsigned result_ = (unsigned)(call); \
        printf("%s: %08x [%s] %d %d\n", #call, result_, buffer, (int)(end - buffer), (int)rest); \
    } while (0)

static void plain(void)
{
    size_t length = 0;
    HERE("plain");
    RESULT(StringCchCopyA(buffer, 4, "abcdef"));
    RESULT(StringCchCatA(buffer, 6, "xyz"));
    RESULT(StringCchCatA(buffer, 20, "tail"));
    RESULT(StringCchCopyA(buffer, 0, "a"));
    RESULT(StringCchCopyNA(buffer, 10, "abcdef", 3));
    RESULT(StringCchCatNA(buffer, 10, "ghijkl", 2));
    RESULT(StringCchCatNA(buffer, 7, "ghijkl", 5));
    RESULT(StringCchPrintfA(buffer, 10, "%d %s", 42, "abcdefghij"));
    RESULT(StringCchPrintfA(buffer, 20, "%lu", (DWORD)0xFFFFFFFFu));
    RESULT(StringCchPrintfA(buffer, 0, "%d", 42));
    RESULT(StringCbPrintfA(buffer, 3, "%s", "abc"));
    RESULT(StringCbCopyA(buffer, 20, "bytes"));
    memset(buffer, 'z', 20);
    buffer[20] = 0;
    RESULT(StringCchCatA(buffer, 10, "a"));
    RESULT(StringCchLengthA("hello", 10, &length));
    SHOW(length);
    RESULT(StringCchLengthA("hello", 5, &length));
    RESULT(StringCchLengthA("hello", 6, &length));
    RESULT(StringCchLengthA(NULL, 5, &length));
}

static void extended(void)
{
    HERE("extended");
    RESULT_EX(StringCchCopyExA(buffer, 10, "abc", &end, &rest, 0));
    RESULT_EX(StringCchCopyExA(buffer, 3, "abc", &end, &rest, 0));
    RESULT_EX(StringCchCopyExA(buffer, 3, "abc", &end, &rest, STRSAFE_NULL_ON_FAILURE));
    RESULT_EX(StringCchCopyExA(buffer, 5, "abcdef", &end, &rest, STRSAFE_FILL_ON_FAILURE | 'x'));
    RESULT_EX(StringCchCopyExA(buffer, 8, "abc", &end, &rest, STRSAFE_FILL_BEHIND_NULL | 'y'));
    SHOW(buffer[5]);
    RESULT_EX(StringCchCopyExA(buffer, 8, NULL, &end, &rest, STRSAFE_IGNORE_NULLS));
    RESULT(StringCchCopyExA(buffer, 8, "x", &end, &rest, 0x10000));
    (void)StringCchCopyA(buffer, 20, "ab");
    RESULT_EX(StringCchCatExA(buffer, 5, "cdefgh", &end, &rest, STRSAFE_NO_TRUNCATION));
    RESULT_EX(StringCchPrintfExA(buffer, 20, &end, &rest, 0, "%s", "hello"));
}

static void wide(void)
{
    WCHAR units[10];
    WCHAR format[] = {'%', 's', '-', '%', 'd', 0};
    WCHAR text[] = {'a', 'b', 0};
    size_t length = 0;
    HERE("wide");
    SHOW(StringCbPrintfW(units, 10, format, text, 123456) == STRSAFE_E_INSUFFICIENT_BUFFER);
    SHOW(StringCbLengthW(units, sizeof units, &length) == S_OK);
    SHOW(length);
    SHOW(StringCchCopyW(units, 10, text) == S_OK);
    SHOW(StringCchCatW(units, 4, text) == STRSAFE_E_INSUFFICIENT_BUFFER);
    SHOW(lstrlenW(units));
}

int main(void)
{
    plain();
    extended();
    wide();
    return 0;
}
