/* Programs without a main: wmain, WinMain, wWinMain. This library has a main, which the linker takes if the program
   has none; it calls what there is. A C++ compiler gives wmain a name by its parameters, unless it is declared as C. */
#include "utf.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OPTIONAL __attribute__((weak))

typedef int wide_main(int, WCHAR **, WCHAR **);

OPTIONAL wide_main wmain;
OPTIONAL wide_main wmain_cpp_none __asm__("_Z5wmainv");
OPTIONAL wide_main wmain_cpp_two __asm__("_Z5wmainiPPw");
OPTIONAL wide_main wmain_cpp_const __asm__("_Z5wmainiPPKw");
OPTIONAL wide_main wmain_cpp_three __asm__("_Z5wmainiPPwS0_");
OPTIONAL wide_main wmain_cpp_mixed __asm__("_Z5wmainiPPKwPPw");
OPTIONAL int WinMain(HANDLE instance, HANDLE previous, char *command_line, int show);
OPTIONAL int wWinMain(HANDLE instance, HANDLE previous, WCHAR *command_line, int show);

/* The C# half. */
HANDLE GetModuleHandleA(const char *name);
char *GetCommandLineA(void);

#define SHOW_DEFAULT 10

static WCHAR **wide_array(char **texts)
{
    size_t count = 0;
    while (texts[count] != NULL)
        count++;
    WCHAR **array = calloc(count + 1, sizeof *array);
    for (size_t i = 0; array != NULL && i < count; i++)
        if ((array[i] = standpipe_wide_copy(texts[i])) == NULL)
            return NULL;
    return array;
}

static wide_main *find_wide_main(void)
{
    wide_main *const all[] = {wmain, wmain_cpp_two, wmain_cpp_none, wmain_cpp_const, wmain_cpp_three, wmain_cpp_mixed};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i] != NULL)
            return all[i];
    return NULL;
}

/* The command line after the program's name. */
static char *arguments_of(char *line)
{
    if (*line == '"') {
        line++;
        while (*line != 0 && *line != '"')
            line++;
        line += *line == '"';
    } else {
        while (*line != 0 && *line != ' ' && *line != '\t')
            line++;
    }
    while (*line == ' ' || *line == '\t')
        line++;
    return line;
}

extern char **environ;

STANDPIPE_EXPORT int main(int count, char **arguments)
{
    wide_main *wide = find_wide_main();
    if (wide != NULL) {
        WCHAR **wide_arguments = wide_array(arguments);
        WCHAR **wide_environment = wide_array(environ);
        if (wide_arguments == NULL || wide_environment == NULL)
            abort();
        return wide(count, wide_arguments, wide_environment);
    }
    HANDLE instance = GetModuleHandleA(NULL);
    if (WinMain != NULL)
        return WinMain(instance, NULL, arguments_of(GetCommandLineA()), SHOW_DEFAULT);
    if (wWinMain != NULL)
        return wWinMain(instance, NULL, standpipe_wide_copy(arguments_of(GetCommandLineA())), SHOW_DEFAULT);
    (void)fputs("libstandpipe: this program has no main, wmain, WinMain or wWinMain\n", stderr);
    return 127;
}
