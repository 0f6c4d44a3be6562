// A wmain whose symbol has its parameters in it.
#include <windows.h>

int wmain(int argc, wchar_t *argv[], wchar_t *envp[])
{
    wprintf(L"%d %s %s\n", argc, argv[1], argv[2]);
    return envp[0] != nullptr ? 3 : 4;
}
