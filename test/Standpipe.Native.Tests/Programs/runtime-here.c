/* What the C half does on Linux that Wine does otherwise, or that Windows has in its newer C runtime only. */
#include "runtime.h"
#include <conio.h>
#include <crtdbg.h>
#include <direct.h>
#include <math.h>
#include <time.h>

static void formats(void)
{
    static char longer[3000];
    char text[2000];
    const WCHAR wide[] = {'h', 0xE9, 0xD83D, 0xDE00, 0};
    HERE("formats");
    printf("%e %.1E %g %G\n", 12345.678, 0.00012, 1e-10, 1e20);
    printf("%a %.3a %A\n", 1.0, 1.5, 0.5);
    printf("%.0f %.0f %.1f\n", 0.5, 1.5, 0.25);
    printf("%f %F %5.1f|%05f|\n", (double)INFINITY, (double)INFINITY, (double)-INFINITY, (double)INFINITY);
    printf("%f %f %20f|\n", copysign(NAN, 1.0), copysign(NAN, -1.0), copysign(NAN, -1.0));
    printf("%Lf %hhd %hhu\n", (long double)1.5, 257, 257);
    printf("%S|%ls|%.2S|%6S|%-6S|\n", wide, wide, wide, wide, wide);
    printf("%C%C %lc\n", 0xD83D, 0xDE00, 0xE9);
    printf("%ld %lu\n", 5l, 6ul);
    SHOW(snprintf(text, 5, "%s", longer[0] == 0 ? "0123456789" : ""));
    TEXT_OF(text);
    SHOW(sprintf_s(text, 5, "%s", "12345"));
    TEXT_OF(text);
    memset(longer, 'a', 1500);
    SHOW(wsprintfA(text, "%s", longer));
    SHOW(strlen(text));
    SHOW(printf("%s", longer) == 1500);
}

static void conversions(void)
{
    WCHAR units[20];
    char bytes[20];
    BOOL used = 9;
    const WCHAR accent[] = {'h', 0xE9, 0};
    HERE("conversions");
    SHOW(GetACP());
    SHOW(GetOEMCP());
    TELL(MultiByteToWideChar(CP_ACP, MB_PRECOMPOSED, "h\xC3\xA9", -1, units, 20));
    TELL(MultiByteToWideChar(CP_UTF8, MB_PRECOMPOSED, "a", -1, units, 20));
    TELL(MultiByteToWideChar(1252, 0, "a", -1, units, 20));
    TELL(WideCharToMultiByte(CP_ACP, 0, accent, -1, bytes, 20, "?", &used));
    SHOW(used);
    TELL(WideCharToMultiByte(CP_UTF8, 0, accent, -1, bytes, 20, "?", NULL));
    TELL(WideCharToMultiByte(CP_UTF8, WC_COMPOSITECHECK, accent, -1, bytes, 20, NULL, NULL));
    TELL(FormatMessageA(FORMAT_MESSAGE_FROM_STRING, "h\xC3\xA9", 0, 0, bytes, 1, NULL));
    TELL(FormatMessageA(FORMAT_MESSAGE_FROM_STRING, "\xC3\xA9", 0, 0, bytes, 2, NULL));
    SHOW(bytes[0]);
    SHOW(lstrcmpiA("\xC3\x89t\xC3\xA9", "\xC3\xA9T\xC3\x89"));
}

static void dates(void)
{
    SYSTEMTIME none = {2023, 2, 0, 29, 0, 0, 0, 0};
    FILETIME time;
    HERE("dates");
    TELL(SystemTimeToFileTime(&none, &time));
    none.wYear = 2024;
    TELL(SystemTimeToFileTime(&none, &time));
    none.wHour = 24;
    TELL(SystemTimeToFileTime(&none, &time));
}

static void answers(void)
{
    HERE("message boxes");
    SHOW(MessageBoxA(NULL, "text", "caption", MB_OK) == IDOK);
    SHOW(MessageBoxA(NULL, "text", NULL, MB_YESNO) == IDYES);
    SHOW(MessageBoxA(NULL, "text", "caption", MB_YESNO | MB_DEFBUTTON2) == IDNO);
    SHOW(MessageBoxA(NULL, "text", "caption", MB_RETRYCANCEL | MB_ICONERROR) == IDCANCEL);
    SHOW(MessageBoxA(NULL, "text", "caption", MB_OKCANCEL | MB_DEFBUTTON2) == IDCANCEL);
    OutputDebugStringA("nobody sees this\n");
    SHOW(IsDebuggerPresent());
}

static void memory(void)
{
    HERE("memory");
    HANDLE heap = HeapCreate(0, 0, 65536);
    TELL(HeapAlloc(heap, 0, 100000) == NULL); /* the one function that leaves the last error if it fails */
    void *block = HeapAlloc(heap, 0, 100);
    TELL(HeapReAlloc(heap, HEAP_REALLOC_IN_PLACE_ONLY, block, 50000) == NULL);
    TELL(HeapSize(heap, 0, block));
    TELL(HeapDestroy(heap));
    DWORD old = 0;
    block = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    TELL(VirtualProtect(INVALID_HANDLE_VALUE, 1, PAGE_READONLY, &old)); /* beyond the last address */
    TELL(VirtualFree(block, 0, MEM_RELEASE));
}

static void others(void)
{
    char name[20] = "";
    char text[20] = "";
    char cut[4] = "";
    int number = 0;
    DWORD dword = 0;
    long real = 0;
    struct tm parts;
    time_t day = 86400;
    HERE("others");
    SHOW(sscanf("18446744073709551615 -1", "%lu %ld", &dword, &real));
    SHOW(real);
    SHOW(sscanf_s("name 5 text", "%s %d %s", name, 20u, &number, text, 20u));
    printf("%s %d %s\n", name, number, text);
    SHOW(sscanf_s("abcdef", "%s", cut, 4u));
    TEXT_OF(cut);
    SHOW(sscanf_s("1 abcdef 2", "%d %s %d", &number, cut, 1u, &number)); /* no room but for the end */
    SHOW(sscanf_s("abcdef", "%[a-z]", cut, 0u));
    TEXT_OF(cut);
    SHOW(gmtime_s(&parts, &day));
    SHOW(parts.tm_mday);
    SHOW(_getch()); /* the end of standard input */
    SHOW(_CrtSetReportMode(_CRT_WARN, _CRTDBG_MODE_FILE));
    SHOW(_mkdir("runtime-here.dir"));
    SHOW(_rmdir("runtime-here.dir"));
    unsigned random = 0;
    SHOW(rand_s(&random));
    SHOW(stricmp("A", "a"));
    TEXT_OF(itoa(12, text, 10));
}

int main(void)
{
    formats();
    conversions();
    dates();
    answers();
    memory();
    others();
    return 0;
}
