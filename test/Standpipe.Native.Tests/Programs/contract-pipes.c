/* docs/contract.md: making pipes, rights and wrong handles, reading, writing. */
#include "contract.h"

static void create_pipes(void)
{
    SECURITY_ATTRIBUTES attributes = {sizeof attributes, NULL, TRUE};
    HANDLE read_end, write_end, others[8];
    DWORD flags, out_size, in_size, instances;
    BOOL fine = TRUE;

    tell_outcome("D-create-1 without attributes", CreatePipe(&read_end, &write_end, NULL, 0));
    tell("D-create-1 without attributes, flags", "%u %u", flags_of(read_end), flags_of(write_end));
    CloseHandle(read_end);
    CloseHandle(write_end);

    tell_outcome("D-create-1 inheritable", CreatePipe(&read_end, &write_end, &attributes, 0));
    tell("D-create-1 inheritable, flags", "%u %u", flags_of(read_end), flags_of(write_end));
    CloseHandle(read_end);
    CloseHandle(write_end);

    attributes.bInheritHandle = 42;
    attributes.nLength = 0;
    tell_outcome("D-create-2 nLength 0", CreatePipe(&read_end, &write_end, &attributes, 0));
    tell("D-create-1 42 is TRUE, flags", "%u %u", flags_of(read_end), flags_of(write_end));
    CloseHandle(read_end);
    CloseHandle(write_end);
    attributes.bInheritHandle = FALSE;
    attributes.nLength = 12345;
    tell_outcome("D-create-2 nLength 12345", CreatePipe(&read_end, &write_end, &attributes, 0));
    tell("D-create-1 FALSE, flags", "%u %u", flags_of(read_end), flags_of(write_end));
    CloseHandle(read_end);
    CloseHandle(write_end);

    static const DWORD sizes[] = {0, 1, 100, 4096, 5000, 65536, 1000000};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char name[64];
        DWORD other_size = 1;
        snprintf(name, sizeof name, "D-create-3 size %u", (unsigned)sizes[i]);
        tell_outcome(name, CreatePipe(&read_end, &write_end, NULL, sizes[i]));
        must(GetNamedPipeInfo(read_end, NULL, NULL, &in_size, NULL), "GetNamedPipeInfo");
        must(GetNamedPipeInfo(write_end, NULL, &other_size, NULL, NULL), "GetNamedPipeInfo");
        tell(name, "%s, at least %u", in_size == other_size ? "both ends the same" : "the ends differ",
             in_size >= sizes[i] ? (unsigned)sizes[i] : (unsigned)in_size);
        CloseHandle(read_end);
        CloseHandle(write_end);
    }
    tell_outcome("D-create-3 the largest size", CreatePipe(&read_end, &write_end, NULL, 0xFFFFFFFF));
    CloseHandle(read_end);
    CloseHandle(write_end);

    must(CreatePipe(&read_end, &write_end, NULL, 0), "CreatePipe");
    must(GetNamedPipeInfo(read_end, &flags, &out_size, &in_size, &instances), "GetNamedPipeInfo");
    tell("D-create-4 read end", "flags %u, %u instance", (unsigned)flags, (unsigned)instances);
    must(GetNamedPipeInfo(write_end, &flags, &out_size, &in_size, &instances), "GetNamedPipeInfo");
    tell("D-create-4 write end", "flags %u, %u instance", (unsigned)flags, (unsigned)instances);
    tell_outcome("D-create-4 all NULL", GetNamedPipeInfo(read_end, NULL, NULL, NULL, NULL));

    for (int i = 0; i < 8; i += 2) {
        must(CreatePipe(&others[i], &others[i + 1], NULL, 0), "CreatePipe");
    }
    for (int i = 0; i < 8; i++) {
        fine = fine && number_of(others[i]) % 4 == 0 && others[i] != NULL && others[i] != read_end
            && others[i] != write_end;
        for (int j = 0; j < i; j++) {
            fine = fine && others[i] != others[j];
        }
    }
    tell("D-create-5 values", "%s", fine ? "multiples of 4, all different" : "wrong");
    tell_outcome("D-create-5 write with the low bits set", put((HANDLE)((ULONG_PTR)write_end | 3), "low bits"));
    tell("D-create-5 read with a low bit set", "%s", take((HANDLE)((ULONG_PTR)read_end | 1), 20));
    tell_outcome("D-create-5 close with a low bit set", CloseHandle((HANDLE)((ULONG_PTR)others[0] | 2)));
    tell_outcome("D-create-5 it was that handle", CloseHandle(others[0]));
    for (int i = 1; i < 8; i++) {
        CloseHandle(others[i]);
    }
    CloseHandle(read_end);
    CloseHandle(write_end);

    SetLastError(4711);
    must(CreatePipe(&read_end, &write_end, NULL, 0), "CreatePipe");
    put(write_end, "x");
    GetFileType(read_end);
    take(read_end, 1);
    CloseHandle(read_end);
    CloseHandle(write_end);
    tell("D-create-6 last error after successes", "%u", (unsigned)GetLastError());
}

