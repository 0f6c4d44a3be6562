// std::printf and what else C++ has of it, and headers of C++ after windows.h.
#include <windows.h>
#include <cstdio>
#include <cstring>
#include <cwchar>
#include <string>

__attribute__((format(printf, 1, 2))) static int checked(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = std::vprintf(format, arguments);
    va_end(arguments);
    return length;
}

int main()
{
    DWORD number = 0xFFFFFFFFu;
    char text[20];
    DWORD read = 0;
    long real = 0;
    std::printf("%lu\n", number);
    std::snprintf(text, sizeof text, "%I64d", -1LL);
    std::puts(text);
    checked("%d %lu\n", 1, static_cast<unsigned long>(number));
    int values = std::sscanf("7 -8", "%lu %ld", &read, &real);
    std::printf("%d %lu %ld\n", values, read, real);
    sprintf_s(text, "%s-%d", "found", 1);
    strcat_s(text, "!");
    std::puts(std::string(text).c_str());
    return 0;
}
