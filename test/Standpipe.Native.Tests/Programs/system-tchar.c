/* _stprintf as it is, and as those write it who take it for swprintf. */
#include <windows.h>
#include <tchar.h>
#include <stdio.h>
int _tmain(int argc, _TCHAR *argv[])
{
    const TCHAR *format = _T("format %d");
    TCHAR text[50];
    (void)argc;
    (void)argv;
    _stprintf(text, _T("%d %s"), 5, _T("arguments"));
    _tprintf(_T("%s\n"), text);
    _stprintf(text, 50, _T("with its room"));
    _tprintf(_T("%s\n"), text);
    _stprintf(text, format, 3);
    _tprintf(_T("%s\n"), text);
    _stprintf(text, _T("alone"));
    _tprintf(_T("%s\n"), text);
    return 0;
}