static void tell_use(const char *id, const char *what, const char *function, BOOL succeeded)
{
    DWORD error = GetLastError();
    char name[96];
    snprintf(name, sizeof name, "%s %s, %s", id, what, function);
    SetLastError(error);
    tell_outcome(name, succeeded);
}

/* Everything that takes a file, with one handle. */
static void try_all(const char *id, const char *what, HANDLE handle, BOOL cancel)
{
    char byte = 'b';
    DWORD count = 77, mode = PIPE_WAIT;

    tell_use(id, what, "ReadFile", ReadFile(handle, &byte, 1, &count, NULL));
    printf("    count %u\n", (unsigned)count);
    count = 77;
    tell_use(id, what, "WriteFile", WriteFile(handle, &byte, 1, &count, NULL));
    printf("    count %u\n", (unsigned)count);
    tell_use(id, what, "ReadFile of nothing", ReadFile(handle, &byte, 0, &count, NULL));
    tell_use(id, what, "WriteFile of nothing", WriteFile(handle, &byte, 0, &count, NULL));
    tell_use(id, what, "PeekNamedPipe", PeekNamedPipe(handle, NULL, 0, NULL, &count, NULL));
    tell_use(id, what, "GetNamedPipeInfo", GetNamedPipeInfo(handle, NULL, &count, NULL, NULL));
    tell_use(id, what, "GetNamedPipeHandleStateA", GetNamedPipeHandleStateA(handle, &count, NULL, NULL, NULL, NULL, 0));
    tell_use(id, what, "GetNamedPipeHandleStateW", GetNamedPipeHandleStateW(handle, &count, NULL, NULL, NULL, NULL, 0));
    tell_use(id, what, "SetNamedPipeHandleState", SetNamedPipeHandleState(handle, &mode, NULL, NULL));
    tell_use(id, what, "FlushFileBuffers", FlushFileBuffers(handle));
    tell_use(id, what, "GetFileType", GetFileType(handle) != FILE_TYPE_UNKNOWN);
    tell_use(id, what, "GetFileSize", GetFileSize(handle, NULL) != INVALID_FILE_SIZE);
    tell_use(id, what, "CancelIo", CancelIo(handle));
    if (cancel) {
        tell_use(id, what, "CancelIoEx", CancelIoEx(handle, NULL));
    }
}

