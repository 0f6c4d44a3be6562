/*
 * Connects two children of one parent by a pipe, as a shell does for "numbers | sum". No byte goes through the parent.
 *
 *     child 1: prints numbers -> [ pipe ] -> child 2: adds them up
 *
 * Usage: pipeline COUNT
 */
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(const char *what)
{
    fprintf(stderr, "%s: error %lu\n", what, (unsigned long)GetLastError());
    exit(1);
}

static void check(BOOL succeeded, const char *what)
{
    if (!succeeded) {
        fail(what);
    }
}

/* ---- child 1: the numbers from 1 to COUNT, a line each ---- */

static int numbers(const char *count)
{
    HANDLE output = GetStdHandle(STD_OUTPUT_HANDLE);
    unsigned long last = strtoul(count, NULL, 10);
    char line[32];
    DWORD written;

    for (unsigned long number = 1; number <= last; number++) {
        int length = snprintf(line, sizeof line, "%lu\n", number);
        check(WriteFile(output, line, (DWORD)length, &written, NULL), "numbers: WriteFile");
    }
    return 0;
}

/* ---- child 2: reads lines to the end of its input, and tells how many there were, and their sum ---- */

static int sum(void)
{
    HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
    unsigned long lines = 0, total = 0, number = 0;
    char buffer[4096];
    DWORD count;

    /* A read takes what is there: half a line, or many. A number that has begun is kept from one read to the next. */
    while (ReadFile(input, buffer, sizeof buffer, &count, NULL) && count > 0) {
        for (DWORD i = 0; i < count; i++) {
            if (buffer[i] == '\n') {
                lines++;
                total += number;
                number = 0;
            } else {
                number = number * 10 + (unsigned long)(buffer[i] - '0');
            }
        }
    }
    if (GetLastError() != ERROR_BROKEN_PIPE) {
        fail("sum: ReadFile");
    }
    printf("%lu numbers, sum %lu\n", lines, total);
    return 0;
}

/* ---- the parent ---- */

/* Starts this program again with these arguments and standard handles. All three must be inheritable. */
static HANDLE start_child(const char *arguments, HANDLE input, HANDLE output)
{
    char program[MAX_PATH];
    char line[MAX_PATH + 64];
    STARTUPINFOA startup;
    PROCESS_INFORMATION process;
    DWORD length = GetModuleFileNameA(NULL, program, sizeof program);

    check(length > 0 && length < sizeof program, "GetModuleFileName");
    snprintf(line, sizeof line, "\"%s\" %s", program, arguments);

    ZeroMemory(&startup, sizeof startup);
    startup.cb = sizeof startup;
    startup.dwFlags = STARTF_USESTDHANDLES;
    startup.hStdInput = input;
    startup.hStdOutput = output;
    startup.hStdError = GetStdHandle(STD_ERROR_HANDLE);
    check(CreateProcessA(program, line, NULL, NULL, TRUE, 0, NULL, NULL, &startup, &process), "CreateProcess");
    check(CloseHandle(process.hThread), "CloseHandle");
    return process.hProcess;
}

static int parent(const char *count)
{
    HANDLE read_end, write_end, children[2];
    char arguments[64];
    DWORD codes[2];

    /* #region two-children */
    /* Neither end is inheritable at first. Each becomes so for the start of its child, and is closed after it. */
    check(CreatePipe(&read_end, &write_end, NULL, 0), "CreatePipe");

    check(SetHandleInformation(write_end, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT), "SetHandleInformation");
    snprintf(arguments, sizeof arguments, "--numbers %lu", strtoul(count, NULL, 10));
    children[0] = start_child(arguments, GetStdHandle(STD_INPUT_HANDLE), write_end);
    check(CloseHandle(write_end), "CloseHandle");

    check(SetHandleInformation(read_end, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT), "SetHandleInformation");
    children[1] = start_child("--sum", read_end, GetStdHandle(STD_OUTPUT_HANDLE));
    check(CloseHandle(read_end), "CloseHandle");

    check(WaitForMultipleObjects(2, children, TRUE, INFINITE) != WAIT_FAILED, "WaitForMultipleObjects");
    /* #endregion */
    for (int i = 0; i < 2; i++) {
        check(GetExitCodeProcess(children[i], &codes[i]), "GetExitCodeProcess");
        check(CloseHandle(children[i]), "CloseHandle");
    }
    printf("exit codes %u and %u\n", (unsigned)codes[0], (unsigned)codes[1]);
    return codes[0] == 0 && codes[1] == 0 ? 0 : 1;
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "--numbers") == 0) {
        return numbers(argv[2]);
    }
    if (argc == 2 && strcmp(argv[1], "--sum") == 0) {
        return sum();
    }
    if (argc == 2) {
        return parent(argv[1]);
    }
    fprintf(stderr, "usage: pipeline COUNT\n");
    return 1;
}
