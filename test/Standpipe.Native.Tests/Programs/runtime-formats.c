/* printf and its family: what Windows reads otherwise than Linux, and that the rest is the same. */
#define __USE_MINGW_ANSI_STDIO 0 /* Windows' own, where this is compiled for it */
#include "runtime.h"

#define PRINT(...) \
    do { \
        int length_ = printf(__VA_ARGS__); \
        printf(" = %d\n", length_); \
    } while (0)

static const DWORD dword = 0xFFFFFFFFu;
static const LONG minus = -5;
static const ULONGLONG large = 0x123456789ABCDEF0ull;
static const SIZE_T size = (SIZE_T)1 << 40;
static const WCHAR wide[] = {'w', 0xE9, 'd', 0};

static void integers(void)
{
    HERE("integers");
    PRINT("%lu %ld %lx %08lX %lo %li %#lx", dword, minus, dword, dword, dword, minus, dword);
    PRINT("%I64d %I64u %I64x %I64X", -1ll, large, large, large);
    PRINT("%lld %llu %llx", -1ll, large, large);
    PRINT("%I32d %I32u %I32x", minus, dword, dword);
    PRINT("%Iu %Id %Ix %zu", size, size, size, size);
    PRINT("%hd %hu %hx", (short)-3, (unsigned short)65533, (unsigned short)65533);
    PRINT("%d|%5d|%-5d|%05d|%+d|% d|%.5d|%8.3d", 7, 7, 7, 7, 7, 7, 7, 7);
    PRINT("%*d|%-*d|%.*d|%*d|%.*d", 6, 7, 6, 7, 4, 7, -6, 7, -1, 7);
    PRINT("%x %X %#x %#X %#o %o %#x", 255, 255, 255, 255, 8, 8, 0);
    PRINT("%d%% %i %u %u", 50, -1, 3000000000u, -1);
    PRINT("%s %s %s %d %s %lu %s %x %s %d %s", "a", "b", "c", 1, "d", dword, "e", 5, "f", 6, "g");
}

static void pointers(void)
{
    HERE("pointers");
    PRINT("%p %p", (void *)(ULONG_PTR)0x123456789ABCull, NULL);
    PRINT("[%20p] [%-20p]", (void *)(ULONG_PTR)1, (void *)(ULONG_PTR)2);
}

static void texts(void)
{
    const char *volatile no_text = NULL; /* what the compiler must not know */
    const WCHAR *volatile no_units = NULL;
    HERE("texts");
    PRINT("[%s] [%10s] [%-10s] [%.3s] [%10.3s] [%.0s]", "abcdef", "abc", "abc", "abcdef", "abcdef", "abcdef");
    PRINT("[%s] [%.3s] [%S]", no_text, no_text, no_units);
    PRINT("[%08s]", "abc");
    PRINT("[%c] [%5c] [%-5c] [%%]", 'a', 'b', 'c');
    PRINT("[%hs] [%hc]", "narrow", 'n');
    WCHAR plain[] = {'w', 'i', 'd', 'e', 0};
    PRINT("[%S] [%ls] [%ws] [%10S] [%-10ls] [%.2S] [%C] [%lc]", plain, plain, plain, plain, plain, plain, 'x', 'y');
}

static void floats(void)
{
    HERE("floats");
    PRINT("%f %.2f [%10.3f] [%-10.1f] [%010.2f]", 1.5, 2.345, 3.14159, 2.5, -2.5);
    PRINT("%.1f %+.1f % .1f %#.0f %.10f", 0.75, 1.0, 1.0, 3.0, 0.1);
    PRINT("%g %g %g %g %G", 0.0001, 100000.0, 0.5, 123456.0, 2.5);
    PRINT("%.3e", 1e100);
    PRINT("%lf", 1.25);
}

static int __cdecl into(char *to, size_t room, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = _vsnprintf(to, room, format, arguments);
    va_end(arguments);
    return length;
}

static void buffers(void)
{
    char buffer[64];
    HERE("buffers");
    for (size_t room = 0; room < 9; room++) {
        memset(buffer, '#', sizeof buffer);
        buffer[8] = 0;
        int length = into(buffer, room, "%s", "abcdef");
        printf("%d: %d [%s]\n", (int)room, length, buffer);
    }
    SHOW(_snprintf(NULL, 0, "%d", 12345));
    SHOW(_scprintf("%lu-%s", dword, "x"));
    SHOW(sprintf(buffer, "%lu|%I64x|%c", dword, large, '!'));
    TEXT_OF(buffer);
    SHOW(_snprintf_s(buffer, 5, 3, "%s", "abcdef"));
    TEXT_OF(buffer);
    SHOW(_snprintf_s(buffer, 5, _TRUNCATE, "%s", "abcdef"));
    TEXT_OF(buffer);
    SHOW(_snprintf_s(buffer, 50, _TRUNCATE, "%s", "abcdef"));
    SHOW(sprintf_s(buffer, 5, "%d", 1234));
}

static void wsprintfs(void)
{
    char buffer[64];
    WCHAR units[64];
    WCHAR format[] = {'%', 's', ' ', '%', 'S', ' ', '%', 'd', ' ', '%', 'c', 0};
    HERE("wsprintf");
    SHOW(wsprintfA(buffer, "%lu %d %s %c %x %X %08lX %ld %u", dword, -1, "str", 'c', 255, 255, dword, minus, 7));
    TEXT_OF(buffer);
    SHOW(wsprintfA(buffer, "%5d|%-5d|%05d|%.2s", 1, 2, 3, "abc"));
    TEXT_OF(buffer);
    SHOW(wsprintfW(units, format, wide, "nar", 5, 'x'));
    SHOW(WideCharToMultiByte(CP_UTF8, 0, units, -1, buffer, sizeof buffer, NULL, NULL));
    TEXT_OF(buffer);
}

int main(void)
{
    integers();
    pointers();
    texts();
    floats();
    buffers();
    wsprintfs();
    int (*function)(const char *, ...) = printf;
    function("by a pointer: %lu\n", dword);
    fprintf(stdout, "to a stream: %I64u\n", large);
    return 0;
}
