/* Of the shell: a command line in its arguments. */
#ifndef STANDPIPE_SHELLAPI_H
#define STANDPIPE_SHELLAPI_H

#include "winnt.h"

#ifdef __cplusplus
extern "C" {
#endif

/* By this function's own rules, which are not quite the C runtime's (D-proc-17). LocalFree frees all of it. */
LPWSTR *WINAPI CommandLineToArgvW(LPCWSTR lpCmdLine, int *pNumArgs);

#ifdef __cplusplus
}
#endif

#endif
