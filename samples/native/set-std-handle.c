/*
 * Redirects this process's own standard output for a while: SetStdHandle, then back. Children that are started in the
 * meantime have the pipe as their standard output, without a word about it in their STARTUPINFO; those that are started
 * before or after have the old one.
 *
 * Usage: set-std-handle
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

/* Prints to what is the standard output now. printf would not do: the C library keeps the handle that it began with. */
static void say(const char *text)
{
    DWORD written;
    check(WriteFile(GetStdHandle(STD_OUTPUT_HANDLE), text, (DWORD)strlen(text), &written, NULL), "WriteFile");
}

static void run_child(const char *text)
{
    char program[MAX_PATH];
    char line[MAX_PATH + 64];
    STARTUPINFOA startup;
    PROCESS_INFORMATION process;
    DWORD length = GetModuleFileNameA(NULL, program, sizeof program);
    DWORD code;

    check(length > 0 && length < sizeof program, "GetModuleFileName");
    snprintf(line, sizeof line, "\"%s\" \"%s\"", program, text);
    ZeroMemory(&startup, sizeof startup);
    startup.cb = sizeof startup;
    check(CreateProcessA(program, line, NULL, NULL, TRUE, 0, NULL, NULL, &startup, &process), "CreateProcess");
    check(WaitForSingleObject(process.hProcess, INFINITE) == WAIT_OBJECT_0, "WaitForSingleObject");
    check(GetExitCodeProcess(process.hProcess, &code), "GetExitCodeProcess");
    check(CloseHandle(process.hThread) && CloseHandle(process.hProcess), "CloseHandle");
    if (code != 0) {
        fprintf(stderr, "the child ended with %u\n", (unsigned)code);
        exit(1);
    }
}

int main(int argc, char **argv)
{
    SECURITY_ATTRIBUTES inheritable = {sizeof inheritable, NULL, TRUE};
    HANDLE read_end, write_end;
    HANDLE before = GetStdHandle(STD_OUTPUT_HANDLE);
    char buffer[256];
    DWORD count;

    if (argc == 2) { /* The child says what it was told to. */
        say("child: ");
        say(argv[1]);
        say("\n");
        return 0;
    }

    check(before != INVALID_HANDLE_VALUE && before != NULL, "GetStdHandle");
    run_child("before");

    /* The write end is inheritable, so that children have it; the read end stays here. */
    check(CreatePipe(&read_end, &write_end, &inheritable, 0), "CreatePipe");
    check(SetHandleInformation(read_end, HANDLE_FLAG_INHERIT, 0), "SetHandleInformation");
    check(SetStdHandle(STD_OUTPUT_HANDLE, write_end), "SetStdHandle");
    say("parent: redirected\n");
    run_child("redirected too");

    /* SetStdHandle closes nothing: the old handle is as it was, and the pipe's is to be closed here. */
    check(SetStdHandle(STD_OUTPUT_HANDLE, before), "SetStdHandle");
    check(CloseHandle(write_end), "CloseHandle");
    run_child("after");

    say("what went into the pipe:\n");
    while (ReadFile(read_end, buffer, sizeof buffer, &count, NULL)) {
        DWORD written;
        check(WriteFile(before, buffer, count, &written, NULL), "WriteFile");
    }
    if (GetLastError() != ERROR_BROKEN_PIPE) {
        fail("ReadFile");
    }
    check(CloseHandle(read_end), "CloseHandle");
    return 0;
}
