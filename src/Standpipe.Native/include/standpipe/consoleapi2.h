/* The console: code pages, and what all its programs share. */
#ifndef STANDPIPE_CONSOLEAPI2_H
#define STANDPIPE_CONSOLEAPI2_H

#include "minwinbase.h"

#ifdef __cplusplus
extern "C" {
#endif

BOOL WINAPI SetConsoleCP(UINT wCodePageID);
BOOL WINAPI SetConsoleOutputCP(UINT wCodePageID);
BOOL WINAPI FlushConsoleInputBuffer(HANDLE hConsoleInput);

/* To a process group, which CREATE_NEW_PROCESS_GROUP began, or with 0 to this process's own. */
BOOL WINAPI GenerateConsoleCtrlEvent(DWORD dwCtrlEvent, DWORD dwProcessGroupId);

#ifdef __cplusplus
}
#endif

#endif
