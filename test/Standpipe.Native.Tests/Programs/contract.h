/*
 * What the programs contract-*.c have in common. Each walks some sections of docs/contract.md and prints a line for
 * what it tries, "id name: result", which the tests compare between Linux, Wine and the transcript beside the program.
 *
 * No line depends on time, on a handle's value or on a path. "Blocked" is seen by the handle of the pipe, which is not
 * signaled while a call is blocked on it (D-state-9).
 */
#ifndef CONTRACT_H
#define CONTRACT_H

#include <windows.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- telling ---- */

#if defined(__GNUC__) && !defined(_WIN32)
__attribute__((format(printf, 2, 3)))
#endif
static inline void tell(const char *name, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    printf("%s: ", name);
    vprintf(format, arguments);
    printf("\n");
    fflush(stdout);
    va_end(arguments);
}

/* "ok", or the error. Some of the last texts live, so that one line can have several. */
static inline const char *outcome(BOOL succeeded)
{
    static char texts[8][32];
    static unsigned next;
    char *text = texts[next++ % 8];
    if (succeeded) {
        return "ok";
    }
    snprintf(text, sizeof texts[0], "err %u", (unsigned)GetLastError());
    return text;
}

static inline void tell_outcome(const char *name, BOOL succeeded)
{
    tell(name, "%s", outcome(succeeded));
}

/* For what must work, or nothing that follows makes sense. */
static inline void must(BOOL succeeded, const char *what)
{
    if (!succeeded) {
        printf("FAILED %s: error %u\n", what, (unsigned)GetLastError());
        exit(1);
    }
}

/* ---- values ---- */

static inline HANDLE made_up(unsigned value)
{
    return (HANDLE)(ULONG_PTR)value;
}

static inline unsigned number_of(HANDLE handle)
{
    return (unsigned)(ULONG_PTR)handle;
}

static inline unsigned flags_of(HANDLE handle)
{
    DWORD flags;
    return GetHandleInformation(handle, &flags) ? (unsigned)flags : 0xFFFFu;
}

/* ---- pipes ---- */

typedef struct {
    HANDLE read;
    HANDLE write;
} pipe_ends;

static inline pipe_ends new_pipe(BOOL inheritable)
{
    SECURITY_ATTRIBUTES attributes = {sizeof attributes, NULL, inheritable};
    pipe_ends ends;
    must(CreatePipe(&ends.read, &ends.write, &attributes, 0), "CreatePipe");
    return ends;
}

static inline void close_pipe(pipe_ends *ends)
{
    if (ends->read != NULL) {
        CloseHandle(ends->read);
    }
    if (ends->write != NULL) {
        CloseHandle(ends->write);
    }
    ends->read = ends->write = NULL;
}

/* Closes one end, so that close_pipe knows. */
static inline void close_end(HANDLE *end)
{
    must(CloseHandle(*end), "CloseHandle of an end");
    *end = NULL;
}

static inline HANDLE duplicate_of(HANDLE source, BOOL inheritable)
{
    HANDLE self = GetCurrentProcess(), target;
    must(DuplicateHandle(self, source, self, &target, 0, inheritable, DUPLICATE_SAME_ACCESS), "DuplicateHandle");
    return target;
}

static inline HANDLE closed_handle(void)
{
    pipe_ends ends = new_pipe(FALSE);
    HANDLE was = ends.read;
    close_pipe(&ends);
    return was;
}

static inline BOOL put(HANDLE write_end, const char *text)
{
    DWORD written;
    return WriteFile(write_end, text, (DWORD)strlen(text), &written, NULL);
}

/* Reads once; the text, "end" for 109, or another error. */
static inline const char *take(HANDLE read_end, DWORD size)
{
    static char buffer[256];
    DWORD count = 77;
    if (!ReadFile(read_end, buffer, size < 255 ? size : 255, &count, NULL)) {
        return GetLastError() == ERROR_BROKEN_PIPE ? "end" : outcome(FALSE);
    }
    buffer[count] = 0;
    return buffer;
}

static inline unsigned available(HANDLE read_end)
{
    DWORD count = 0;
    must(PeekNamedPipe(read_end, NULL, 0, NULL, &count, NULL), "PeekNamedPipe");
    return (unsigned)count;
}

/* ---- calls that block ---- */

typedef struct {
    HANDLE thread;
    HANDLE pipe;
    BOOL writes;
    char *data;
    DWORD size;
    OVERLAPPED *overlapped;
    BOOL succeeded;
    DWORD count;
    DWORD error;
} transfer;

static inline DWORD WINAPI transfer_thread(LPVOID parameter)
{
    transfer *call = parameter;
    call->count = 77;
    call->succeeded = call->writes ? WriteFile(call->pipe, call->data, call->size, &call->count, call->overlapped)
                                   : ReadFile(call->pipe, call->data, call->size, &call->count, call->overlapped);
    call->error = call->succeeded ? 0 : GetLastError();
    return 0;
}

static inline BOOL is_set(HANDLE object)
{
    return WaitForSingleObject(object, 0) == WAIT_OBJECT_0;
}

static inline void start_transfer(transfer *call)
{
    call->thread = CreateThread(NULL, 0, transfer_thread, call, 0, NULL);
    must(call->thread != NULL, "CreateThread");
}

