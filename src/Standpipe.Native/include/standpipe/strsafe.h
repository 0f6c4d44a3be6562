/* Text into buffers of known size: always with a zero at the end, and the result tells whether it was cut off. */
#ifndef STANDPIPE_STRSAFE_H
#define STANDPIPE_STRSAFE_H
#define _STRSAFE_H_INCLUDED_

#include <stdarg.h>

#include "crt.h"
#include "winerror.h"
#include "winnt.h"

#define STRSAFE_MAX_CCH 2147483647
#define STRSAFE_MAX_LENGTH (STRSAFE_MAX_CCH - 1)
#define STRSAFE_E_INSUFFICIENT_BUFFER ((HRESULT)0x8007007AL)
#define STRSAFE_E_INVALID_PARAMETER ((HRESULT)0x80070057L)
#define STRSAFE_E_END_OF_FILE ((HRESULT)0x80070026L)

#define STRSAFE_IGNORE_NULLS 0x00000100
#define STRSAFE_FILL_BEHIND_NULL 0x00000200
#define STRSAFE_FILL_ON_FAILURE 0x00000400
#define STRSAFE_NULL_ON_FAILURE 0x00000800
#define STRSAFE_NO_TRUNCATION 0x00001000
#define STRSAFE_FILL_BYTE(byte) ((DWORD)(((byte) & 0x000000FF) | STRSAFE_FILL_BEHIND_NULL))
#define STRSAFE_FAILURE_BYTE(byte) ((DWORD)(((byte) & 0x000000FF) | STRSAFE_FILL_ON_FAILURE))
#define STRSAFE_GET_FILL_PATTERN(flags) ((int)((flags) & 0x000000FF))

typedef char *STRSAFE_LPSTR;
typedef const char *STRSAFE_LPCSTR, *STRSAFE_PCNZCH;
typedef WCHAR *STRSAFE_LPWSTR;
typedef const WCHAR *STRSAFE_LPCWSTR, *STRSAFE_PCNZWCH;

