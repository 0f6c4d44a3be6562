/* What everything else is made of: the compiler's words, characters and strings, handles, 64-bit numbers. */
#ifndef STANDPIPE_NTDEF_H
#define STANDPIPE_NTDEF_H

#include "basetsd.h"
#include "sal.h"
#include <wchar.h>

/* A wide character has 16 bits on Windows, and wchar_t has 32 on Linux, unless the program is compiled otherwise. */
#if __SIZEOF_WCHAR_T__ != 2
#if defined UNICODE || defined _UNICODE
#error "UNICODE needs 16-bit wide characters: compile this program, all of it, with -fshort-wchar."
#endif
#define STANDPIPE_WIDE(text) u##text
#else
#define STANDPIPE_WIDE(text) L##text
#endif

/* One calling convention is left on 64-bit processors, so these words say nothing. */
#ifndef __stdcall
#define __stdcall
#endif
#ifndef _stdcall
#define _stdcall
#endif
#ifndef __cdecl
#define __cdecl
#endif
#ifndef _cdecl
#define _cdecl
#endif
#ifndef __fastcall
#define __fastcall
#endif
#ifndef __vectorcall
#define __vectorcall
#endif
#ifndef __thiscall
#define __thiscall
#endif
#ifndef __forceinline
#define __forceinline __inline__ __attribute__((always_inline))
#endif
#define WINAPI __stdcall
#define NTAPI __stdcall
#define FORCEINLINE __forceinline
#define CFORCEINLINE FORCEINLINE
#define UNALIGNED
#define RESTRICTED_POINTER

/* __declspec(x) is what gcc has for it, or nothing. */
#ifndef __declspec
#define __declspec(x) STANDPIPE_DECLSPEC_##x
#endif
#define STANDPIPE_DECLSPEC_
#define STANDPIPE_DECLSPEC_dllimport
#define STANDPIPE_DECLSPEC_dllexport __attribute__((visibility("default")))
#define STANDPIPE_DECLSPEC_noreturn __attribute__((noreturn))
#define STANDPIPE_DECLSPEC_noinline __attribute__((noinline))
#define STANDPIPE_DECLSPEC_nothrow __attribute__((nothrow))
#define STANDPIPE_DECLSPEC_selectany __attribute__((weak))
#define STANDPIPE_DECLSPEC_align(size) __attribute__((aligned(size)))
#define STANDPIPE_DECLSPEC_deprecated __attribute__((deprecated))
#define STANDPIPE_DECLSPEC_restrict
#define STANDPIPE_DECLSPEC_noalias
#define STANDPIPE_DECLSPEC_novtable
#define STANDPIPE_DECLSPEC_naked
#define STANDPIPE_DECLSPEC_safebuffers
#define STANDPIPE_DECLSPEC_allocator
#define STANDPIPE_DECLSPEC_empty_bases
#define STANDPIPE_DECLSPEC_allocate(section)
#define STANDPIPE_DECLSPEC_code_seg(section)
#define STANDPIPE_DECLSPEC_uuid(id)
#define STANDPIPE_DECLSPEC_property(accessors)
#if defined __cplusplus
#define STANDPIPE_DECLSPEC_thread thread_local
#elif __STDC_VERSION__ >= 201112L
#define STANDPIPE_DECLSPEC_thread _Thread_local
#else
#define STANDPIPE_DECLSPEC_thread __thread
#endif

#define DECLSPEC_IMPORT
#define DECLSPEC_NORETURN __attribute__((noreturn))
#define DECLSPEC_NOINLINE __attribute__((noinline))
#define DECLSPEC_ALIGN(size) __attribute__((aligned(size)))
#define DECLSPEC_SELECTANY __attribute__((weak))
#define DECLSPEC_NOTHROW

#ifdef __cplusplus
#define EXTERN_C extern "C"
#else
#define EXTERN_C extern
#endif

#ifndef DUMMYUNIONNAME
#define DUMMYUNIONNAME
#define DUMMYUNIONNAME2
#define DUMMYUNIONNAME3
#define DUMMYSTRUCTNAME
#define DUMMYSTRUCTNAME2
#endif

#ifndef VOID
#define VOID void
#endif
typedef char CHAR, *PCHAR;
typedef short SHORT, *PSHORT;
typedef int LONG, *PLONG;
typedef unsigned char UCHAR, *PUCHAR;
typedef unsigned short USHORT, *PUSHORT;
typedef unsigned int ULONG, *PULONG;
typedef long long LONGLONG, *PLONGLONG;
typedef unsigned long long ULONGLONG, *PULONGLONG;
typedef ULONGLONG DWORDLONG, *PDWORDLONG;
typedef UCHAR BOOLEAN, *PBOOLEAN;
typedef LONG HRESULT;
typedef LONG NTSTATUS, *PNTSTATUS;
typedef CHAR CCHAR;
typedef void *PVOID;
typedef void *PVOID64;

