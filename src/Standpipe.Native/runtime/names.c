/* Names without A or W, for DllImport declarations that say the character set beside the name: on Linux the runtime decorates nothing.
   Kernel32Import.Redirect reads in the assembly which it is and says so here; until then, and for C, it is the A function.
   Every argument is a machine word or less, so each travels as one, whatever its type. */
#include "runtime.h"

#include <string.h>

typedef uintptr_t word;

#define PARAMS0 void
#define PARAMS1 word a
#define PARAMS2 PARAMS1, word b
#define PARAMS3 PARAMS2, word c
#define PARAMS4 PARAMS3, word d
#define PARAMS5 PARAMS4, word e
#define PARAMS6 PARAMS5, word f
#define PARAMS7 PARAMS6, word g
#define PARAMS10 PARAMS7, word h, word i, word j
#define ARGS0
#define ARGS1 a
#define ARGS2 ARGS1, b
#define ARGS3 ARGS2, c
#define ARGS4 ARGS3, d
#define ARGS5 ARGS4, e
#define ARGS6 ARGS5, f
#define ARGS7 ARGS6, g
#define ARGS10 ARGS7, h, i, j

#define PAIRS(PAIR)                                                                                                                      \
    PAIR(CreateProcess, 10)                                                                                                              \
    PAIR(CreateFile, 7)                                                                                                                  \
    PAIR(GetNamedPipeHandleState, 7)                                                                                                     \
    PAIR(GetStartupInfo, 1)                                                                                                              \
    PAIR(GetEnvironmentVariable, 3)                                                                                                      \
    PAIR(SetEnvironmentVariable, 2)                                                                                                      \
    PAIR(FreeEnvironmentStrings, 1)                                                                                                      \
    PAIR(ExpandEnvironmentStrings, 3)                                                                                                    \
    PAIR(GetCommandLine, 0)                                                                                                              \
    PAIR(FormatMessage, 7)                                                                                                               \
    PAIR(GetModuleFileName, 3)                                                                                                           \
    PAIR(GetModuleHandle, 1)                                                                                                             \
    PAIR(LoadLibrary, 1)                                                                                                                 \
    PAIR(GetTempPath, 2)                                                                                                                 \
    PAIR(GetTempFileName, 4)                                                                                                             \
    PAIR(GetCurrentDirectory, 2)                                                                                                         \
    PAIR(SetCurrentDirectory, 1)                                                                                                         \
    PAIR(GetFullPathName, 4)                                                                                                             \
    PAIR(GetFileAttributes, 1)                                                                                                           \
    PAIR(CreateDirectory, 2)                                                                                                             \
    PAIR(RemoveDirectory, 1)                                                                                                             \
    PAIR(DeleteFile, 1)                                                                                                                  \
    PAIR(MoveFile, 2)                                                                                                                    \
    PAIR(CopyFile, 3)                                                                                                                    \
    PAIR(ReadConsole, 5)                                                                                                                 \
    PAIR(WriteConsole, 5)                                                                                                                \
    PAIR(CreateEvent, 4)                                                                                                                 \
    PAIR(CreateEventEx, 4)                                                                                                               \
    PAIR(CreateMutex, 3)                                                                                                                 \
    PAIR(CreateMutexEx, 4)                                                                                                               \
    PAIR(CreateSemaphore, 4)                                                                                                             \
    PAIR(CreateSemaphoreEx, 6)

#define NUMBER(name, count) name##_number,
enum { PAIRS(NUMBER) pair_count };

#define NAME(name, count) #name,
static const char *const names[] = {PAIRS(NAME)};

/* Written by Redirect before the first call of the name, and again with the same value. */
static volatile int is_wide[pair_count];

#define FUNCTION(name, count)                                                                                                            \
    extern word name##A(PARAMS##count);                                                                                                  \
    extern word name##W(PARAMS##count);                                                                                                  \
    STANDPIPE_EXPORT word name(PARAMS##count)                                                                                            \
    {                                                                                                                                    \
        return is_wide[name##_number] ? name##W(ARGS##count) : name##A(ARGS##count);                                                     \
    }
PAIRS(FUNCTION)

/* Says which of a pair a name without A or W is. 0 if there is no such pair. */
STANDPIPE_EXPORT int standpipe_choose_name(const char *name, int wide)
{
    for (int i = 0; i < pair_count; i++) {
        if (strcmp(names[i], name) == 0) {
            is_wide[i] = wide != 0;
            return 1;
        }
    }
    return 0;
}