static void access_rights(void)
{
    pipe_ends ends = new_pipe(FALSE);
    HANDLE event = CreateEventA(NULL, TRUE, FALSE, NULL);
    char buffer[16] = "before";
    DWORD count = 77, peeked = 55, total = 66;

    tell_outcome("D-access-1 read from a write end", ReadFile(ends.write, buffer, 1, &count, NULL));
    tell("D-access-1 read from a write end, count", "%u", (unsigned)count);
    tell_outcome("D-access-1 read of nothing from a write end", ReadFile(ends.write, buffer, 0, &count, NULL));
    count = 77;
    tell_outcome("D-access-1 write to a read end", WriteFile(ends.read, buffer, 1, &count, NULL));
    tell("D-access-1 write to a read end, count", "%u", (unsigned)count);
    tell_outcome("D-access-1 write of nothing to a read end", WriteFile(ends.read, buffer, 0, &count, NULL));
    tell_outcome("D-access-1 peek at a write end", PeekNamedPipe(ends.write, buffer, 5, &peeked, &total, NULL));
    tell("D-access-5 what the peek was to fill", "%u %u %s", (unsigned)peeked, (unsigned)total, buffer);
    tell("D-access-2 types", "%u %u", (unsigned)GetFileType(ends.read), (unsigned)GetFileType(ends.write));

    try_all("D-access-3", "NULL", NULL, TRUE);
    try_all("D-access-3", "-1", INVALID_HANDLE_VALUE, FALSE);
    try_all("D-access-3", "closed", closed_handle(), TRUE);
    try_all("D-access-3", "made up", made_up(0x7FFFFF0), TRUE);
    try_all("D-access-4", "an event", event, FALSE);

    must(put(ends.write, "data"), "write");
    tell_outcome("D-access-6 read into NULL", ReadFile(ends.read, NULL, 4, &count, NULL));
    tell("D-access-6 what is left", "%u", available(ends.read));
    tell_outcome("D-access-6 read of nothing into NULL", ReadFile(ends.read, NULL, 0, &count, NULL));
    tell_outcome("D-access-6 write of nothing from NULL", WriteFile(ends.write, NULL, 0, &count, NULL));
    tell_outcome("D-access-6 write from NULL", WriteFile(ends.write, NULL, 4, &count, NULL));
    tell("D-access-6 what is there then", "%u", available(ends.read));
    tell_outcome("D-access-7 write without count", WriteFile(ends.write, "more", 4, NULL, NULL));
    ZeroMemory(buffer, sizeof buffer);
    tell_outcome("D-access-7 read without count", ReadFile(ends.read, buffer, 15, NULL, NULL));
    tell("D-access-7 what was read", "%s", buffer);

    must(put(ends.write, "12345"), "write");
    SetLastError(0);
    DWORD size = GetFileSize(ends.read, NULL);
    tell("D-access-8 GetFileSize", "%u, last error %u", (unsigned)size, (unsigned)GetLastError());
    SetFilePointer(ends.read, 2, NULL, FILE_BEGIN);
    tell("D-access-8 after SetFilePointer", "%s", take(ends.read, 10));
    close_pipe(&ends);
    CloseHandle(event);
}

static void reading(void)
{
    pipe_ends ends = new_pipe(FALSE);
    HANDLE second;
    char buffer[8];
    DWORD count = 77;

    must(put(ends.write, "one ") && put(ends.write, "two ") && put(ends.write, "three"), "writes");
    tell("D-read-1 part of two writes", "%s|", take(ends.read, 6));
    tell("D-read-1 the rest", "%s|", take(ends.read, 100));
    put(ends.write, "abc");
    tell_outcome("D-read-3 nothing, with data", ReadFile(ends.read, buffer, 0, &count, NULL));
    tell("D-read-3 count and what is left", "%u %u", (unsigned)count, available(ends.read));
    take(ends.read, 10);

    transfer *read = block(ends.read, FALSE, 10);
    tell("D-read-2 empty", "%s", is_running(read) ? "blocks" : "returns");
    put(ends.write, "wake");
    tell("D-read-2 a write ends it", "%s", ended(read));
    read = block(ends.read, FALSE, 0);
    tell("D-read-2 nothing, empty", "%s", is_running(read) ? "blocks" : "returns");
    put(ends.write, "wake");
    tell("D-read-2 nothing, a write ends it", "%s", ended(read));
    tell("D-read-2 nothing was taken", "%s", take(ends.read, 10));

    put(ends.write, "last");
    close_end(&ends.write);
    tell("D-read-4 data first", "%s", take(ends.read, 2));
    tell("D-read-4 to the last byte", "%s", take(ends.read, 10));
    count = 77;
    tell_outcome("D-read-4 then the end", ReadFile(ends.read, buffer, 8, &count, NULL));
    tell("D-read-4 count", "%u", (unsigned)count);
    tell_outcome("D-read-4 again", ReadFile(ends.read, buffer, 8, &count, NULL));
    tell_outcome("D-read-4 read of nothing", ReadFile(ends.read, buffer, 0, &count, NULL));
    close_pipe(&ends);

    ends = new_pipe(FALSE);
    second = duplicate_of(ends.write, FALSE);
    read = block(ends.read, FALSE, 4);
    close_end(&ends.write);
    tell("D-read-5 a duplicate is left", "%s", is_running(read) ? "blocked" : "ended");
    CloseHandle(second);
    tell("D-read-5 none is left", "%s", ended(read));
    close_pipe(&ends);

    ends = new_pipe(FALSE);
    tell_outcome("D-read-6 write of nothing", WriteFile(ends.write, "", 0, &count, NULL));
    put(ends.write, "first");
    tell("D-read-6 puts nothing in", "%u", available(ends.read));
    close_pipe(&ends);

    ends = new_pipe(FALSE);
    transfer *first = block(ends.read, FALSE, 3);
    transfer *other = calloc(1, sizeof *other);
    must(other != NULL, "calloc");
    other->pipe = ends.read;
    other->data = calloc(1, 4);
    other->size = 3;
    start_transfer(other);
    close_end(&ends.write);
    tell("D-read-7 the end ends both", "%s", ended(first));
    tell("D-read-7 and the other", "%s", ended(other));
    close_pipe(&ends);
}

