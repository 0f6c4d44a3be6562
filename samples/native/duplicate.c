/*
 * Duplicates handles: with another inheritability than the original's, and with fewer rights. A duplicate is a second
 * handle of the same object; each is closed by itself, and a pipe ends when the last handle of its write end is closed.
 *
 * Usage: duplicate
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

static void tell(const char *what, BOOL succeeded)
{
    if (succeeded) {
        printf("%s: works\n", what);
    } else {
        printf("%s: error %u\n", what, (unsigned)GetLastError());
    }
}

static const char *inheritability(HANDLE handle)
{
    DWORD flags;
    check(GetHandleInformation(handle, &flags), "GetHandleInformation");
    return flags & HANDLE_FLAG_INHERIT ? "inheritable" : "not inheritable";
}

static HANDLE duplicate(HANDLE source, BOOL inheritable, DWORD options)
{
    HANDLE self = GetCurrentProcess();
    HANDLE target;
    options |= DUPLICATE_SAME_ACCESS;
    check(DuplicateHandle(self, source, self, &target, 0, inheritable, options), "DuplicateHandle");
    return target;
}

/* ---- the child: has a write end as its standard output, and uses it ---- */

static int child(void)
{
    const char text[] = "hello";
    DWORD written;
    check(WriteFile(GetStdHandle(STD_OUTPUT_HANDLE), text, sizeof text, &written, NULL), "child: WriteFile");
    return 0;
}

static void run_child(HANDLE output)
{
    char program[MAX_PATH];
    char line[MAX_PATH + 32];
    STARTUPINFOA startup;
    PROCESS_INFORMATION process;
    DWORD length = GetModuleFileNameA(NULL, program, sizeof program);

    check(length > 0 && length < sizeof program, "GetModuleFileName");
    snprintf(line, sizeof line, "\"%s\" --child", program);
    ZeroMemory(&startup, sizeof startup);
    startup.cb = sizeof startup;
    startup.dwFlags = STARTF_USESTDHANDLES;
    startup.hStdOutput = output;
    startup.hStdError = GetStdHandle(STD_ERROR_HANDLE);
    check(CreateProcessA(program, line, NULL, NULL, TRUE, 0, NULL, NULL, &startup, &process), "CreateProcess");
    check(WaitForSingleObject(process.hProcess, INFINITE) == WAIT_OBJECT_0, "WaitForSingleObject");
    check(CloseHandle(process.hThread) && CloseHandle(process.hProcess), "CloseHandle");
}

/* ---- the parent ---- */

/* The pipe is made without attributes, so neither end can be inherited. A duplicate for the child can. */
static void make_inheritable(void)
{
    HANDLE read_end, write_end, for_child;
    char buffer[16];
    DWORD count;

    check(CreatePipe(&read_end, &write_end, NULL, 0), "CreatePipe");
    for_child = duplicate(write_end, TRUE, 0);
    printf("original: %s, duplicate: %s\n", inheritability(write_end), inheritability(for_child));

    run_child(for_child);
    check(ReadFile(read_end, buffer, sizeof buffer, &count, NULL), "ReadFile");
    printf("the child wrote \"%s\"\n", buffer);
    check(CloseHandle(read_end) && CloseHandle(write_end) && CloseHandle(for_child), "CloseHandle");
}

/* The other way round: of an inheritable pipe, one end is to stay here. The duplicate replaces the original. */
static void make_uninheritable(void)
{
    SECURITY_ATTRIBUTES inheritable = {sizeof inheritable, NULL, TRUE};
    HANDLE read_end, write_end, own;
    const char *before;

    check(CreatePipe(&read_end, &write_end, &inheritable, 0), "CreatePipe");
    before = inheritability(read_end);
    own = duplicate(read_end, FALSE, DUPLICATE_CLOSE_SOURCE);
    printf("original: %s, duplicate in its place: %s\n", before, inheritability(own));
    check(CloseHandle(own) && CloseHandle(write_end), "CloseHandle");
}

/* A duplicate may have fewer rights than the original, never a right that its end of the pipe does not give. */
static void take_rights_away(void)
{
    HANDLE self = GetCurrentProcess();
    HANDLE read_end, write_end, wait_only, read_only;
    char byte = 'x';
    DWORD count;

    check(CreatePipe(&read_end, &write_end, NULL, 0), "CreatePipe");
    check(DuplicateHandle(self, write_end, self, &wait_only, SYNCHRONIZE, FALSE, 0), "DuplicateHandle");
    tell("write with the original", WriteFile(write_end, &byte, 1, &count, NULL));
    tell("write with SYNCHRONIZE only", WriteFile(wait_only, &byte, 1, &count, NULL));

    check(DuplicateHandle(self, read_end, self, &read_only, FILE_READ_DATA, FALSE, 0), "DuplicateHandle");
    tell("read with FILE_READ_DATA only", ReadFile(read_only, &byte, 1, &count, NULL));
    tell("write to a read end", WriteFile(read_end, &byte, 1, &count, NULL));
    tell("wait without SYNCHRONIZE", WaitForSingleObject(read_only, 0) != WAIT_FAILED);

    /* Each handle counts: the pipe has a writer until the last of them is closed. */
    check(CloseHandle(write_end), "CloseHandle");
    tell("peek while a duplicate is open", PeekNamedPipe(read_end, NULL, 0, NULL, NULL, NULL));
    check(CloseHandle(wait_only), "CloseHandle");
    tell("peek when all are closed", PeekNamedPipe(read_end, NULL, 0, NULL, NULL, NULL));
    check(CloseHandle(read_end) && CloseHandle(read_only), "CloseHandle");
    tell("duplicate a closed handle",
         DuplicateHandle(self, read_end, self, &read_only, 0, FALSE, DUPLICATE_SAME_ACCESS));
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--child") == 0) {
        return child();
    }
    make_inheritable();
    make_uninheritable();
    take_rights_away();
    return 0;
}
