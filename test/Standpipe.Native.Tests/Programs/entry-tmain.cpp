// The beginning that Visual Studio writes.
#include <windows.h>
#include <tchar.h>

int _tmain(int argc, _TCHAR *argv[])
{
    _tprintf(_T("%d %s %s\n"), argc, argv[1], argv[2]);
    return 3;
}
