/* Ending transfers, and asking how one ended. */
#ifndef STANDPIPE_IOAPISET_H
#define STANDPIPE_IOAPISET_H

#include "minwinbase.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Ends the read or write in which that thread is blocked; ERROR_NOT_FOUND if it is in none (D-cancel-1, D-cancel-2). */
BOOL WINAPI CancelSynchronousIo(HANDLE hThread);

/* Ends what any thread does on that end of the pipe (D-cancel-3); CancelIo ends nothing that another thread does. */
BOOL WINAPI CancelIoEx(HANDLE hFile, LPOVERLAPPED lpOverlapped);
BOOL WINAPI CancelIo(HANDLE hFile);

/* Transfers are done when their call returns (AP-20), so this tells and never waits (D-overlapped-2). */
BOOL WINAPI GetOverlappedResult(
    HANDLE hFile, LPOVERLAPPED lpOverlapped, LPDWORD lpNumberOfBytesTransferred, BOOL bWait);

#ifdef __cplusplus
}
#endif

#endif