static void writing(void)
{
    static char big[300000], back[300000];
    pipe_ends ends = new_pipe(FALSE);
    HANDLE second;
    DWORD count = 77, total = 0;
    char byte = 'x';

    close_end(&ends.read);
    tell_outcome("D-write-1 no reader", WriteFile(ends.write, &byte, 1, &count, NULL));
    tell("D-write-1 count", "%u", (unsigned)count);
    tell_outcome("D-write-1 again", WriteFile(ends.write, &byte, 1, &count, NULL));
    tell_outcome("D-write-1 of nothing", WriteFile(ends.write, &byte, 0, &count, NULL));
    close_pipe(&ends);
    ends = new_pipe(FALSE);
    put(ends.write, "unread");
    close_end(&ends.read);
    tell_outcome("D-write-1 with data unread", WriteFile(ends.write, &byte, 1, &count, NULL));
    close_pipe(&ends);

    ends = new_pipe(FALSE);
    transfer *write = block(ends.write, TRUE, 1000000);
    tell("D-write-2 full", "%s", is_running(write) ? "blocks" : "returns");
    close_end(&ends.read);
    DWORD waited = WaitForSingleObject(write->thread, INFINITE);
    tell("D-write-2 the reader goes", "%u, err %u", (unsigned)waited, (unsigned)write->error);
    ended(write);
    tell_outcome("D-write-2 the next one", put(ends.write, "x"));
    close_pipe(&ends);

    ends = new_pipe(FALSE);
    second = duplicate_of(ends.read, FALSE);
    close_end(&ends.read);
    tell_outcome("D-write-3 one reader left", put(ends.write, "kept"));
    tell("D-write-3 it reads", "%s", take(second, 10));
    CloseHandle(second);
    close_pipe(&ends);

    ends = new_pipe(FALSE);
    fill(ends.write);
    count = 77;
    tell_outcome("D-write-5 nothing into a full pipe", WriteFile(ends.write, &byte, 0, &count, NULL));
    tell("D-write-5 count", "%u", (unsigned)count);
    write = block(ends.write, TRUE, 1);
    tell("D-write-5 a byte into a full pipe", "%s", is_running(write) ? "blocks" : "returns");
    must(ReadFile(ends.read, back, sizeof back, &count, NULL), "ReadFile");
    tell("D-write-5 and is in when there is room", "%s", ended(write));
    close_pipe(&ends);

    for (size_t i = 0; i < sizeof big; i++) {
        big[i] = (char)(i % 253);
    }
    ends = new_pipe(FALSE);
    write = calloc(1, sizeof *write);
    must(write != NULL, "calloc");
    write->pipe = ends.write;
    write->writes = TRUE;
    write->data = malloc(sizeof big);
    write->size = sizeof big;
    must(write->data != NULL, "malloc");
    memcpy(write->data, big, sizeof big);
    start_transfer(write);
    while (total < sizeof big) {
        if (total + 1 >= sizeof big) {
            tell("D-write-6 before the last byte is in", "%s", is_running(write) ? "blocked" : "returned");
        }
        must(ReadFile(ends.read, back + total, 997, &count, NULL), "ReadFile");
        total += count;
    }
    tell("D-write-6 many times the pipe", "%s, %s", ended(write), memcmp(big, back,
         sizeof big) == 0 ? "the same" : "other");
    close_pipe(&ends);
}

int main(int argc, char **argv)
{
    create_pipes();
    access_rights();
    if (!is_alone(argc, argv)) {
        reading();
        writing();
    }
    return 0;
}
