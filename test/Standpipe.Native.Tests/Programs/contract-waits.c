/* docs/contract.md: cancelling, peeking, states, waiting, OVERLAPPED, events. */
#include "contract.h"

static void cancelling(void)
{
    pipe_ends ends = new_pipe(FALSE);
    HANDLE second = duplicate_of(ends.read, FALSE), event = CreateEventA(NULL, TRUE, FALSE, NULL);
    HANDLE self = duplicate_of(GetCurrentThread(), FALSE);

    transfer *read = block(ends.read, FALSE, 4);
    tell_outcome("D-cancel-1 a blocked read", CancelSynchronousIo(read->thread));
    tell("D-cancel-1 how it ends", "%s", ended(read));
    put(ends.write, "more");
    tell("D-cancel-1 the pipe as before", "%s", take(ends.read, 4));

    transfer *write = block(ends.write, TRUE, 1000000);
    tell_outcome("D-cancel-1 a blocked write", CancelSynchronousIo(write->thread));
    must(WaitForSingleObject(write->thread, INFINITE) == WAIT_OBJECT_0, "WaitForSingleObject");
    tell("D-cancel-1 how it ends", "err %u", (unsigned)write->error);
    ended(write);
    close_pipe(&ends);
    CloseHandle(second);

    tell_outcome("D-cancel-2 this thread", CancelSynchronousIo(self));
    tell_outcome("D-cancel-2 no thread", CancelSynchronousIo(event));
    tell_outcome("D-cancel-2 NULL", CancelSynchronousIo(NULL));
    tell_outcome("D-cancel-2 closed", CancelSynchronousIo(closed_handle()));

    ends = new_pipe(FALSE);
    second = duplicate_of(ends.read, FALSE);
    read = block(ends.read, FALSE, 4);
    tell_outcome("D-cancel-3 CancelIoEx", CancelIoEx(ends.read, NULL));
    tell("D-cancel-3 how it ends", "%s", ended(read));
    read = block(ends.read, FALSE, 4);
    tell_outcome("D-cancel-3 through a duplicate", CancelIoEx(second, NULL));
    tell("D-cancel-3 how it ends", "%s", ended(read));
    tell_outcome("D-cancel-4 nothing to end", CancelIoEx(ends.read, NULL));

    read = block(ends.read, FALSE, 4);
    tell_outcome("D-cancel-5 CancelIo", CancelIo(ends.read));
    tell("D-cancel-5 another thread's", "%s", is_running(read) ? "blocked" : "ended");
    put(ends.write, "done");
    tell("D-cancel-5 how it ends", "%s", ended(read));
    close_pipe(&ends);
    CloseHandle(second);
    CloseHandle(event);
    CloseHandle(self);
}

static void peeking(void)
{
    pipe_ends ends = new_pipe(FALSE);
    char buffer[8] = "-------";
    DWORD got = 77, total = 77;

    tell_outcome("D-peek-1 empty", PeekNamedPipe(ends.read, buffer, 4, &got, &total, NULL));
    tell("D-peek-1 empty, counts", "%u %u", (unsigned)got, (unsigned)total);
    put(ends.write, "abc");
    put(ends.write, "def");
    tell_outcome("D-peek-1 with data", PeekNamedPipe(ends.read, buffer, 4, &got, &total, NULL));
    tell("D-peek-1 with data, counts", "%u %u %s", (unsigned)got, (unsigned)total, buffer);
    tell_outcome("D-peek-2 only the total", PeekNamedPipe(ends.read, NULL, 0, NULL, &total, NULL));
    tell("D-peek-2 total", "%u", (unsigned)total);
    tell_outcome("D-peek-2 nothing at all", PeekNamedPipe(ends.read, NULL, 0, NULL, NULL, NULL));
    got = 77;
    tell_outcome("D-peek-2 NULL and a size", PeekNamedPipe(ends.read, NULL, 4, &got, NULL, NULL));
    tell("D-peek-2 NULL and a size, count", "%u", (unsigned)got);
    tell_outcome("D-peek-2 a buffer without counts", PeekNamedPipe(ends.read, buffer, 6, NULL, NULL, NULL));
    tell("D-peek-2 what it has", "%s", buffer);
    tell("D-peek-1 nothing was taken", "%s", take(ends.read, 20));

    put(ends.write, "x");
    close_end(&ends.write);
    tell_outcome("D-peek-3 data left", PeekNamedPipe(ends.read, NULL, 0, NULL, &total, NULL));
    take(ends.read, 1);
    total = 77;
    tell_outcome("D-peek-3 the end", PeekNamedPipe(ends.read, buffer, 4, NULL, &total, NULL));
    tell("D-access-5 total after a failure", "%u", (unsigned)total);
    close_pipe(&ends);
}

