/*
 * Redirects both standard streams of a child: what the parent writes is the child's input, and what the child prints
 * comes back to the parent. The child knows nothing of it; it reads its standard input and writes its standard output.
 *
 *     parent: FILE -> [ pipe "input" ] -> child: to capitals -> [ pipe "output" ] -> parent: standard output
 *
 * Usage: redirect FILE
 */
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHILD "--child"

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

/* Writes everything. On a pipe WriteFile returns when all is in the pipe, so one call is enough. */
static void write_all(HANDLE to, const char *data, DWORD size)
{
    DWORD written;
    check(WriteFile(to, data, size, &written, NULL), "WriteFile");
    if (written != size) {
        fprintf(stderr, "WriteFile: %u bytes of %u\n", (unsigned)written, (unsigned)size);
        exit(1);
    }
}

/*
 * Reads a piece; 0 is the end. A file ends with a read of 0 bytes; a pipe with an error, when nobody has its write end
 * any more.
 */
static DWORD read_some(HANDLE from, char *buffer, DWORD size)
{
    DWORD count;
    if (!ReadFile(from, buffer, size, &count, NULL)) {
        if (GetLastError() != ERROR_BROKEN_PIPE) {
            fail("ReadFile");
        }
        return 0;
    }
    return count;
}

/* ---- the child ---- */

static int child(void)
{
    HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
    HANDLE output = GetStdHandle(STD_OUTPUT_HANDLE);
    char buffer[4096];
    DWORD count;

    while ((count = read_some(input, buffer, sizeof buffer)) > 0) {
        for (DWORD i = 0; i < count; i++) {
            if (buffer[i] >= 'a' && buffer[i] <= 'z') {
                buffer[i] = (char)(buffer[i] - 'a' + 'A');
            }
        }
        write_all(output, buffer, count);
    }
    return 0;
}

/* ---- the parent ---- */

struct feed {
    HANDLE file;
    HANDLE pipe;
};

/*
 * Writes the file into the child's input, in a thread of its own. One thread for both directions would do for a small
 * file only: with a large one both pipes fill up, and then parent and child wait for each other for ever.
 */
static DWORD WINAPI feed_child(LPVOID parameter)
{
    struct feed *feed = parameter;
    char buffer[4096];
    DWORD count;

    while ((count = read_some(feed->file, buffer, sizeof buffer)) > 0) {
        write_all(feed->pipe, buffer, count);
    }

    /* This is how the child learns that it was all. */
    check(CloseHandle(feed->pipe), "CloseHandle of the child's input");
    return 0;
}

/* Starts this program again with "--child", and the two handles as its standard input and output. */
static HANDLE start_child(HANDLE input, HANDLE output)
{
    char program[MAX_PATH];
    char line[MAX_PATH + 32];
    STARTUPINFOA startup;
    PROCESS_INFORMATION process;
    DWORD length = GetModuleFileNameA(NULL, program, sizeof program);

    check(length > 0 && length < sizeof program, "GetModuleFileName");
    snprintf(line, sizeof line, "\"%s\" " CHILD, program);

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

static int parent(const char *name)
{
    SECURITY_ATTRIBUTES inheritable = {sizeof inheritable, NULL, TRUE};
    HANDLE child_input, child_output, from_child, process, feeder;
    HANDLE output = GetStdHandle(STD_OUTPUT_HANDLE);
    struct feed feed;
    char buffer[4096];
    DWORD count, code;

    feed.file = CreateFileA(name, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);
    check(feed.file != INVALID_HANDLE_VALUE, "CreateFile");

    /* All four ends are inheritable. The two that stay here must not be, or the child would hold its own input open. */
    check(CreatePipe(&child_input, &feed.pipe, &inheritable, 0), "CreatePipe");
    check(CreatePipe(&from_child, &child_output, &inheritable, 0), "CreatePipe");
    check(SetHandleInformation(feed.pipe, HANDLE_FLAG_INHERIT, 0), "SetHandleInformation");
    check(SetHandleInformation(from_child, HANDLE_FLAG_INHERIT, 0), "SetHandleInformation");

    process = start_child(child_input, child_output);

    /* The child's ends belong to the child now. If the parent kept the one it writes to, its output would never end. */
    check(CloseHandle(child_input), "CloseHandle");
    check(CloseHandle(child_output), "CloseHandle");

    feeder = CreateThread(NULL, 0, feed_child, &feed, 0, NULL);
    check(feeder != NULL, "CreateThread");
    while ((count = read_some(from_child, buffer, sizeof buffer)) > 0) {
        write_all(output, buffer, count);
    }

    check(WaitForSingleObject(feeder, INFINITE) == WAIT_OBJECT_0, "WaitForSingleObject of the thread");
    check(WaitForSingleObject(process, INFINITE) == WAIT_OBJECT_0, "WaitForSingleObject of the child");
    check(GetExitCodeProcess(process, &code), "GetExitCodeProcess");
    check(CloseHandle(feeder) && CloseHandle(process), "CloseHandle");
    check(CloseHandle(from_child) && CloseHandle(feed.file), "CloseHandle");
    return (int)code;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: redirect FILE\n");
        return 1;
    }
    return strcmp(argv[1], CHILD) == 0 ? child() : parent(argv[1]);
}
