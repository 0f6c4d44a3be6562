/* Pages of memory. */
#ifndef STANDPIPE_MEMORYAPI_H
#define STANDPIPE_MEMORYAPI_H

#include "minwinbase.h"

#ifdef __cplusplus
extern "C" {
#endif

LPVOID WINAPI VirtualAlloc(LPVOID lpAddress, SIZE_T dwSize, DWORD flAllocationType, DWORD flProtect);
BOOL WINAPI VirtualFree(LPVOID lpAddress, SIZE_T dwSize, DWORD dwFreeType);
BOOL WINAPI VirtualProtect(LPVOID lpAddress, SIZE_T dwSize, DWORD flNewProtect, PDWORD lpflOldProtect);
BOOL WINAPI VirtualLock(LPVOID lpAddress, SIZE_T dwSize);
BOOL WINAPI VirtualUnlock(LPVOID lpAddress, SIZE_T dwSize);

#ifdef __cplusplus
}
#endif

#endif
