/* The last error, and what a program does about unhandled exceptions. */
#ifndef STANDPIPE_ERRHANDLINGAPI_H
#define STANDPIPE_ERRHANDLINGAPI_H

#include "minwinbase.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Each thread has its own. Whatever sets it sets errno to the same number; a success leaves both as they were. */
DWORD WINAPI GetLastError(VOID);
VOID WINAPI SetLastError(DWORD dwErrCode);

/* Kept and given back; no box is shown on Linux in any mode. */
UINT WINAPI SetErrorMode(UINT uMode);
UINT WINAPI GetErrorMode(VOID);

/* Kept and given back, and never called: a signal ends the process. */
typedef LONG(WINAPI *PTOP_LEVEL_EXCEPTION_FILTER)(struct _EXCEPTION_POINTERS *ExceptionInfo);
typedef PTOP_LEVEL_EXCEPTION_FILTER LPTOP_LEVEL_EXCEPTION_FILTER;
LPTOP_LEVEL_EXCEPTION_FILTER WINAPI SetUnhandledExceptionFilter(
    LPTOP_LEVEL_EXCEPTION_FILTER lpTopLevelExceptionFilter);

#define EXCEPTION_EXECUTE_HANDLER 1
#define EXCEPTION_CONTINUE_SEARCH 0
#define EXCEPTION_CONTINUE_EXECUTION (-1)

#define SEM_FAILCRITICALERRORS 0x0001
#define SEM_NOGPFAULTERRORBOX 0x0002
#define SEM_NOALIGNMENTFAULTEXCEPT 0x0004
#define SEM_NOOPENFILEERRORBOX 0x8000

#ifdef __cplusplus
}
#endif

#endif
