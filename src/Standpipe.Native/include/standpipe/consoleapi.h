/* The console: its modes, reading and writing it. It is the terminal. */
#ifndef STANDPIPE_CONSOLEAPI_H
#define STANDPIPE_CONSOLEAPI_H

#include "minwinbase.h"

#define ENABLE_PROCESSED_INPUT 0x0001
#define ENABLE_LINE_INPUT 0x0002
#define ENABLE_ECHO_INPUT 0x0004
#define ENABLE_WINDOW_INPUT 0x0008
#define ENABLE_MOUSE_INPUT 0x0010
#define ENABLE_INSERT_MODE 0x0020
#define ENABLE_QUICK_EDIT_MODE 0x0040
#define ENABLE_EXTENDED_FLAGS 0x0080
#define ENABLE_AUTO_POSITION 0x0100
#define ENABLE_VIRTUAL_TERMINAL_INPUT 0x0200
#define ENABLE_PROCESSED_OUTPUT 0x0001
#define ENABLE_WRAP_AT_EOL_OUTPUT 0x0002
#define ENABLE_VIRTUAL_TERMINAL_PROCESSING 0x0004
#define DISABLE_NEWLINE_AUTO_RETURN 0x0008
#define ENABLE_LVB_GRID_WORLDWIDE 0x0010

#define CTRL_C_EVENT 0
#define CTRL_BREAK_EVENT 1
#define CTRL_CLOSE_EVENT 2
#define CTRL_LOGOFF_EVENT 5
#define CTRL_SHUTDOWN_EVENT 6

typedef BOOL(WINAPI *PHANDLER_ROUTINE)(DWORD CtrlType);

/* For ReadConsoleW; not looked at. */
typedef struct _CONSOLE_READCONSOLE_CONTROL {
    ULONG nLength;
    ULONG nInitialChars;
    ULONG dwCtrlWakeupMask;
    ULONG dwControlKeyState;
} CONSOLE_READCONSOLE_CONTROL, *PCONSOLE_READCONSOLE_CONTROL;

#ifdef __cplusplus
extern "C" {
#endif

/* A handle that is no terminal's, of a pipe or a file, is ERROR_INVALID_HANDLE. */
BOOL WINAPI GetConsoleMode(HANDLE hConsoleHandle, LPDWORD lpMode);
BOOL WINAPI SetConsoleMode(HANDLE hConsoleHandle, DWORD dwMode);

BOOL WINAPI ReadConsoleA(
    HANDLE hConsoleInput, LPVOID lpBuffer, DWORD nNumberOfCharsToRead, LPDWORD lpNumberOfCharsRead,
    LPVOID pInputControl);
BOOL WINAPI ReadConsoleW(
    HANDLE hConsoleInput, LPVOID lpBuffer, DWORD nNumberOfCharsToRead, LPDWORD lpNumberOfCharsRead,
    LPVOID pInputControl);
BOOL WINAPI WriteConsoleA(
    HANDLE hConsoleOutput, const VOID *lpBuffer, DWORD nNumberOfCharsToWrite, LPDWORD lpNumberOfCharsWritten,
    LPVOID lpReserved);
BOOL WINAPI WriteConsoleW(
    HANDLE hConsoleOutput, const VOID *lpBuffer, DWORD nNumberOfCharsToWrite, LPDWORD lpNumberOfCharsWritten,
    LPVOID lpReserved);

/* 65001, UTF-8, at first and in effect always. */
UINT WINAPI GetConsoleCP(VOID);
UINT WINAPI GetConsoleOutputCP(VOID);

/* The handlers run on a thread of their own, as on Windows: for SIGINT as CTRL_C_EVENT, and so on. */
BOOL WINAPI SetConsoleCtrlHandler(PHANDLER_ROUTINE HandlerRoutine, BOOL Add);

#ifdef __cplusplus
}
#endif

#ifdef UNICODE
#define ReadConsole ReadConsoleW
#define WriteConsole WriteConsoleW
#else
#define ReadConsole ReadConsoleA
#define WriteConsole WriteConsoleA
#endif

#endif