#ifdef __cplusplus
extern "C" {
#endif

/* Cch counts characters, Cb bytes. */
HRESULT WINAPI StringCchLengthA(LPCSTR psz, size_t cchMax, size_t *pcchLength);
HRESULT WINAPI StringCchCopyA(LPSTR pszDest, size_t cchDest, LPCSTR pszSrc);
HRESULT WINAPI StringCchCopyNA(LPSTR pszDest, size_t cchDest, LPCSTR pszSrc, size_t cchToCopy);
HRESULT WINAPI StringCchCopyExA(
    LPSTR pszDest, size_t cchDest, LPCSTR pszSrc, LPSTR *ppszDestEnd, size_t *pcchRemaining, DWORD dwFlags);
HRESULT WINAPI StringCchCopyNExA(
    LPSTR pszDest, size_t cchDest, LPCSTR pszSrc, size_t cchToCopy, LPSTR *ppszDestEnd, size_t *pcchRemaining,
    DWORD dwFlags);
HRESULT WINAPI StringCchCatA(LPSTR pszDest, size_t cchDest, LPCSTR pszSrc);
HRESULT WINAPI StringCchCatNA(LPSTR pszDest, size_t cchDest, LPCSTR pszSrc, size_t cchToCopy);
HRESULT WINAPI StringCchCatExA(
    LPSTR pszDest, size_t cchDest, LPCSTR pszSrc, LPSTR *ppszDestEnd, size_t *pcchRemaining, DWORD dwFlags);
HRESULT WINAPI StringCchCatNExA(
    LPSTR pszDest, size_t cchDest, LPCSTR pszSrc, size_t cchToCopy, LPSTR *ppszDestEnd, size_t *pcchRemaining,
    DWORD dwFlags);
HRESULT WINAPI StringCchPrintfA(LPSTR pszDest, size_t cchDest, LPCSTR pszFormat, ...);
HRESULT WINAPI StringCchPrintfExA(
    LPSTR pszDest, size_t cchDest, LPSTR *ppszDestEnd, size_t *pcchRemaining, DWORD dwFlags, LPCSTR pszFormat, ...);
HRESULT WINAPI StringCchVPrintfA(LPSTR pszDest, size_t cchDest, LPCSTR pszFormat, va_list argList);
HRESULT WINAPI StringCchVPrintfExA(
    LPSTR pszDest, size_t cchDest, LPSTR *ppszDestEnd, size_t *pcchRemaining, DWORD dwFlags, LPCSTR pszFormat,
    va_list argList);
HRESULT WINAPI StringCbLengthA(LPCSTR psz, size_t cbMax, size_t *pcbLength);
HRESULT WINAPI StringCbCopyA(LPSTR pszDest, size_t cbDest, LPCSTR pszSrc);
HRESULT WINAPI StringCbCopyNA(LPSTR pszDest, size_t cbDest, LPCSTR pszSrc, size_t cbToCopy);
HRESULT WINAPI StringCbCopyExA(
    LPSTR pszDest, size_t cbDest, LPCSTR pszSrc, LPSTR *ppszDestEnd, size_t *pcbRemaining, DWORD dwFlags);
HRESULT WINAPI StringCbCopyNExA(
    LPSTR pszDest, size_t cbDest, LPCSTR pszSrc, size_t cbToCopy, LPSTR *ppszDestEnd, size_t *pcbRemaining,
    DWORD dwFlags);
HRESULT WINAPI StringCbCatA(LPSTR pszDest, size_t cbDest, LPCSTR pszSrc);
HRESULT WINAPI StringCbCatNA(LPSTR pszDest, size_t cbDest, LPCSTR pszSrc, size_t cbToCopy);
HRESULT WINAPI StringCbCatExA(
    LPSTR pszDest, size_t cbDest, LPCSTR pszSrc, LPSTR *ppszDestEnd, size_t *pcbRemaining, DWORD dwFlags);
HRESULT WINAPI StringCbCatNExA(
    LPSTR pszDest, size_t cbDest, LPCSTR pszSrc, size_t cbToCopy, LPSTR *ppszDestEnd, size_t *pcbRemaining,
    DWORD dwFlags);
HRESULT WINAPI StringCbPrintfA(LPSTR pszDest, size_t cbDest, LPCSTR pszFormat, ...);
HRESULT WINAPI StringCbPrintfExA(
    LPSTR pszDest, size_t cbDest, LPSTR *ppszDestEnd, size_t *pcbRemaining, DWORD dwFlags, LPCSTR pszFormat, ...);
HRESULT WINAPI StringCbVPrintfA(LPSTR pszDest, size_t cbDest, LPCSTR pszFormat, va_list argList);
HRESULT WINAPI StringCbVPrintfExA(
    LPSTR pszDest, size_t cbDest, LPSTR *ppszDestEnd, size_t *pcbRemaining, DWORD dwFlags, LPCSTR pszFormat,
    va_list argList);
HRESULT WINAPI StringCchLengthW(LPCWSTR psz, size_t cchMax, size_t *pcchLength);
HRESULT WINAPI StringCchCopyW(LPWSTR pszDest, size_t cchDest, LPCWSTR pszSrc);
HRESULT WINAPI StringCchCopyNW(LPWSTR pszDest, size_t cchDest, LPCWSTR pszSrc, size_t cchToCopy);
HRESULT WINAPI StringCchCopyExW(
    LPWSTR pszDest, size_t cchDest, LPCWSTR pszSrc, LPWSTR *ppszDestEnd, size_t *pcchRemaining, DWORD dwFlags);
HRESULT WINAPI StringCchCopyNExW(
    LPWSTR pszDest, size_t cchDest, LPCWSTR pszSrc, size_t cchToCopy, LPWSTR *ppszDestEnd, size_t *pcchRemaining,
    DWORD dwFlags);
HRESULT WINAPI StringCchCatW(LPWSTR pszDest, size_t cchDest, LPCWSTR pszSrc);
HRESULT WINAPI StringCchCatNW(LPWSTR pszDest, size_t cchDest, LPCWSTR pszSrc, size_t cchToCopy);
HRESULT WINAPI StringCchCatExW(
    LPWSTR pszDest, size_t cchDest, LPCWSTR pszSrc, LPWSTR *ppszDestEnd, size_t *pcchRemaining, DWORD dwFlags);
HRESULT WINAPI StringCchCatNExW(
    LPWSTR pszDest, size_t cchDest, LPCWSTR pszSrc, size_t cchToCopy, LPWSTR *ppszDestEnd, size_t *pcchRemaining,
    DWORD dwFlags);
HRESULT WINAPI StringCchPrintfW(LPWSTR pszDest, size_t cchDest, LPCWSTR pszFormat, ...);
HRESULT WINAPI StringCchPrintfExW(
    LPWSTR pszDest, size_t cchDest, LPWSTR *ppszDestEnd, size_t *pcchRemaining, DWORD dwFlags, LPCWSTR pszFormat, ...);
HRESULT WINAPI StringCchVPrintfW(LPWSTR pszDest, size_t cchDest, LPCWSTR pszFormat, va_list argList);
HRESULT WINAPI StringCchVPrintfExW(
    LPWSTR pszDest, size_t cchDest, LPWSTR *ppszDestEnd, size_t *pcchRemaining, DWORD dwFlags, LPCWSTR pszFormat,
    va_list argList);
HRESULT WINAPI StringCbLengthW(LPCWSTR psz, size_t cbMax, size_t *pcbLength);
HRESULT WINAPI StringCbCopyW(LPWSTR pszDest, size_t cbDest, LPCWSTR pszSrc);
HRESULT WINAPI StringCbCopyNW(LPWSTR pszDest, size_t cbDest, LPCWSTR pszSrc, size_t cbToCopy);
HRESULT WINAPI StringCbCopyExW(
    LPWSTR pszDest, size_t cbDest, LPCWSTR pszSrc, LPWSTR *ppszDestEnd, size_t *pcbRemaining, DWORD dwFlags);
HRESULT WINAPI StringCbCopyNExW(
    LPWSTR pszDest, size_t cbDest, LPCWSTR pszSrc, size_t cbToCopy, LPWSTR *ppszDestEnd, size_t *pcbRemaining,
    DWORD dwFlags);
HRESULT WINAPI StringCbCatW(LPWSTR pszDest, size_t cbDest, LPCWSTR pszSrc);
HRESULT WINAPI StringCbCatNW(LPWSTR pszDest, size_t cbDest, LPCWSTR pszSrc, size_t cbToCopy);
HRESULT WINAPI StringCbCatExW(
    LPWSTR pszDest, size_t cbDest, LPCWSTR pszSrc, LPWSTR *ppszDestEnd, size_t *pcbRemaining, DWORD dwFlags);
HRESULT WINAPI StringCbCatNExW(
    LPWSTR pszDest, size_t cbDest, LPCWSTR pszSrc, size_t cbToCopy, LPWSTR *ppszDestEnd, size_t *pcbRemaining,
    DWORD dwFlags);
HRESULT WINAPI StringCbPrintfW(LPWSTR pszDest, size_t cbDest, LPCWSTR pszFormat, ...);
HRESULT WINAPI StringCbPrintfExW(
    LPWSTR pszDest, size_t cbDest, LPWSTR *ppszDestEnd, size_t *pcbRemaining, DWORD dwFlags, LPCWSTR pszFormat, ...);
HRESULT WINAPI StringCbVPrintfW(LPWSTR pszDest, size_t cbDest, LPCWSTR pszFormat, va_list argList);
HRESULT WINAPI StringCbVPrintfExW(
    LPWSTR pszDest, size_t cbDest, LPWSTR *ppszDestEnd, size_t *pcbRemaining, DWORD dwFlags, LPCWSTR pszFormat,
    va_list argList);

#ifdef __cplusplus
}
#endif

