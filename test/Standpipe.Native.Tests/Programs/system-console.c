/* What ends a program, and what it may do about it. The argument says which. */
#include "runtime.h"

static HANDLE told;
static const WCHAR wide_x[] = {'x', 0};

static volatile DWORD last_event = 55;

static BOOL WINAPI on_event(DWORD event)
{
    last_event = event;
    SetEvent(told);
    return event == CTRL_C_EVENT;
}

static int handled(void)
{
    told = CreateEventA(NULL, FALSE, FALSE, NULL);
    SHOW(SetConsoleCtrlHandler(on_event, TRUE));
    SHOW(GenerateConsoleCtrlEvent(CTRL_C_EVENT, 0));
    SHOW(WaitForSingleObject(told, INFINITE) == WAIT_OBJECT_0);
    SHOW(last_event);
    SHOW(SetConsoleCtrlHandler(on_event, FALSE));
    TELL(SetConsoleCtrlHandler(on_event, FALSE));
    TELL(GenerateConsoleCtrlEvent(7, 0));

    /* Nobody handles this one: it ends the process. */
    fflush(stdout);
    GenerateConsoleCtrlEvent(CTRL_C_EVENT, 0);
    WaitForSingleObject(told, INFINITE);
    return 99;
}

static int pipes_are_no_consoles(void)
{
    HANDLE ends[2];
    DWORD mode = 55, count;
    HANDLE nothing = CreateFileA("NUL", GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    CreatePipe(&ends[0], &ends[1], NULL, 0);
    TELL(GetConsoleMode(ends[0], &mode));
    TELL(GetConsoleMode(nothing, &mode));
    TELL(GetConsoleMode(NULL, &mode));
    SHOW(mode);
    TELL(WriteConsoleA(ends[1], "x", 1, &count, NULL));
    TELL(WriteConsoleW(ends[1], wide_x, 1, &count, NULL));
    TELL(SetConsoleMode(ends[1], 0));
    TELL(FlushConsoleInputBuffer(ends[0]));
    SHOW(GetConsoleOutputCP());
    return 0;
}

static int no_reader(void)
{
    HANDLE ends[2];
    DWORD count;
    CreatePipe(&ends[0], &ends[1], NULL, 0);
    CloseHandle(ends[0]);
    TELL(WriteFile(ends[1], "x", 1, &count, NULL));
    printf("alive, and this is not flushed by hand");
    ExitProcess(3);
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    return strcmp(what, "handled") == 0 ? handled()
         : strcmp(what, "consoles") == 0 ? pipes_are_no_consoles()
         : strcmp(what, "no-reader") == 0 ? no_reader()
                                          : 64;
}
