// The same with a wide command line.
#include <windows.h>

int APIENTRY wWinMain(HINSTANCE, HINSTANCE, LPWSTR lpCmdLine, int)
{
    wprintf(L"[%s]\n", lpCmdLine);
    return 3;
}
