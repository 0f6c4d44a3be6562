/* A program of the subsystem for windows. */
#include <windows.h>

int WINAPI WinMain(HINSTANCE hInstance, HINSTANCE hPrevInstance, LPSTR lpCmdLine, int nShowCmd)
{
    printf("%d %d [%s] %d\n", hInstance == GetModuleHandle(NULL), hPrevInstance == NULL, lpCmdLine, nShowCmd);
    return 3;
}
