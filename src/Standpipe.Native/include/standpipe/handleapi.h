/* Handles: closing, duplicating, asking. */
#ifndef STANDPIPE_HANDLEAPI_H
#define STANDPIPE_HANDLEAPI_H

#include "minwinbase.h"

#define INVALID_HANDLE_VALUE ((HANDLE)(LONG_PTR)-1)

#define HANDLE_FLAG_INHERIT 0x00000001
#define HANDLE_FLAG_PROTECT_FROM_CLOSE 0x00000002

/* Windows has it for drivers; DuplicateHandle takes it from all (D-dup-4). */
#define DUPLICATE_SAME_ATTRIBUTES 0x00000004

#ifdef __cplusplus
extern "C" {
#endif

/* A call that is blocked on the handle ends with ERROR_OPERATION_ABORTED; the closer does not wait for it (L-9). */
BOOL WINAPI CloseHandle(HANDLE hObject);

/* In this process, or from another where the system permits a look into it; into another, ERROR_NOT_SUPPORTED (L-6). */
BOOL WINAPI DuplicateHandle(
    HANDLE hSourceProcessHandle, HANDLE hSourceHandle, HANDLE hTargetProcessHandle, LPHANDLE lpTargetHandle,
    DWORD dwDesiredAccess, BOOL bInheritHandle, DWORD dwOptions);

/* TRUE for duplicates; ERROR_NOT_SAME_OBJECT for others (D-dup-10). */
BOOL WINAPI CompareObjectHandles(HANDLE hFirstObjectHandle, HANDLE hSecondObjectHandle);

BOOL WINAPI GetHandleInformation(HANDLE hObject, LPDWORD lpdwFlags);
BOOL WINAPI SetHandleInformation(HANDLE hObject, DWORD dwMask, DWORD dwFlags);

#ifdef __cplusplus
}
#endif

#endif