/* Starts a read or write, and returns when it is blocked; or has returned, which the caller sees by is_running. */
static inline transfer *block(HANDLE pipe, BOOL writes, DWORD size)
{
    transfer *call = calloc(1, sizeof *call);
    must(call != NULL, "calloc");
    call->pipe = pipe;
    call->writes = writes;
    call->data = calloc(1, size + 1);
    call->size = size;
    must(call->data != NULL, "calloc");
    if (writes) {
        memset(call->data, 'w', size);
    }
    start_transfer(call);
    while (is_set(pipe) && !is_set(call->thread)) {
        Sleep(0);
    }
    return call;
}

static inline BOOL is_running(const transfer *call)
{
    return !is_set(call->thread);
}

/* Waits for the call, and tells how it went: "3 bytes" or "err 109, 0 bytes". */
static inline const char *ended(transfer *call)
{
    static char texts[4][48];
    static unsigned next;
    char *text = texts[next++ % 4];
    must(WaitForSingleObject(call->thread, INFINITE) == WAIT_OBJECT_0, "WaitForSingleObject of a thread");
    if (call->succeeded) {
        snprintf(text, sizeof texts[0], "%u bytes", (unsigned)call->count);
    } else {
        snprintf(text, sizeof texts[0], "err %u, %u bytes", (unsigned)call->error, (unsigned)call->count);
    }
    CloseHandle(call->thread);
    free(call->data);
    free(call);
    return text;
}

/* Writes until nothing fits any more. */
static inline void fill(HANDLE write_end)
{
    char bytes[4096] = "";
    DWORD mode = PIPE_NOWAIT, written = 1;
    must(SetNamedPipeHandleState(write_end, &mode, NULL, NULL), "SetNamedPipeHandleState");
    for (DWORD size = sizeof bytes; size > 0; size /= 2) {
        do {
            must(WriteFile(write_end, bytes, size, &written, NULL), "WriteFile into what gets full");
        } while (written > 0);
    }
    mode = PIPE_WAIT;
    must(SetNamedPipeHandleState(write_end, &mode, NULL, NULL), "SetNamedPipeHandleState");
}

/* ---- children: this program, with "--child" ---- */

typedef struct {
    BOOL inherit;
    DWORD flags;
    BOOL use_handles;
    HANDLE input;
    HANDLE output;
    HANDLE error;
    LPPROC_THREAD_ATTRIBUTE_LIST list;
    void *environment;
    const char *folder;
} start_options;

static inline void program_path(char *path, DWORD size)
{
    DWORD length = GetModuleFileNameA(NULL, path, size);
    must(length > 0 && length < size, "GetModuleFileName");
}

/* Starts a child; the process is zeroed if that fails. */
static inline BOOL start_child(const start_options *options, PROCESS_INFORMATION *process, const char *arguments)
{
    char program[MAX_PATH], line[MAX_PATH + 1024];
    STARTUPINFOEXA startup;
    DWORD flags = options->flags;

    program_path(program, sizeof program);
    snprintf(line, sizeof line, "\"%s\" --child %s", program, arguments);
    ZeroMemory(&startup, sizeof startup);
    startup.StartupInfo.cb = sizeof startup.StartupInfo;
    if (options->list != NULL) {
        startup.StartupInfo.cb = sizeof startup;
        startup.lpAttributeList = options->list;
        flags |= EXTENDED_STARTUPINFO_PRESENT;
    }
    if (options->use_handles) {
        startup.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
    }
    startup.StartupInfo.hStdInput = options->input;
    startup.StartupInfo.hStdOutput = options->output;
    startup.StartupInfo.hStdError = options->error;
    fflush(stdout);
    return CreateProcessA(program, line, NULL, NULL, options->inherit, flags, options->environment, options->folder,
                          &startup.StartupInfo, process);
}

/* Waits for a child, closes its handles and gives its exit code. */
static inline unsigned end_of(PROCESS_INFORMATION *process)
{
    DWORD code = 0;
    must(WaitForSingleObject(process->hProcess, INFINITE) == WAIT_OBJECT_0, "WaitForSingleObject of a child");
    must(GetExitCodeProcess(process->hProcess, &code), "GetExitCodeProcess");
    must(CloseHandle(process->hProcess) && CloseHandle(process->hThread), "CloseHandle of a child");
    return (unsigned)code;
}

/* Runs a child to its end and gives its exit code; 9999 if it does not start. */
static inline unsigned run_child(const start_options *options, const char *format, ...)
{
    PROCESS_INFORMATION process;
    char arguments[512];
    va_list values;
    va_start(values, format);
    vsnprintf(arguments, sizeof arguments, format, values);
    va_end(values);
    return start_child(options, &process, arguments) ? end_of(&process) : 9999;
}

/* Makes the values of handles that are made from now on higher than those a child has of itself. */
static inline void raise_values(void)
{
    for (int i = 0; i < 100; i++) {
        must(CreateEventA(NULL, TRUE, FALSE, NULL) != NULL, "CreateEvent");
    }
}

/* Whether to try only what needs no other thread or process: valgrind 3.19 cannot make those, for want of pidfd_open. */
static inline BOOL is_alone(int argc, char **argv)
{
    return argc == 2 && strcmp(argv[1], "alone") == 0;
}

#endif
