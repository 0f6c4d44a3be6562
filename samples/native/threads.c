/*
 * One thread writes and another reads. A write waits while the pipe is full and fails when nobody is left to read; a
 * read waits while the pipe is empty, and can be called off from outside.
 *
 * Usage: threads
 */
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SIZE (1024 * 1024) /* Many times what a pipe holds. */

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

/* What a thread does with a pipe, and what came of it. Each thread has a last error of its own, so it is kept here. */
struct transfer {
    HANDLE pipe;
    char *data;
    DWORD size;
    DWORD count;
    BOOL succeeded;
    DWORD error;
};

static DWORD WINAPI write_thread(LPVOID parameter)
{
    struct transfer *transfer = parameter;
    transfer->succeeded = WriteFile(transfer->pipe, transfer->data, transfer->size, &transfer->count, NULL);
    transfer->error = transfer->succeeded ? 0 : GetLastError();
    return 0;
}

static DWORD WINAPI read_thread(LPVOID parameter)
{
    struct transfer *transfer = parameter;
    transfer->succeeded = ReadFile(transfer->pipe, transfer->data, transfer->size, &transfer->count, NULL);
    transfer->error = transfer->succeeded ? 0 : GetLastError();
    return 0;
}

static HANDLE start(LPTHREAD_START_ROUTINE routine, struct transfer *transfer)
{
    HANDLE thread = CreateThread(NULL, 0, routine, transfer, 0, NULL);
    check(thread != NULL, "CreateThread");
    return thread;
}

static void join(HANDLE thread)
{
    check(WaitForSingleObject(thread, INFINITE) == WAIT_OBJECT_0, "WaitForSingleObject");
    check(CloseHandle(thread), "CloseHandle");
}

/* Waits until the first byte of a write is in the pipe, without taking it out. */
static void wait_for_data(HANDLE read_end)
{
    DWORD available = 0;
    while (available == 0) {
        check(PeekNamedPipe(read_end, NULL, 0, NULL, &available, NULL), "PeekNamedPipe");
        Sleep(1);
    }
}

/* A write of more than fits: it goes on as the reader makes room, and returns when the last byte is in. */
static void full_pipe(char *data)
{
    struct transfer writing = {NULL, data, SIZE, 0, FALSE, 0};
    HANDLE read_end, writer;
    DWORD total = 0, count, wrong = 0;
    char buffer[4096];

    check(CreatePipe(&read_end, &writing.pipe, NULL, 0), "CreatePipe");
    writer = start(write_thread, &writing);
    wait_for_data(read_end);
    printf("full: the writer %s\n", WaitForSingleObject(writer, 0) == WAIT_TIMEOUT ? "waits" : "does not wait");

    while (total < SIZE) {
        check(ReadFile(read_end, buffer, sizeof buffer, &count, NULL), "ReadFile");
        wrong += memcmp(buffer, data + total, count) != 0;
        total += count;
    }
    join(writer);
    printf("full: read %u bytes, written %u in one call, %u pieces differ\n", (unsigned)total, (unsigned)writing.count,
           (unsigned)wrong);
    check(CloseHandle(read_end) && CloseHandle(writing.pipe), "CloseHandle");
}

/* The reader goes away: under a write that is waiting, and before the next one. The two have codes of their own. */
static void no_reader(char *data)
{
    struct transfer writing = {NULL, data, SIZE, 0, FALSE, 0};
    HANDLE read_end, writer;
    DWORD count;

    check(CreatePipe(&read_end, &writing.pipe, NULL, 0), "CreatePipe");
    writer = start(write_thread, &writing);
    wait_for_data(read_end);
    check(CloseHandle(read_end), "CloseHandle");
    join(writer);
    printf("no reader: the waiting write: error %u (ERROR_BROKEN_PIPE)\n", (unsigned)writing.error);
    if (!WriteFile(writing.pipe, data, 1, &count, NULL)) {
        printf("no reader: the next one: error %u (ERROR_NO_DATA)\n", (unsigned)GetLastError());
    }
    check(CloseHandle(writing.pipe), "CloseHandle");
}

/* The writer goes away while a read waits: the end of the pipe. */
static void no_writer(void)
{
    char buffer[16];
    struct transfer reading = {NULL, buffer, sizeof buffer, 0, FALSE, 0};
    HANDLE write_end, reader;

    check(CreatePipe(&reading.pipe, &write_end, NULL, 0), "CreatePipe");
    reader = start(read_thread, &reading);
    check(CloseHandle(write_end), "CloseHandle");
    join(reader);
    printf("no writer: the read: error %u (ERROR_BROKEN_PIPE)\n", (unsigned)reading.error);
    check(CloseHandle(reading.pipe), "CloseHandle");
}

/* A read that waits is called off by another thread. Nothing is lost, and the pipe can be used as before. */
static void cancelled_read(void)
{
    char buffer[16] = "";
    struct transfer reading = {NULL, buffer, sizeof buffer, 0, FALSE, 0};
    HANDLE write_end, reader;
    DWORD count;

    check(CreatePipe(&reading.pipe, &write_end, NULL, 0), "CreatePipe");
    reader = start(read_thread, &reading);
    while (!CancelSynchronousIo(reader)) { /* ERROR_NOT_FOUND: it has not begun to wait. */
        check(GetLastError() == ERROR_NOT_FOUND, "CancelSynchronousIo");
        Sleep(1);
    }
    join(reader);
    printf("cancelled: the read: error %u (ERROR_OPERATION_ABORTED)\n", (unsigned)reading.error);

    check(WriteFile(write_end, "again", 6, &count, NULL), "WriteFile");
    check(ReadFile(reading.pipe, buffer, sizeof buffer, &count, NULL), "ReadFile");
    printf("cancelled: the next read: \"%s\"\n", buffer);
    check(CloseHandle(write_end) && CloseHandle(reading.pipe), "CloseHandle");
}

int main(void)
{
    char *data = malloc(SIZE);
    check(data != NULL, "malloc");
    for (size_t i = 0; i < SIZE; i++) {
        data[i] = (char)(i % 251);
    }
    full_pipe(data);
    no_reader(data);
    no_writer();
    cancelled_read();
    free(data);
    return 0;
}