static BOOL set_mode(HANDLE pipe, DWORD mode)
{
    return SetNamedPipeHandleState(pipe, &mode, NULL, NULL);
}

static void states(void)
{
    pipe_ends ends = new_pipe(FALSE);
    HANDLE second = duplicate_of(ends.read, FALSE);
    DWORD mode = 77, instances = 77, count = 77;
    static char bytes[200000];

    tell_outcome("D-state-1 state", GetNamedPipeHandleStateA(ends.read, &mode, &instances, NULL, NULL, NULL, 0));
    tell("D-state-1 mode and instances", "%u %u", (unsigned)mode, (unsigned)instances);
    tell_outcome("D-state-1 all NULL", GetNamedPipeHandleStateW(ends.write, NULL, NULL, NULL, NULL, NULL, 0));
    tell_outcome("D-state-1 set all NULL", SetNamedPipeHandleState(ends.read, NULL, NULL, NULL));

    tell_outcome("D-state-2 PIPE_NOWAIT", set_mode(ends.read, PIPE_NOWAIT));
    must(GetNamedPipeHandleStateA(second, &mode, NULL, NULL, NULL, NULL, 0), "GetNamedPipeHandleState");
    tell("D-state-4 a duplicate", "%u", (unsigned)mode);
    must(GetNamedPipeHandleStateA(ends.write, &mode, NULL, NULL, NULL, NULL, 0), "GetNamedPipeHandleState");
    tell("D-state-4 the other end", "%u", (unsigned)mode);
    tell_outcome("D-state-2 empty", ReadFile(ends.read, bytes, 4, &count, NULL));
    tell("D-state-2 empty, count", "%u", (unsigned)count);
    tell_outcome("D-state-2 empty, nothing", ReadFile(ends.read, bytes, 0, &count, NULL));
    put(ends.write, "data");
    tell("D-state-2 with data", "%s", take(ends.read, 10));
    tell_outcome("D-state-2 PIPE_WAIT", set_mode(ends.read, PIPE_WAIT));
    transfer *read = block(ends.read, FALSE, 3);
    tell("D-state-2 waits again", "%s", is_running(read) ? "blocks" : "returns");
    put(ends.write, "abc");
    tell("D-state-2 how it ends", "%s", ended(read));
    set_mode(ends.read, PIPE_NOWAIT);
    close_end(&ends.write);
    tell_outcome("D-state-2 the end", ReadFile(ends.read, bytes, 4, &count, NULL));
    close_pipe(&ends);
    CloseHandle(second);

    ends = new_pipe(FALSE);
    must(set_mode(ends.write, PIPE_NOWAIT), "SetNamedPipeHandleState");
    tell_outcome("D-state-3 what cannot fit", WriteFile(ends.write, bytes, sizeof bytes, &count, NULL));
    tell("D-state-3 what cannot fit, count", "%u", (unsigned)count);
    tell_outcome("D-state-3 what fits", WriteFile(ends.write, bytes, 100, &count, NULL));
    tell("D-state-3 what fits, count", "%u", (unsigned)count);
    close_end(&ends.read);
    tell_outcome("D-state-3 no reader", WriteFile(ends.write, bytes, 100, &count, NULL));
    close_pipe(&ends);

    ends = new_pipe(FALSE);
    tell_outcome("D-state-5 PIPE_READMODE_MESSAGE", set_mode(ends.read, PIPE_READMODE_MESSAGE));
    tell_outcome("D-state-5 an unknown bit", set_mode(ends.read, 0x10));
    tell_outcome("D-state-5 and with PIPE_NOWAIT", set_mode(ends.read, 0x11));
    must(GetNamedPipeHandleStateA(ends.read, &mode, NULL, NULL, NULL, NULL, 0), "GetNamedPipeHandleState");
    tell("D-state-5 the mode stays", "%u", (unsigned)mode);

    tell_outcome("D-state-6 flush an empty pipe", FlushFileBuffers(ends.write));
    tell_outcome("D-state-8 flush a read end", FlushFileBuffers(ends.read));
    close_pipe(&ends);
}

static DWORD WINAPI flush_thread(LPVOID parameter)
{
    return FlushFileBuffers((HANDLE)parameter) ? 0 : GetLastError();
}

static HANDLE block_flush(HANDLE write_end)
{
    HANDLE thread = CreateThread(NULL, 0, flush_thread, write_end, 0, NULL);
    must(thread != NULL, "CreateThread");
    while (is_set(write_end) && !is_set(thread)) {
        Sleep(0);
    }
    return thread;
}

