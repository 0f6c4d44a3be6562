/* printf that was used before windows.h was seen, in each of its forms. */
#include <stdarg.h>
#include <stdio.h>

static int before(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vprintf(format, arguments);
    va_end(arguments);
    return length;
}

int early(unsigned number);

int early(unsigned number)
{
    char text[20];
    printf("%u %s", number, "x");
    fprintf(stdout, "%u %s", number, "x");
    return sprintf(text, "%u", number) + snprintf(text, sizeof text, "%u", number) + before("%u", number);
}

#include <windows.h>

static int after(char *to, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    va_list again, third;
    va_copy(again, arguments);
    va_copy(third, arguments);
    int length = vsprintf(to, format, arguments) + vsnprintf(to, 20, format, again) + vfprintf(stdout, format, third);
    va_end(again);
    va_end(third);
    va_end(arguments);
    return length;
}

int main(void)
{
    char text[20];
    DWORD number = (DWORD)-1;
    int (*pointer)(const char *, ...) = printf;
    printf("%lu %s\n", number, "printf");
    pointer("%lu %s\n", number, "pointer");
    fprintf(stdout, "%lu %s\n", number, "fprintf");
    sprintf(text, "%lu", number);
    puts(text);
    snprintf(text, sizeof text, "%I64u", (ULONGLONG)number);
    puts(text);
    return early(5) + after(text, "%lu", number) == 0;
}
