/*
 * Gives a child some of the inheritable handles and not all: PROC_THREAD_ATTRIBUTE_HANDLE_LIST. Without a list, every
 * child that is started gets every handle that is inheritable at that moment, also those that were meant for another.
 *
 * Usage: handle-list
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

/* ---- the child: writes to the pipes whose handles it was told, as far as it has them ---- */

static int child(int count, char **values)
{
    int usable = 0;
    for (int i = 0; i < count; i++) {
        HANDLE pipe = (HANDLE)(ULONG_PTR)strtoul(values[i], NULL, 10);
        char byte = (char)('1' + i);
        DWORD written;
        if (GetFileType(pipe) == FILE_TYPE_PIPE && WriteFile(pipe, &byte, 1, &written, NULL)) {
            usable++;
        }
    }
    return usable;
}

/* ---- the parent ---- */

/* Makes an attribute list with room for one attribute. The first call fails, and tells how much memory that is. */
static LPPROC_THREAD_ATTRIBUTE_LIST new_attribute_list(void)
{
    LPPROC_THREAD_ATTRIBUTE_LIST list;
    SIZE_T size = 0;

    if (InitializeProcThreadAttributeList(NULL, 1, 0, &size) || GetLastError() != ERROR_INSUFFICIENT_BUFFER) {
        fail("InitializeProcThreadAttributeList without memory");
    }
    list = HeapAlloc(GetProcessHeap(), 0, size);
    check(list != NULL, "HeapAlloc");
    check(InitializeProcThreadAttributeList(list, 1, 0, &size), "InitializeProcThreadAttributeList");
    return list;
}

/*
 * Runs a child that is told all the pipes, and inherits those in the list; all of them, if the list is empty.
 * Returns how many it could use.
 */
static DWORD run_child(HANDLE *told, size_t told_count, HANDLE *listed, size_t listed_count)
{
    char program[MAX_PATH];
    char line[MAX_PATH + 128];
    STARTUPINFOEXA startup;
    PROCESS_INFORMATION process;
    DWORD length = GetModuleFileNameA(NULL, program, sizeof program);
    DWORD flags = 0, code;
    int used;

    check(length > 0 && length < sizeof program, "GetModuleFileName");
    used = snprintf(line, sizeof line, "\"%s\"", program);
    for (size_t i = 0; i < told_count; i++) {
        used += snprintf(line + used, sizeof line - (size_t)used, " %lu", (unsigned long)(ULONG_PTR)told[i]);
    }

    ZeroMemory(&startup, sizeof startup);
    startup.StartupInfo.cb = sizeof startup.StartupInfo;
    if (listed_count > 0) {
        startup.StartupInfo.cb = sizeof startup;
        startup.lpAttributeList = new_attribute_list();
        check(UpdateProcThreadAttribute(startup.lpAttributeList, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, listed,
                                        listed_count * sizeof *listed, NULL, NULL), "UpdateProcThreadAttribute");
        flags = EXTENDED_STARTUPINFO_PRESENT;
    }

    /* The list does not replace bInheritHandles, which must be TRUE, nor do its handles become inheritable by it. */
    check(CreateProcessA(program, line, NULL, NULL, TRUE, flags, NULL, NULL, &startup.StartupInfo, &process),
          "CreateProcess");

    if (listed_count > 0) {
        DeleteProcThreadAttributeList(startup.lpAttributeList);
        check(HeapFree(GetProcessHeap(), 0, startup.lpAttributeList), "HeapFree");
    }
    check(WaitForSingleObject(process.hProcess, INFINITE) == WAIT_OBJECT_0, "WaitForSingleObject");
    check(GetExitCodeProcess(process.hProcess, &code), "GetExitCodeProcess");
    check(CloseHandle(process.hThread) && CloseHandle(process.hProcess), "CloseHandle");
    return code;
}

/* Tells what is in each of the pipes, and takes it out. */
static void tell_pipes(HANDLE *read_ends, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        DWORD available, got = 0;
        char byte = '-';
        check(PeekNamedPipe(read_ends[i], NULL, 0, NULL, &available, NULL), "PeekNamedPipe");
        if (available > 0) {
            check(ReadFile(read_ends[i], &byte, 1, &got, NULL), "ReadFile");
        }
        printf(" %c", byte);
    }
    printf("\n");
}

int main(int argc, char **argv)
{
    SECURITY_ATTRIBUTES inheritable = {sizeof inheritable, NULL, TRUE};
    HANDLE read_ends[3], write_ends[3], listed[2];
    DWORD usable;

    if (argc > 1) {
        return child(argc - 1, argv + 1);
    }

    for (int i = 0; i < 3; i++) {
        check(CreatePipe(&read_ends[i], &write_ends[i], &inheritable, 0), "CreatePipe");
        check(SetHandleInformation(read_ends[i], HANDLE_FLAG_INHERIT, 0), "SetHandleInformation");
    }

    usable = run_child(write_ends, 3, NULL, 0);
    printf("without a list: %u of 3 pipes, with:", (unsigned)usable);
    tell_pipes(read_ends, 3);

    listed[0] = write_ends[0];
    listed[1] = write_ends[2];
    usable = run_child(write_ends, 3, listed, 2);
    printf("with a list of two: %u of 3 pipes, with:", (unsigned)usable);
    tell_pipes(read_ends, 3);

    usable = run_child(write_ends, 3, &write_ends[1], 1);
    printf("with a list of one: %u of 3 pipes, with:", (unsigned)usable);
    tell_pipes(read_ends, 3);

    for (int i = 0; i < 3; i++) {
        check(CloseHandle(read_ends[i]) && CloseHandle(write_ends[i]), "CloseHandle");
    }
    return 0;
}