static unsigned thread_result(HANDLE thread)
{
    DWORD code = 77;
    must(WaitForSingleObject(thread, INFINITE) == WAIT_OBJECT_0, "WaitForSingleObject");
    must(GetExitCodeThread(thread, &code), "GetExitCodeThread");
    CloseHandle(thread);
    return (unsigned)code;
}

static void waiting(void)
{
    pipe_ends ends = new_pipe(FALSE);
    HANDLE thread, both[2];

    put(ends.write, "unread");
    thread = block_flush(ends.write);
    tell("D-state-6 flush with data", "%s", is_set(thread) ? "returns" : "blocks");
    take(ends.read, 3);
    take(ends.read, 3);
    tell("D-state-6 when all has been read", "%u", thread_result(thread));
    put(ends.write, "unread");
    thread = block_flush(ends.write);
    close_end(&ends.read);
    tell("D-state-7 the reader goes", "%u", thread_result(thread));
    close_pipe(&ends);

    ends = new_pipe(FALSE);
    tell("D-state-9 read end", "%u", (unsigned)WaitForSingleObject(ends.read, 0));
    tell("D-state-9 write end", "%u", (unsigned)WaitForSingleObject(ends.write, 0));
    transfer *read = block(ends.read, FALSE, 1);
    tell("D-state-9 while a read is blocked", "%u", (unsigned)WaitForSingleObject(ends.read, 0));
    both[0] = ends.read;
    both[1] = ends.write;
    tell("D-state-9 the other end", "%u", (unsigned)WaitForSingleObject(ends.write, 0));
    tell("D-state-9 any", "%u", (unsigned)WaitForMultipleObjects(2, both, FALSE, 0));
    tell("D-state-9 all", "%u", (unsigned)WaitForMultipleObjects(2, both, TRUE, 0));
    put(ends.write, "x");
    ended(read);
    tell("D-state-9 after it", "%u", (unsigned)WaitForSingleObject(ends.read, INFINITE));
    close_pipe(&ends);

    tell("wait for NULL", "%s", outcome(WaitForSingleObject(NULL, 0) != WAIT_FAILED));
    tell("wait for a closed one", "%s", outcome(WaitForSingleObject(closed_handle(), 0) != WAIT_FAILED));
    tell("wait for none", "%s", outcome(WaitForMultipleObjects(0, both, FALSE, 0) != WAIT_FAILED));
    tell("wait for 65", "%s", outcome(WaitForMultipleObjects(65, both, FALSE, 0) != WAIT_FAILED));
}

static OVERLAPPED new_overlapped(HANDLE event)
{
    OVERLAPPED overlapped;
    ZeroMemory(&overlapped, sizeof overlapped);
    overlapped.Internal = 0x1234;
    overlapped.InternalHigh = 0x5678;
    overlapped.Offset = 11;
    overlapped.OffsetHigh = 12;
    overlapped.hEvent = event;
    return overlapped;
}

static void tell_overlapped(const char *name, const OVERLAPPED *overlapped)
{
    tell(name, "count %u, offsets %u %u, event %s", (unsigned)overlapped->InternalHigh, (unsigned)overlapped->Offset,
         (unsigned)overlapped->OffsetHigh, overlapped->hEvent != NULL
             && is_set(overlapped->hEvent) ? "set" : "not set");
}

static VOID CALLBACK completed(DWORD error, DWORD count, LPOVERLAPPED overlapped)
{
    (void)overlapped;
    printf("a completion routine was called: %u %u\n", (unsigned)error, (unsigned)count);
}

