/* Sizes and offsets of the types of windows.h, one a line. Windows' compiler and Linux' must print the same. */
#include <windows.h>
#include <shellapi.h>
#include <stddef.h>
#include <stdio.h>

#define TYPE(type) printf("%s %u\n", #type, (unsigned)sizeof(type))
#define FIELD(type, field) \
    printf("%s.%s %u %u\n", #type, #field, (unsigned)offsetof(type, field), (unsigned)sizeof(((type *)0)->field))
#define SIGNED(type) printf("%s %s\n", #type, (type)-1 < (type)1 ? "signed" : "unsigned")

static void integers(void) {
    TYPE(BOOL), SIGNED(BOOL);
    TYPE(BOOLEAN), SIGNED(BOOLEAN);
    TYPE(BYTE), SIGNED(BYTE);
    TYPE(CHAR), SIGNED(CHAR);
    TYPE(UCHAR), SIGNED(UCHAR);
    TYPE(TCHAR), SIGNED(TCHAR);
    TYPE(WCHAR), SIGNED(WCHAR);
    TYPE(SHORT), SIGNED(SHORT);
    TYPE(USHORT), SIGNED(USHORT);
    TYPE(WORD), SIGNED(WORD);
    TYPE(INT), SIGNED(INT);
    TYPE(UINT), SIGNED(UINT);
    TYPE(LONG), SIGNED(LONG);
    TYPE(ULONG), SIGNED(ULONG);
    TYPE(DWORD), SIGNED(DWORD);
    TYPE(HRESULT), SIGNED(HRESULT);
    TYPE(NTSTATUS), SIGNED(NTSTATUS);
    TYPE(LONGLONG), SIGNED(LONGLONG);
    TYPE(ULONGLONG), SIGNED(ULONGLONG);
    TYPE(DWORDLONG), SIGNED(DWORDLONG);
    TYPE(INT8), SIGNED(INT8);
    TYPE(UINT8), SIGNED(UINT8);
    TYPE(INT16), SIGNED(INT16);
    TYPE(UINT16), SIGNED(UINT16);
    TYPE(INT32), SIGNED(INT32);
    TYPE(UINT32), SIGNED(UINT32);
    TYPE(INT64), SIGNED(INT64);
    TYPE(UINT64), SIGNED(UINT64);
    TYPE(LONG32), SIGNED(LONG32);
    TYPE(ULONG32), SIGNED(ULONG32);
    TYPE(DWORD32), SIGNED(DWORD32);
    TYPE(LONG64), SIGNED(LONG64);
    TYPE(ULONG64), SIGNED(ULONG64);
    TYPE(DWORD64), SIGNED(DWORD64);
    TYPE(INT_PTR), SIGNED(INT_PTR);
    TYPE(UINT_PTR), SIGNED(UINT_PTR);
    TYPE(LONG_PTR), SIGNED(LONG_PTR);
    TYPE(ULONG_PTR), SIGNED(ULONG_PTR);
    TYPE(DWORD_PTR), SIGNED(DWORD_PTR);
    TYPE(SIZE_T), SIGNED(SIZE_T);
    TYPE(SSIZE_T), SIGNED(SSIZE_T);
    TYPE(KAFFINITY), SIGNED(KAFFINITY);
    TYPE(HALF_PTR), SIGNED(HALF_PTR);
    TYPE(WPARAM), SIGNED(WPARAM);
    TYPE(LPARAM), SIGNED(LPARAM);
    TYPE(LRESULT), SIGNED(LRESULT);
    TYPE(ATOM), SIGNED(ATOM);
    TYPE(LANGID), SIGNED(LANGID);
    TYPE(LCID), SIGNED(LCID);
    TYPE(COLORREF), SIGNED(COLORREF);
    TYPE(ACCESS_MASK), SIGNED(ACCESS_MASK);
    TYPE(FLOAT);
    TYPE(__int8);
    TYPE(unsigned __int16);
    TYPE(__int32);
    TYPE(unsigned __int64);
}

static void pointers(void) {
    TYPE(HANDLE);
    TYPE(PHANDLE);
    TYPE(HMODULE);
    TYPE(HINSTANCE);
    TYPE(HLOCAL);
    TYPE(HGLOBAL);
    TYPE(HWND);
    TYPE(LPVOID);
    TYPE(LPCVOID);
    TYPE(LPDWORD);
    TYPE(LPSTR);
    TYPE(LPCSTR);
    TYPE(LPWSTR);
    TYPE(LPCWSTR);
    TYPE(LPTSTR);
    TYPE(LPCTSTR);
    TYPE(FARPROC);
    TYPE(LPTHREAD_START_ROUTINE);
    TYPE(PAPCFUNC);
    TYPE(LPOVERLAPPED_COMPLETION_ROUTINE);
    TYPE(PHANDLER_ROUTINE);
    TYPE(PINIT_ONCE_FN);
    TYPE(LPPROC_THREAD_ATTRIBUTE_LIST);
    TYPE(LPTOP_LEVEL_EXCEPTION_FILTER);
}

static void numbers(void) {
    TYPE(LARGE_INTEGER);
    FIELD(LARGE_INTEGER, LowPart);
    FIELD(LARGE_INTEGER, HighPart);
    FIELD(LARGE_INTEGER, u.LowPart);
    FIELD(LARGE_INTEGER, u.HighPart);
    FIELD(LARGE_INTEGER, QuadPart);
    TYPE(ULARGE_INTEGER);
    FIELD(ULARGE_INTEGER, HighPart);
    FIELD(ULARGE_INTEGER, QuadPart);
    TYPE(LIST_ENTRY);
    TYPE(LUID);
    TYPE(FILETIME);
    FIELD(FILETIME, dwLowDateTime);
    FIELD(FILETIME, dwHighDateTime);
    TYPE(SYSTEMTIME);
    FIELD(SYSTEMTIME, wYear);
    FIELD(SYSTEMTIME, wMonth);
    FIELD(SYSTEMTIME, wDayOfWeek);
    FIELD(SYSTEMTIME, wDay);
    FIELD(SYSTEMTIME, wHour);
    FIELD(SYSTEMTIME, wMinute);
    FIELD(SYSTEMTIME, wSecond);
    FIELD(SYSTEMTIME, wMilliseconds);
    TYPE(COORD);
    TYPE(SMALL_RECT);
    TYPE(POINT);
    TYPE(SIZE);
    TYPE(RECT);
}

static void files(void) {
    TYPE(SECURITY_ATTRIBUTES);
    FIELD(SECURITY_ATTRIBUTES, nLength);
    FIELD(SECURITY_ATTRIBUTES, lpSecurityDescriptor);
    FIELD(SECURITY_ATTRIBUTES, bInheritHandle);
    TYPE(SECURITY_DESCRIPTOR);
    FIELD(SECURITY_DESCRIPTOR, Revision);
    FIELD(SECURITY_DESCRIPTOR, Control);
    FIELD(SECURITY_DESCRIPTOR, Owner);
    FIELD(SECURITY_DESCRIPTOR, Dacl);
    TYPE(ACL);
    TYPE(OVERLAPPED);
    FIELD(OVERLAPPED, Internal);
    FIELD(OVERLAPPED, InternalHigh);
    FIELD(OVERLAPPED, Offset);
    FIELD(OVERLAPPED, OffsetHigh);
    FIELD(OVERLAPPED, Pointer);
    FIELD(OVERLAPPED, hEvent);
    TYPE(BY_HANDLE_FILE_INFORMATION);
    FIELD(BY_HANDLE_FILE_INFORMATION, dwFileAttributes);
    FIELD(BY_HANDLE_FILE_INFORMATION, ftCreationTime);
    FIELD(BY_HANDLE_FILE_INFORMATION, ftLastAccessTime);
    FIELD(BY_HANDLE_FILE_INFORMATION, ftLastWriteTime);
    FIELD(BY_HANDLE_FILE_INFORMATION, dwVolumeSerialNumber);
    FIELD(BY_HANDLE_FILE_INFORMATION, nFileSizeHigh);
    FIELD(BY_HANDLE_FILE_INFORMATION, nFileSizeLow);
    FIELD(BY_HANDLE_FILE_INFORMATION, nNumberOfLinks);
    FIELD(BY_HANDLE_FILE_INFORMATION, nFileIndexHigh);
    FIELD(BY_HANDLE_FILE_INFORMATION, nFileIndexLow);
}

#define STARTUP(type) \
    TYPE(type); \
    FIELD(type, cb); \
    FIELD(type, lpReserved); \
    FIELD(type, lpDesktop); \
    FIELD(type, lpTitle); \
    FIELD(type, dwX); \
    FIELD(type, dwY); \
    FIELD(type, dwXSize); \
    FIELD(type, dwYSize); \
    FIELD(type, dwXCountChars); \
    FIELD(type, dwYCountChars); \
    FIELD(type, dwFillAttribute); \
    FIELD(type, dwFlags); \
    FIELD(type, wShowWindow); \
    FIELD(type, cbReserved2); \
    FIELD(type, lpReserved2); \
    FIELD(type, hStdInput); \
    FIELD(type, hStdOutput); \
    FIELD(type, hStdError)

static void processes(void) {
    STARTUP(STARTUPINFOA);
    STARTUP(STARTUPINFOW);
    STARTUP(STARTUPINFO);
    TYPE(STARTUPINFOEXA);
    FIELD(STARTUPINFOEXA, StartupInfo);
    FIELD(STARTUPINFOEXA, lpAttributeList);
    TYPE(STARTUPINFOEXW);
    FIELD(STARTUPINFOEXW, lpAttributeList);
    TYPE(STARTUPINFOEX);
    FIELD(STARTUPINFOEX, lpAttributeList);
    TYPE(PROCESS_INFORMATION);
    FIELD(PROCESS_INFORMATION, hProcess);
    FIELD(PROCESS_INFORMATION, hThread);
    FIELD(PROCESS_INFORMATION, dwProcessId);
    FIELD(PROCESS_INFORMATION, dwThreadId);
    TYPE(EXCEPTION_RECORD);
    FIELD(EXCEPTION_RECORD, ExceptionAddress);
    FIELD(EXCEPTION_RECORD, NumberParameters);
    FIELD(EXCEPTION_RECORD, ExceptionInformation);
    TYPE(EXCEPTION_POINTERS);
}

static void locks(void) {
    TYPE(CRITICAL_SECTION);
    FIELD(CRITICAL_SECTION, DebugInfo);
    FIELD(CRITICAL_SECTION, LockCount);
    FIELD(CRITICAL_SECTION, RecursionCount);
    FIELD(CRITICAL_SECTION, OwningThread);
    FIELD(CRITICAL_SECTION, LockSemaphore);
    FIELD(CRITICAL_SECTION, SpinCount);
    TYPE(SRWLOCK);
    FIELD(SRWLOCK, Ptr);
    TYPE(CONDITION_VARIABLE);
    FIELD(CONDITION_VARIABLE, Ptr);
    TYPE(INIT_ONCE);
    FIELD(INIT_ONCE, Ptr);
}

static void machine(void) {
    TYPE(SYSTEM_INFO);
    FIELD(SYSTEM_INFO, dwOemId);
    FIELD(SYSTEM_INFO, wProcessorArchitecture);
    FIELD(SYSTEM_INFO, wReserved);
    FIELD(SYSTEM_INFO, dwPageSize);
    FIELD(SYSTEM_INFO, lpMinimumApplicationAddress);
    FIELD(SYSTEM_INFO, lpMaximumApplicationAddress);
    FIELD(SYSTEM_INFO, dwActiveProcessorMask);
    FIELD(SYSTEM_INFO, dwNumberOfProcessors);
    FIELD(SYSTEM_INFO, dwProcessorType);
    FIELD(SYSTEM_INFO, dwAllocationGranularity);
    FIELD(SYSTEM_INFO, wProcessorLevel);
    FIELD(SYSTEM_INFO, wProcessorRevision);
    TYPE(MEMORYSTATUSEX);
    FIELD(MEMORYSTATUSEX, dwMemoryLoad);
    FIELD(MEMORYSTATUSEX, ullTotalPhys);
    FIELD(MEMORYSTATUSEX, ullAvailExtendedVirtual);
    TYPE(HEAP_INFORMATION_CLASS);
    TYPE(CONSOLE_READCONSOLE_CONTROL);
}

int main(void) {
    integers();
    pointers();
    numbers();
    files();
    processes();
    locks();
    machine();
    return 0;
}