#ifdef UNICODE
#define StringCchLength StringCchLengthW
#define StringCchCopy StringCchCopyW
#define StringCchCopyN StringCchCopyNW
#define StringCchCopyEx StringCchCopyExW
#define StringCchCopyNEx StringCchCopyNExW
#define StringCchCat StringCchCatW
#define StringCchCatN StringCchCatNW
#define StringCchCatEx StringCchCatExW
#define StringCchCatNEx StringCchCatNExW
#define StringCchPrintf StringCchPrintfW
#define StringCchPrintfEx StringCchPrintfExW
#define StringCchVPrintf StringCchVPrintfW
#define StringCchVPrintfEx StringCchVPrintfExW
#define StringCbLength StringCbLengthW
#define StringCbCopy StringCbCopyW
#define StringCbCopyN StringCbCopyNW
#define StringCbCopyEx StringCbCopyExW
#define StringCbCopyNEx StringCbCopyNExW
#define StringCbCat StringCbCatW
#define StringCbCatN StringCbCatNW
#define StringCbCatEx StringCbCatExW
#define StringCbCatNEx StringCbCatNExW
#define StringCbPrintf StringCbPrintfW
#define StringCbPrintfEx StringCbPrintfExW
#define StringCbVPrintf StringCbVPrintfW
#define StringCbVPrintfEx StringCbVPrintfExW
#else
#define StringCchLength StringCchLengthA
#define StringCchCopy StringCchCopyA
#define StringCchCopyN StringCchCopyNA
#define StringCchCopyEx StringCchCopyExA
#define StringCchCopyNEx StringCchCopyNExA
#define StringCchCat StringCchCatA
#define StringCchCatN StringCchCatNA
#define StringCchCatEx StringCchCatExA
#define StringCchCatNEx StringCchCatNExA
#define StringCchPrintf StringCchPrintfA
#define StringCchPrintfEx StringCchPrintfExA
#define StringCchVPrintf StringCchVPrintfA
#define StringCchVPrintfEx StringCchVPrintfExA
#define StringCbLength StringCbLengthA
#define StringCbCopy StringCbCopyA
#define StringCbCopyN StringCbCopyNA
#define StringCbCopyEx StringCbCopyExA
#define StringCbCopyNEx StringCbCopyNExA
#define StringCbCat StringCbCatA
#define StringCbCatN StringCbCatNA
#define StringCbCatEx StringCbCatExA
#define StringCbCatNEx StringCbCatNExA
#define StringCbPrintf StringCbPrintfA
#define StringCbPrintfEx StringCbPrintfExA
#define StringCbVPrintf StringCbVPrintfA
#define StringCbVPrintfEx StringCbVPrintfExA
#endif

#endif