static void overlapped_transfers(void)
{
    pipe_ends ends = new_pipe(FALSE);
    HANDLE event = CreateEventA(NULL, TRUE, FALSE, NULL);
    OVERLAPPED overlapped = new_overlapped(event);
    char buffer[8] = "";
    DWORD count = 77;

    tell_outcome("D-overlapped-1 write", WriteFile(ends.write, "abcdef", 6, NULL, &overlapped));
    tell_overlapped("D-overlapped-1 write, structure", &overlapped);
    tell("D-overlapped-1 write, Internal", "%u", (unsigned)overlapped.Internal);
    tell_outcome("D-overlapped-2 result", GetOverlappedResult(ends.write, &overlapped, &count, FALSE));
    tell("D-overlapped-2 count", "%u", (unsigned)count);
    ResetEvent(event);
    overlapped = new_overlapped(event);
    tell_outcome("D-overlapped-1 read", ReadFile(ends.read, buffer, 4, &count, &overlapped));
    tell_overlapped("D-overlapped-1 read, structure", &overlapped);
    tell("D-overlapped-1 read, count", "%u %s", (unsigned)count, buffer);
    take(ends.read, 10);

    ResetEvent(event);
    overlapped = new_overlapped(event);
    transfer *read = calloc(1, sizeof *read);
    must(read != NULL, "calloc");
    read->pipe = ends.read;
    read->data = calloc(1, 9);
    read->size = 8;
    read->overlapped = &overlapped;
    start_transfer(read);
    while (is_set(ends.read) && !is_set(read->thread)) {
        Sleep(0);
    }
    tell("D-overlapped-1 an empty pipe", "%s", is_running(read) ? "blocks" : "returns");
    tell("D-overlapped-1 the event meanwhile", "%s", is_set(event) ? "set" : "not set");
    tell_outcome("D-overlapped-2 meanwhile", GetOverlappedResult(ends.read, &overlapped, &count, FALSE));
    put(ends.write, "end");
    tell("D-overlapped-1 how it ends", "%s", ended(read));
    tell_overlapped("D-overlapped-1 then", &overlapped);
    overlapped.Internal = 0x103;
    tell_outcome("D-overlapped-2 said to be going on", GetOverlappedResult(ends.read, &overlapped, &count, FALSE));

    close_end(&ends.write);
    overlapped = new_overlapped(event);
    count = 77;
    tell_outcome("D-overlapped-3 the end", ReadFile(ends.read, buffer, 4, &count, &overlapped));
    tell("D-overlapped-3 structure", "count %u, offsets %u %u", (unsigned)overlapped.InternalHigh,
         (unsigned)overlapped.Offset, (unsigned)overlapped.OffsetHigh);
    close_pipe(&ends);

    overlapped = new_overlapped(NULL);
    tell_outcome("D-overlapped-3 closed", ReadFile(closed_handle(), buffer, 4, &count, &overlapped));
    tell_outcome("D-overlapped-2 no result of it", GetOverlappedResult(event, &overlapped, &count, FALSE));

    /* Windows' own would queue the callback; this is what the library answers in their place. */
    ends = new_pipe(FALSE);
    put(ends.write, "abc");
    overlapped = new_overlapped(NULL);
    tell_outcome("D-overlapped-4 ReadFileEx", ReadFileEx(ends.read, buffer, 3, &overlapped, completed));
    tell("D-overlapped-4 what is left", "%u", available(ends.read));
    tell_outcome("D-overlapped-4 WriteFileEx", WriteFileEx(ends.write, "abc", 3, &overlapped, completed));
    tell("D-overlapped-4 what is there", "%u", available(ends.read));
    tell_outcome("D-overlapped-4 ReadFileEx of a write end", ReadFileEx(ends.write, buffer, 3, &overlapped, completed));
    tell_outcome("D-overlapped-4 WriteFileEx of a read end", WriteFileEx(ends.read, buffer, 3, &overlapped, completed));
    tell_outcome("D-overlapped-4 closed", ReadFileEx(closed_handle(), buffer, 3, &overlapped, completed));
    close_pipe(&ends);
    CloseHandle(event);
}

static void events(void)
{
    pipe_ends ends = new_pipe(FALSE);
    HANDLE manual = CreateEventA(NULL, TRUE, FALSE, NULL), automatic = CreateEventW(NULL, FALSE, TRUE, NULL);

    tell("D-event-1 not set", "%u", (unsigned)WaitForSingleObject(manual, 0));
    tell_outcome("D-event-1 SetEvent", SetEvent(manual));
    tell("D-event-1 set, twice", "%u %u", (unsigned)WaitForSingleObject(manual, 0),
         (unsigned)WaitForSingleObject(manual, 0));
    tell_outcome("D-event-1 ResetEvent", ResetEvent(manual));
    tell("D-event-1 reset", "%u", (unsigned)WaitForSingleObject(manual, 0));
    tell("D-event-1 the other kind", "%u", (unsigned)WaitForSingleObject(automatic, 0));
    tell("D-event-1 is reset by it", "%u", (unsigned)WaitForSingleObject(automatic, 0));
    tell_outcome("D-event-1 SetEvent of a pipe", SetEvent(ends.read));
    tell_outcome("D-event-1 SetEvent of NULL", SetEvent(NULL));
    tell_outcome("D-event-1 SetEvent of -1", SetEvent(INVALID_HANDLE_VALUE));
    close_pipe(&ends);
    CloseHandle(manual);
    CloseHandle(automatic);
}

int main(int argc, char **argv)
{
    peeking();
    events();
    if (!is_alone(argc, argv)) {
        cancelling();
        states();
        waiting();
        overlapped_transfers();
    }
    return 0;
}
