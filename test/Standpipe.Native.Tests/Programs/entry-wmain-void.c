/* A wmain that takes nothing. */
#include <windows.h>

int wmain(void)
{
    puts("nothing");
    return 3;
}
