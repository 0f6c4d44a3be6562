/* The console. */
#ifndef STANDPIPE_WINCON_H
#define STANDPIPE_WINCON_H

#include "windef.h"
#include "consoleapi.h"
#include "consoleapi2.h"
#include "consoleapi3.h"

typedef struct _COORD {
    SHORT X;
    SHORT Y;
} COORD, *PCOORD;

typedef struct _SMALL_RECT {
    SHORT Left;
    SHORT Top;
    SHORT Right;
    SHORT Bottom;
} SMALL_RECT, *PSMALL_RECT;

/* For STARTUPINFO.dwFillAttribute. */
#define FOREGROUND_BLUE 0x0001
#define FOREGROUND_GREEN 0x0002
#define FOREGROUND_RED 0x0004
#define FOREGROUND_INTENSITY 0x0008
#define BACKGROUND_BLUE 0x0010
#define BACKGROUND_GREEN 0x0020
#define BACKGROUND_RED 0x0040
#define BACKGROUND_INTENSITY 0x0080

#define ATTACH_PARENT_PROCESS ((DWORD)-1)

#endif
