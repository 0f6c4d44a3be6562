/* From 8 bits to 16 and back. */
#ifndef STANDPIPE_STRINGAPISET_H
#define STANDPIPE_STRINGAPISET_H

#include "winnls.h"

#ifdef __cplusplus
extern "C" {
#endif

/* CP_ACP, CP_OEMCP, CP_THREAD_ACP and CP_UTF8 are all UTF-8. */
int WINAPI MultiByteToWideChar(
    UINT CodePage, DWORD dwFlags, LPCCH lpMultiByteStr, int cbMultiByte, LPWSTR lpWideCharStr, int cchWideChar);
int WINAPI WideCharToMultiByte(
    UINT CodePage, DWORD dwFlags, LPCWCH lpWideCharStr, int cchWideChar, LPSTR lpMultiByteStr, int cbMultiByte,
    LPCCH lpDefaultChar, LPBOOL lpUsedDefaultChar);

#ifdef __cplusplus
}
#endif

#endif
