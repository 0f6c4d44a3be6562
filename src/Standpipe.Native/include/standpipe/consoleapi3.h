/* The console: its window. */
#ifndef STANDPIPE_CONSOLEAPI3_H
#define STANDPIPE_CONSOLEAPI3_H

#include "windef.h"

#ifdef __cplusplus
extern "C" {
#endif

/* NULL: a terminal is another program's window. */
HWND WINAPI GetConsoleWindow(VOID);

#ifdef __cplusplus
}
#endif

#endif
