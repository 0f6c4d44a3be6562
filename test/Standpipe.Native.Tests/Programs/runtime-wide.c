/* The C library's wide functions; compiled with -fshort-wchar on Linux. */
#define __USE_MINGW_ANSI_STDIO 0
#include "runtime.h"
#include <wchar.h>
#include <wctype.h>

/* In UTF-8, which both systems' programs write the same way. */
static void tell(const WCHAR *text)
{
    char bytes[400];
    WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, sizeof bytes, NULL, NULL);
    printf("[%s]\n", bytes);
}

static void copies(void)
{
    WCHAR text[100];
    HERE("copies");
    SHOW(wcslen(L"h\x00E9llo"));
    tell(wcscpy(text, L"abc"));
    tell(wcscat(text, L"def"));
    tell(wcsncpy(text, L"xyz", 2));
    tell(wcsncat(text, L"12345", 3));
    tell(wmemset(text, L'z', 3));
    tell(wmemcpy(text, L"now", 4));
    SHOW(wmemcmp(L"abc", L"abd", 3) < 0);
    SHOW(wcscpy_s(text, 3, L"abc"));
    tell(text);
    SHOW(wcscpy_s(text, 4, L"abc"));
    SHOW(wcscat_s(text, 6, L"de"));
    tell(text);
    WCHAR *copy = _wcsdup(L"MiXed \x00E9");
    tell(_wcsupr(copy));
    free(copy);
}

static void searches(void)
{
    const WCHAR *text = L"hello world";
    WCHAR list[] = L"one two,three";
    HERE("searches");
    SHOW(wcscmp(L"a", L"b") < 0);
    SHOW(wcscmp(L"same", L"same"));
    SHOW(wcsncmp(L"abc", L"abd", 2));
    SHOW(_wcsicmp(L"HeLLo", L"hEllO"));
    SHOW(_wcsnicmp(L"ABx", L"aby", 2));
    SHOW(wcschr(text, L'o') - text);
    SHOW(wcsrchr(text, L'o') - text);
    SHOW(wcschr(text, L'q') == NULL);
    SHOW(wcsstr(text, L"wor") - text);
    SHOW(wcsstr(text, L"word") == NULL);
    SHOW(wcsspn(text, L"ehl"));
    SHOW(wcscspn(text, L" "));
    SHOW(wcspbrk(text, L"dr") - text);
    WCHAR *rest = NULL;
    for (WCHAR *part = wcstok_s(list, L" ,", &rest); part != NULL; part = wcstok_s(NULL, L" ,", &rest)) {
        tell(part);
    }
    SHOW(towupper(L'a'));
    SHOW(towlower(L'Q'));
}

static void numbers(void)
{
    WCHAR text[70];
    WCHAR *end = NULL;
    HERE("numbers");
    SHOW(wcstol(L"  -42xyz", &end, 10));
    tell(end);
    SHOW(wcstoul(L"0xFFzz", &end, 16));
    tell(end);
    SHOW(wcstol(L"zz", &end, 10));
    tell(end);
    SHOW(wcstod(L"2.5e1", &end) * 10);
    SHOW(_wtoi(L"123"));
    SHOW(_wtoi64(L"-9999999999") == -9999999999ll);
    tell(_itow(-255, text, 16));
    tell(_itow(-255, text, 10));
    tell(_ui64tow(0xFFFFFFFFFFFFFFFFull, text, 10));
}

static void formats(void)
{
    WCHAR text[60];
    HERE("formats");
    SHOW(_snwprintf(text, 60, L"%d %s %S %hs %ls %c %lu", 7, L"wide", "narrow", "small", L"large", L'c',
        (DWORD)0xFFFFFFFF));
    tell(text);
    SHOW(_snwprintf(text, 60, L"[%10s] [%-10s] [%.2s] [%5d] [%08lX] [%I64d]", L"abc", L"abc", L"abc", 42,
        (DWORD)255, -1ll));
    tell(text);
    SHOW(_snwprintf(text, 3, L"%s", L"abcdef"));
    SHOW(swprintf_s(text, 60, L"%s", L"secure"));
    tell(text);
    SHOW(_scwprintf(L"%s-%d", L"abc", 12));
    wprintf(L"%s %d %hs %S %c\n", L"printed", 5, "narrow", "too", L'!');
    fwprintf(stdout, L"%ls\n", L"to a stream");
    fputws(L"fputws\n", stdout);
    _putws(L"_putws");
    fputwc(L'c', stdout);
    putwchar(L'\n');
}

static void streams(void)
{
    char bytes[20];
    WCHAR text[20];
    HERE("streams");
    SHOW(wcstombs(bytes, L"plain", sizeof bytes));
    TEXT_OF(bytes);
    SHOW(mbstowcs(text, "plain", 20));
    tell(text);
    FILE *file = _wfopen(L"runtime-wide.tmp", L"w+");
    fputws(L"first line\nsecond", file);
    rewind(file);
    tell(fgetws(text, 20, file));
    SHOW(fgetwc(file));
    tell(fgetws(text, 4, file));
    tell(fgetws(text, 20, file));
    SHOW(fgetws(text, 20, file) == NULL);
    SHOW(fgetwc(file) == WEOF);
    fclose(file);
    SHOW(_wremove(L"runtime-wide.tmp"));
    SHOW(_wgetenv(L"STANDPIPE_NO_SUCH") == NULL);
}

int main(void)
{
    copies();
    searches();
    numbers();
    formats();
    streams();
    return 0;
}