typedef void *HANDLE, **PHANDLE;
#define DECLARE_HANDLE(name) \
    struct name##__ { \
        int unused; \
    }; \
    typedef struct name##__ *name

#if __SIZEOF_WCHAR_T__ == 2
typedef wchar_t WCHAR;
#elif defined __cplusplus
typedef char16_t WCHAR;
#else
typedef unsigned short WCHAR;
#endif

typedef CHAR *LPCH, *PCH, *NPSTR, *LPSTR, *PSTR, *PZZSTR;
typedef const CHAR *LPCCH, *PCCH, *LPCSTR, *PCSTR, *PCZZSTR;
typedef PSTR *PZPSTR;
typedef WCHAR *PWCHAR, *LPWCH, *PWCH, *NWPSTR, *LPWSTR, *PWSTR, *PZZWSTR;
typedef const WCHAR *LPCWCH, *PCWCH, *LPCWSTR, *PCWSTR, *PCZZWSTR;
typedef PWSTR *PZPWSTR;
typedef const PWSTR *PCZPWSTR;

/* TCHAR and what is made of it follow UNICODE; tchar.h's half of the same follows _UNICODE. */
#ifdef UNICODE
#ifndef _TCHAR_DEFINED
#define _TCHAR_DEFINED
typedef WCHAR TCHAR, *PTCHAR;
typedef WCHAR TBYTE, *PTBYTE;
#endif
typedef LPWCH LPTCH, PTCH;
typedef LPCWCH LPCTCH, PCTCH;
typedef LPWSTR PTSTR, LPTSTR;
typedef LPCWSTR PCTSTR, LPCTSTR;
#define __TEXT(text) STANDPIPE_WIDE(text)
#else
#ifndef _TCHAR_DEFINED
#define _TCHAR_DEFINED
typedef char TCHAR, *PTCHAR;
typedef unsigned char TBYTE, *PTBYTE;
#endif
typedef LPCH LPTCH, PTCH;
typedef LPCCH LPCTCH, PCTCH;
typedef LPSTR PTSTR, LPTSTR;
typedef LPCSTR PCTSTR, LPCTSTR;
#define __TEXT(text) text
#endif
#define TEXT(text) __TEXT(text)

/* LowPart and HighPart are there by themselves and in u. */
typedef union _LARGE_INTEGER {
    __extension__ struct {
        ULONG LowPart;
        LONG HighPart;
    };
    struct {
        ULONG LowPart;
        LONG HighPart;
    } u;
    LONGLONG QuadPart;
} LARGE_INTEGER, *PLARGE_INTEGER;

typedef union _ULARGE_INTEGER {
    __extension__ struct {
        ULONG LowPart;
        ULONG HighPart;
    };
    struct {
        ULONG LowPart;
        ULONG HighPart;
    } u;
    ULONGLONG QuadPart;
} ULARGE_INTEGER, *PULARGE_INTEGER;

typedef struct _LIST_ENTRY {
    struct _LIST_ENTRY *Flink;
    struct _LIST_ENTRY *Blink;
} LIST_ENTRY, *PLIST_ENTRY;

typedef struct _LUID {
    ULONG LowPart;
    LONG HighPart;
} LUID, *PLUID;

#define ANSI_NULL ((CHAR)0)
#define UNICODE_NULL ((WCHAR)0)

#define FIELD_OFFSET(type, field) ((LONG)(LONG_PTR)offsetof(type, field))
#define UFIELD_OFFSET(type, field) ((ULONG)(ULONG_PTR)offsetof(type, field))
#define RTL_FIELD_SIZE(type, field) (sizeof(((type *)0)->field))
#define RTL_SIZEOF_THROUGH_FIELD(type, field) (FIELD_OFFSET(type, field) + RTL_FIELD_SIZE(type, field))
#define CONTAINING_RECORD(address, type, field) ((type *)((PCHAR)(address) - (ULONG_PTR)offsetof(type, field)))
#define RTL_NUMBER_OF(array) (sizeof(array) / sizeof((array)[0]))
#define ARRAYSIZE(array) RTL_NUMBER_OF(array)
#define _ARRAYSIZE(array) RTL_NUMBER_OF(array)

#define UNREFERENCED_PARAMETER(parameter) ((void)(parameter))
#define DBG_UNREFERENCED_PARAMETER(parameter) ((void)(parameter))
#define DBG_UNREFERENCED_LOCAL_VARIABLE(variable) ((void)(variable))
#define DEFAULT_UNREACHABLE \
    default: \
        __builtin_unreachable()

#endif
