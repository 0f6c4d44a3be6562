/*
 * Runs a program that knows nothing of the library, with its three standard streams redirected, and tells what came.
 *
 * Usage: native-child COMMAND-LINE INPUT
 */
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check(BOOL succeeded, const char *what)
{
    if (!succeeded) {
        fprintf(stderr, "%s: error %u\n", what, (unsigned)GetLastError());
        exit(1);
    }
}

static void tell(const char *name, HANDLE from)
{
    char buffer[4096];
    DWORD count;
    printf("%s:", name);
    while (ReadFile(from, buffer, sizeof buffer, &count, NULL)) {
        printf("%.*s", (int)count, buffer);
    }
    check(GetLastError() == ERROR_BROKEN_PIPE, "ReadFile");
    check(CloseHandle(from), "CloseHandle");
    printf(":\n");
}

int main(int argc, char **argv)
{
    SECURITY_ATTRIBUTES inheritable = {sizeof inheritable, NULL, TRUE};
    HANDLE ours[3];
    STARTUPINFOA startup;
    PROCESS_INFORMATION process;
    DWORD written, code;

    check(argc == 3, "arguments");
    ZeroMemory(&startup, sizeof startup);
    startup.cb = sizeof startup;
    startup.dwFlags = STARTF_USESTDHANDLES;
    check(CreatePipe(&startup.hStdInput, &ours[0], &inheritable, 0), "CreatePipe");
    check(CreatePipe(&ours[1], &startup.hStdOutput, &inheritable, 0), "CreatePipe");
    check(CreatePipe(&ours[2], &startup.hStdError, &inheritable, 0), "CreatePipe");
    for (int i = 0; i < 3; i++) {
        check(SetHandleInformation(ours[i], HANDLE_FLAG_INHERIT, 0), "SetHandleInformation");
    }
    check(CreateProcessA(NULL, argv[1], NULL, NULL, TRUE, 0, NULL, NULL, &startup, &process), "CreateProcess");
    check(CloseHandle(startup.hStdInput), "CloseHandle");
    check(CloseHandle(startup.hStdOutput) && CloseHandle(startup.hStdError), "CloseHandle");

    /* It may not want it. */
    if (!WriteFile(ours[0], argv[2], (DWORD)strlen(argv[2]), &written, NULL)) {
        check(GetLastError() == ERROR_NO_DATA, "WriteFile");
    }
    check(CloseHandle(ours[0]), "CloseHandle");
    tell("output", ours[1]);
    tell("error", ours[2]);

    check(WaitForSingleObject(process.hProcess, INFINITE) == WAIT_OBJECT_0, "WaitForSingleObject");
    check(GetExitCodeProcess(process.hProcess, &code), "GetExitCodeProcess");
    check(CloseHandle(process.hProcess) && CloseHandle(process.hThread), "CloseHandle");
    printf("exit code %u\n", (unsigned)code);
    return 0;
}
