/* FormatMessage, with messages of the program's own: the system's are other words on every system. */
#include "runtime.h"

#include <stdarg.h>

static DWORD format(char *buffer, DWORD size, DWORD flags, const char *message, ...)
{
    va_list arguments;
    DWORD length;
    va_start(arguments, message);
    length = FormatMessageA(FORMAT_MESSAGE_FROM_STRING | flags, message, 0, 0, buffer, size, &arguments);
    va_end(arguments);
    return length;
}

/* Line ends as they are, where a text file would have its own. */
static char *plain(char *text)
{
    for (char *place = text; *place != 0; place++) {
        *place = *place == '\r' ? '<' : *place == '\n' ? '>' : *place;
    }
    return text;
}

#define FORMAT(...) \
    do { \
        char text_[200]; \
        DWORD length_ = format(text_, sizeof text_, 0, __VA_ARGS__); \
        printf("%s: [%s] %d\n", #__VA_ARGS__, length_ > 0 ? plain(text_) : "", (int)length_); \
    } while (0)

static void inserts(void)
{
    HERE("inserts");
    FORMAT("plain");
    FORMAT("%1 and %2", "one", "two");
    FORMAT("%2 before %1", "one", "two");
    FORMAT("%1!s!-%2!d!-%3!u!", "text", -5, 7);
    FORMAT("%1!08x! %2!X! %3!#x!", 0x1234, 0xabcd, 255);
    FORMAT("[%1!6d!] [%2!-6d!] [%3!06d!]", 42, 42, -42);
    FORMAT("[%1!10s!] [%2!-10s!] [%3!.2s!]", "right", "left", "cut");
    FORMAT("%1!c!%2!c!", 'a', 'b');
    FORMAT("[%1!*d!]", 5, 42);
    FORMAT("100%% %. %! %%n");
    FORMAT("two%nlines");
    FORMAT("stops%0 here", 0);
    FORMAT("%1 %1 %1", "again");
}

static void results(void)
{
    char buffer[32] = "untouched";
    char *made = NULL;
    DWORD_PTR words[2] = {(DWORD_PTR) "array", 9};
    HERE("results");
    TELL(FormatMessageA(FORMAT_MESSAGE_FROM_STRING | FORMAT_MESSAGE_ARGUMENT_ARRAY, "%1 %2!u!", 0, 0, buffer, sizeof buffer, (va_list *)words));
    TEXT_OF(buffer);
    TELL(FormatMessageA(FORMAT_MESSAGE_FROM_STRING | FORMAT_MESSAGE_IGNORE_INSERTS, "%1 stays", 0, 0, buffer, sizeof buffer, NULL));
    TEXT_OF(buffer);
    TELL(FormatMessageA(FORMAT_MESSAGE_FROM_STRING, "too long for that", 0, 0, buffer, 5, NULL));
    TELL(FormatMessageA(FORMAT_MESSAGE_FROM_STRING | FORMAT_MESSAGE_ALLOCATE_BUFFER, "made here", 0, 0, (char *)&made, 0, NULL));
    TEXT_OF(made);
    SHOW(LocalFree(made) == NULL);
    TELL(FormatMessageA(FORMAT_MESSAGE_FROM_STRING | 0xFF, "one\r\ntwo", 0, 0, buffer, sizeof buffer, NULL));
    TEXT_OF(buffer);
    TELL(FormatMessageA(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, NULL, 0x1FFFFFFF, 0, buffer, sizeof buffer, NULL));
    TELL(FormatMessageA(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, NULL, 109, 0, buffer, 0, NULL));
}

static void system_messages(void)
{
    static const DWORD codes[] = {0, 2, 5, 6, 87, 109, 122, 203, 232, 995, 998, 1168};
    HERE("system messages");
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        char *text = NULL;
        DWORD length = FormatMessageA(
            FORMAT_MESSAGE_ALLOCATE_BUFFER | FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, NULL, codes[i],
            MAKELANGID(LANG_NEUTRAL, SUBLANG_DEFAULT), (char *)&text, 0, NULL);
        printf("%u: %d %d\n", (unsigned)codes[i], length > 5, length > 5 && strcmp(text + length - 2, "\r\n") == 0);
        LocalFree(text);
    }
}

int main(void)
{
    inserts();
    results();
    system_messages();
    return 0;
}
