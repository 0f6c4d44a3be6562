/* Integers of a size, and integers of a pointer's size. */
#ifndef STANDPIPE_BASETSD_H
#define STANDPIPE_BASETSD_H

#include <stddef.h>
#include <stdint.h>

/* Microsoft's names for the integers, as macros so that "unsigned __int64" works. */
#ifndef __int64
#define __int8 char
#define __int16 short
#define __int32 int
#define __int64 long long
#endif

typedef signed char INT8, *PINT8;
typedef signed short INT16, *PINT16;
typedef signed int INT32, *PINT32;
typedef signed long long INT64, *PINT64;
typedef unsigned char UINT8, *PUINT8;
typedef unsigned short UINT16, *PUINT16;
typedef unsigned int UINT32, *PUINT32;
typedef unsigned long long UINT64, *PUINT64;

typedef signed int LONG32, *PLONG32;
typedef unsigned int ULONG32, *PULONG32;
typedef unsigned int DWORD32, *PDWORD32;
typedef signed long long LONG64, *PLONG64;
typedef unsigned long long ULONG64, *PULONG64;
typedef unsigned long long DWORD64, *PDWORD64;

/* As size_t, ssize_t and intptr_t are, so that a size_t can be handed over where a SIZE_T is wanted. */
typedef intptr_t INT_PTR, *PINT_PTR;
typedef uintptr_t UINT_PTR, *PUINT_PTR;
typedef intptr_t LONG_PTR, *PLONG_PTR;
typedef uintptr_t ULONG_PTR, *PULONG_PTR;
typedef ULONG_PTR DWORD_PTR, *PDWORD_PTR;
typedef ULONG_PTR SIZE_T, *PSIZE_T;
typedef LONG_PTR SSIZE_T, *PSSIZE_T;
typedef ULONG_PTR KAFFINITY, *PKAFFINITY;
typedef int HALF_PTR, *PHALF_PTR;
typedef unsigned int UHALF_PTR, *PUHALF_PTR;

#define MAXUINT8 ((UINT8)~((UINT8)0))
#define MAXINT8 ((INT8)(MAXUINT8 >> 1))
#define MAXUINT16 ((UINT16)~((UINT16)0))
#define MAXINT16 ((INT16)(MAXUINT16 >> 1))
#define MAXUINT32 ((UINT32)~((UINT32)0))
#define MAXINT32 ((INT32)(MAXUINT32 >> 1))
#define MAXUINT64 ((UINT64)~((UINT64)0))
#define MAXINT64 ((INT64)(MAXUINT64 >> 1))
#define MAXUINT_PTR ((UINT_PTR)~((UINT_PTR)0))
#define MAXSIZE_T ((SIZE_T)~((SIZE_T)0))

#define HandleToULong(handle) ((ULONG32)(ULONG_PTR)(handle))
#define HandleToUlong(handle) HandleToULong(handle)
#define HandleToLong(handle) ((LONG32)(LONG_PTR)(handle))
#define ULongToHandle(value) ((void *)(ULONG_PTR)(ULONG32)(value))
#define UlongToHandle(value) ULongToHandle(value)
#define LongToHandle(value) ((void *)(LONG_PTR)(LONG32)(value))
#define PtrToUlong(pointer) ((ULONG32)(ULONG_PTR)(pointer))
#define PtrToLong(pointer) ((LONG32)(LONG_PTR)(pointer))
#define PtrToUint(pointer) ((UINT32)(UINT_PTR)(pointer))
#define PtrToInt(pointer) ((INT32)(INT_PTR)(pointer))
#define IntToPtr(value) ((void *)(INT_PTR)(INT32)(value))
#define UIntToPtr(value) ((void *)(UINT_PTR)(UINT32)(value))
#define LongToPtr(value) ((void *)(LONG_PTR)(LONG32)(value))
#define UlongToPtr(value) ((void *)(ULONG_PTR)(ULONG32)(value))
#define ULongToPtr(value) UlongToPtr(value)

#endif
