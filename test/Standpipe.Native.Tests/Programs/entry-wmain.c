/* A program without a main: its arguments in UTF-16. */
#include <windows.h>

int wmain(int argc, wchar_t *argv[])
{
    wprintf(L"%d %s %s\n", argc, argv[1], argv[2]);
    return argv[argc] == NULL ? 3 : 4;
}
