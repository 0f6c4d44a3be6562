/* Strings: between 8 and 16 bits, lstrcpy and its family, and what Microsoft's C runtime has of its own. */
#include "runtime.h"

static void to_wide(UINT page, DWORD flags, const char *text, int length, int room)
{
    WCHAR units[20] = {0};
    SetLastError(77);
    int result = MultiByteToWideChar(page, flags, text, length, room != 0 ? units : NULL, room);
    printf("%d, err %u: %x %x %x\n", result, (unsigned)GetLastError(), units[0], units[1], units[2]);
}

static void to_narrow(const WCHAR *text, int length, int room, DWORD flags)
{
    char bytes[20] = "";
    SetLastError(77);
    int result = WideCharToMultiByte(CP_UTF8, flags, text, length, room != 0 ? bytes : NULL, room, NULL, NULL);
    printf("%d, err %u:", result, (unsigned)GetLastError());
    for (int i = 0; i < 6 && result != 0; i++) {
        printf(" %02x", (unsigned char)bytes[i]);
    }
    printf("\n");
}

static void conversions(void)
{
    static const WCHAR accent[] = {'h', 0xE9, 0};
    static const WCHAR pair[] = {0xD83D, 0xDE00, 0};
    static const WCHAR half[] = {'a', 0xD83D, 'b', 0};
    HERE("to wide");
    to_wide(CP_UTF8, 0, "h\xC3\xA9", -1, 20);
    to_wide(CP_UTF8, 0, "h\xC3\xA9", -1, 0);
    to_wide(CP_UTF8, 0, "h\xC3\xA9", 3, 2);
    to_wide(CP_UTF8, 0, "abc", -1, 3);
    to_wide(CP_UTF8, 0, "abc", 2, 20);
    to_wide(CP_UTF8, 0, "\xF0\x9F\x98\x80", -1, 20);
    to_wide(CP_UTF8, MB_ERR_INVALID_CHARS, "a\xFF", -1, 20);
    to_wide(CP_UTF8, 0, "a\xFF", -1, 20);
    to_wide(CP_UTF8, 0, "\xE2\x82", -1, 20);
    to_wide(CP_UTF8, 0, "\xC0\x80z", -1, 20);
    to_wide(CP_UTF8, 0, "", 0, 20);
    to_wide(CP_UTF8, 0, "", -1, 20);
    to_wide(CP_UTF8, 0, NULL, -1, 20);
    to_wide(CP_UTF8, 0, "a", -1, -1);
    to_wide(12345, 0, "a", -1, 20);
    HERE("to narrow");
    to_narrow(accent, -1, 20, 0);
    to_narrow(accent, -1, 0, 0);
    to_narrow(accent, 2, 3, 0);
    to_narrow(accent, 2, 2, 0);
    to_narrow(pair, -1, 20, 0);
    to_narrow(half, -1, 20, 0);
    to_narrow(half, -1, 20, WC_ERR_INVALID_CHARS);
    to_narrow(accent, 0, 20, 0);
    to_narrow(NULL, 1, 20, 0);
}

static void lstrings(void)
{
    char text[20];
    HERE("lstr");
    SHOW(lstrlenA("abc"));
    SHOW(lstrlenA(NULL));
    SHOW(lstrlenW(NULL));
    SHOW(lstrcpyA(text, "abc") == text);
    SHOW(lstrcatA(text, "def") == text);
    TEXT_OF(text);
    SHOW(lstrcpynA(text, "abcdef", 4) == text);
    TEXT_OF(text);
    SHOW(lstrcmpA("a", "b"));
    SHOW(lstrcmpA("B", "a"));
    SHOW(lstrcmpA("a", "A"));
    SHOW(lstrcmpA("A", "a"));
    SHOW(lstrcmpA("ab", "abc"));
    SHOW(lstrcmpA("1", "a"));
    SHOW(lstrcmpA("same", "same"));
    SHOW(lstrcmpiA("SAME", "same"));
    SHOW(lstrcmpiA("a", "B"));
}

static void secure(void)
{
    char text[20] = "";
    size_t needed = 0;
    HERE("_s");
    SHOW(strcpy_s(text, 5, "abcd"));
    TEXT_OF(text);
    SHOW(strcpy_s(text, 4, "abcd"));
    TEXT_OF(text);
    SHOW(strcpy_s(text, 20, NULL));
    SHOW(strcpy_s(NULL, 4, "a"));
    SHOW(strcpy_s(text, 20, "ab"));
    SHOW(strcat_s(text, 5, "cd"));
    SHOW(strcat_s(text, 5, "e"));
    TEXT_OF(text);
    SHOW(strncpy_s(text, 5, "abcdef", 3));
    TEXT_OF(text);
    SHOW(strncpy_s(text, 3, "abcdef", _TRUNCATE));
    TEXT_OF(text);
    SHOW(strncpy_s(text, 3, "abcdef", 3));
    SHOW(memcpy_s(text, 3, "abcd", 4));
    SHOW(memcpy_s(text, 4, "abcd", 4));
    SHOW(GetEnvironmentVariableA("STANDPIPE_TRY", text, sizeof text)); /* what _putenv changes later, this sees, too */
    SHOW(_putenv("STANDPIPE_TRY=value"));
    TEXT_OF(getenv("STANDPIPE_TRY"));
    SHOW(_putenv_s("STANDPIPE_TRY", "other"));
    SHOW(getenv_s(&needed, text, sizeof text, "STANDPIPE_TRY"));
    SHOW(needed);
    TEXT_OF(text);
    SHOW(GetEnvironmentVariableA("STANDPIPE_TRY", text, sizeof text));
    TEXT_OF(text);
    SHOW(_putenv("STANDPIPE_TRY="));
    SHOW(getenv("STANDPIPE_TRY") == NULL);
    SHOW(GetEnvironmentVariableA("STANDPIPE_TRY", text, sizeof text));
    char list[] = "one,two;three";
    char *rest = NULL;
    for (char *part = strtok_s(list, ",;", &rest); part != NULL; part = strtok_s(NULL, ",;", &rest)) {
        TEXT_OF(part);
    }
}

static void others(void)
{
    char text[70];
    HERE("others");
    TEXT_OF(_itoa(-1, text, 16));
    TEXT_OF(_itoa(-1, text, 10));
    TEXT_OF(_itoa(5, text, 2));
    TEXT_OF(_ltoa(-255, text, 16));
    TEXT_OF(_ultoa(4000000000u, text, 10));
    TEXT_OF(_i64toa(-5, text, 10));
    TEXT_OF(_ui64toa(0xFFFFFFFFFFFFFFFFull, text, 36));
    SHOW(_stricmp("ABC", "abc"));
    SHOW(_stricmp("ABC", "abd") < 0);
    SHOW(_strnicmp("ABC", "abd", 2));
    SHOW(_memicmp("AB", "ab", 2));
    SHOW(_atoi64("77"));
    TEXT_OF(_strupr(strcpy(text, "aBc")));
    TEXT_OF(_strlwr(strcpy(text, "aBc")));
    TEXT_OF(_strrev(strcpy(text, "abc")));
    char *copy = _strdup("copy");
    TEXT_OF(copy);
    free(copy);
}

int main(void)
{
    conversions();
    lstrings();
    secure();
    others();
    return 0;
}
