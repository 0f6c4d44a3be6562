/* Ending the process. In C, since the C library's streams are the program's to lose. */
#define _GNU_SOURCE
#include "runtime.h"

#include <stdio.h>
#include <unistd.h>

/* As Windows does it: what was printed is printed (its C runtime writes its buffers out when it is unloaded), but no atexit handler and
   no destructor runs. fcloseall takes no lock that another thread may hold for ever, in a blocked fgets, say; fflush(NULL) does. */
STANDPIPE_EXPORT void ExitProcess(uint32_t code)
{
    fcloseall();
    _exit((int)code);
}

void standpipe_terminate(uint32_t code)
{
    _exit((int)code);
}
