/* The first thread ends before others: the process goes on, and ends with the code of the last.
   threads-first alone: there are no others. threads-first last: the other ends by ExitThread.
   threads-first handler: there are no others, but one that waits for Ctrl-C. */
#include "contract.h"

static HANDLE first;

static DWORD WINAPI go_on(LPVOID parameter)
{
    WaitForSingleObject(first, INFINITE);
    DWORD code = 77;
    GetExitCodeThread(first, &code);
    tell("the first thread", "%u", (unsigned)code);
    printf("without an end of line");
    if (parameter != NULL) {
        ExitThread(24);
    }
    return 23;
}

static BOOL WINAPI on_event(DWORD event)
{
    (void)event;
    return FALSE;
}

int main(int argc, char **argv)
{
    if (strcmp(argv[argc - 1], "handler") == 0) {
        printf("handler: %d", SetConsoleCtrlHandler(on_event, TRUE));
    } else if (strcmp(argv[argc - 1], "alone") != 0) {
        first = duplicate_of(GetCurrentThread(), FALSE);
        CloseHandle(CreateThread(NULL, 0, go_on, strcmp(argv[argc - 1], "last") == 0 ? &first : NULL, 0, NULL));
    } else {
        printf("nobody else");
    }
    ExitThread(22);
}
