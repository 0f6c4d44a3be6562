/*
 * Passes handles that are no standard handles: they are inherited, and the command line tells the child their values.
 * A handle that is not inheritable can be told as well, but the child cannot use it.
 *
 * Usage: handle-value
 */
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>

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

/* A handle's value fits into 32 bits, also in a 64-bit process. It means the same in a child that inherited it. */
static unsigned long to_number(HANDLE handle)
{
    return (unsigned long)(ULONG_PTR)handle;
}

static HANDLE to_handle(const char *text)
{
    return (HANDLE)(ULONG_PTR)strtoul(text, NULL, 10);
}

/* ---- the child ---- */

static void try_to_write(const char *name, HANDLE handle)
{
    const char text[] = "from the child";
    DWORD written;

    /* The value may by chance be one of the child's own handles. It is a pipe only if it was inherited. */
    if (GetFileType(handle) != FILE_TYPE_PIPE) {
        printf("child: %s is no pipe here\n", name);
    } else if (WriteFile(handle, text, sizeof text, &written, NULL)) {
        printf("child: %s: wrote %u bytes\n", name, (unsigned)written);
    } else {
        printf("child: %s: error %u\n", name, (unsigned)GetLastError());
    }
}

static int child(char **values)
{
    try_to_write("the inheritable write end", to_handle(values[0]));
    try_to_write("the other write end", to_handle(values[1]));
    try_to_write("the inheritable read end", to_handle(values[2]));
    return 0;
}

/* ---- the parent ---- */

static void tell_flags(const char *name, HANDLE handle)
{
    DWORD flags;
    check(GetHandleInformation(handle, &flags), "GetHandleInformation");
    printf("parent: %s %s\n", name, flags & HANDLE_FLAG_INHERIT ? "can be inherited" : "cannot be inherited");
}

static void run_child(HANDLE first, HANDLE second, HANDLE third)
{
    char program[MAX_PATH];
    char line[MAX_PATH + 64];
    STARTUPINFOA startup;
    PROCESS_INFORMATION process;
    DWORD length = GetModuleFileNameA(NULL, program, sizeof program);
    DWORD code;

    check(length > 0 && length < sizeof program, "GetModuleFileName");
    snprintf(line, sizeof line, "\"%s\" %lu %lu %lu", program, to_number(first), to_number(second), to_number(third));

    /* Without STARTF_USESTDHANDLES the child has the parent's standard handles. */
    ZeroMemory(&startup, sizeof startup);
    startup.cb = sizeof startup;
    fflush(stdout);
    check(CreateProcessA(program, line, NULL, NULL, TRUE, 0, NULL, NULL, &startup, &process), "CreateProcess");

    check(WaitForSingleObject(process.hProcess, INFINITE) == WAIT_OBJECT_0, "WaitForSingleObject");
    check(GetExitCodeProcess(process.hProcess, &code), "GetExitCodeProcess");
    check(CloseHandle(process.hThread) && CloseHandle(process.hProcess), "CloseHandle");
    printf("parent: the child ended with %u\n", (unsigned)code);
}

static int parent(void)
{
    SECURITY_ATTRIBUTES inheritable = {sizeof inheritable, NULL, TRUE};
    HANDLE read_end, write_end, other_read_end, other_write_end;
    char buffer[64];
    DWORD count;

    check(CreatePipe(&read_end, &write_end, &inheritable, 0), "CreatePipe");
    check(CreatePipe(&other_read_end, &other_write_end, NULL, 0), "CreatePipe");
    tell_flags("the first pipe", write_end);
    tell_flags("the second pipe", other_write_end);

    run_child(write_end, other_write_end, read_end);

    /* With the last write ends closed, each pipe ends after what was written to it. */
    check(CloseHandle(write_end) && CloseHandle(other_write_end), "CloseHandle");
    check(ReadFile(read_end, buffer, sizeof buffer, &count, NULL), "ReadFile");
    printf("parent: the first pipe: \"%s\"\n", buffer);
    if (!ReadFile(other_read_end, buffer, sizeof buffer, &count, NULL)) {
        printf("parent: the second pipe: error %u\n", (unsigned)GetLastError());
    }
    check(CloseHandle(read_end) && CloseHandle(other_read_end), "CloseHandle");
    return 0;
}

int main(int argc, char **argv)
{
    return argc == 4 ? child(argv + 1) : parent();
}
