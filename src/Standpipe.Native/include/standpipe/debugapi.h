/* Debuggers. */
#ifndef STANDPIPE_DEBUGAPI_H
#define STANDPIPE_DEBUGAPI_H

#include "minwinbase.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Whether somebody traces this process. */
BOOL WINAPI IsDebuggerPresent(VOID);

/* SIGTRAP. */
VOID WINAPI DebugBreak(VOID);

/* Nobody listens, unless the environment has STANDPIPE_DEBUG_OUTPUT: then it goes to standard error. */
VOID WINAPI OutputDebugStringA(LPCSTR lpOutputString);
VOID WINAPI OutputDebugStringW(LPCWSTR lpOutputString);

#ifdef __cplusplus
}
#endif

#ifdef UNICODE
#define OutputDebugString OutputDebugStringW
#else
#define OutputDebugString OutputDebugStringA
#endif

#endif
