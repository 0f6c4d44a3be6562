/* Descriptors and handles: io.h. */
#include "runtime.h"
#include <errno.h>
#include <fcntl.h>
#include <io.h>

static char buffer[20];
static DWORD count;

static BOOL read_some(HANDLE handle)
{
    memset(buffer, 0, sizeof buffer);
    return ReadFile(handle, buffer, sizeof buffer - 1, &count, NULL);
}

static void of_handles(void)
{
    HANDLE readable, writable;
    HERE("descriptors of handles");
    SHOW(CreatePipe(&readable, &writable, NULL, 0));
    int descriptor = _open_osfhandle((intptr_t)writable, _O_WRONLY);
    SHOW(descriptor >= 0);
    SHOW(_get_osfhandle(descriptor) == (intptr_t)writable);
    FILE *file = _fdopen(descriptor, "w");
    fprintf(file, "by a %s", "stream");
    SHOW(fclose(file));
    SHOW(read_some(readable));
    TEXT_OF(buffer);
    TELL(read_some(readable));
    descriptor = _open_osfhandle((intptr_t)readable, _O_RDONLY);
    SHOW(_read(descriptor, buffer, 5));
    SHOW(_close(descriptor));
    TELL(CloseHandle(readable));
    SHOW(_close(descriptor));
    SHOW(errno == EBADF);
    SHOW(_open_osfhandle(-1, 0));
}

static void of_descriptors(void)
{
    int ends[2];
    HERE("handles of descriptors");
    SHOW(_pipe(ends, 512, _O_BINARY));
    HANDLE readable = (HANDLE)_get_osfhandle(ends[0]);
    SHOW(GetFileType(readable));
    SHOW(_write(ends[1], "hello", 5));
    SHOW(read_some(readable));
    TEXT_OF(buffer);
    int copy = _dup(ends[1]);
    SHOW(_close(ends[1]));
    HANDLE writable = (HANDLE)_get_osfhandle(copy);
    SHOW(WriteFile(writable, "again", 5, &count, NULL));
    SHOW(_close(copy));
    SHOW(_read(ends[0], buffer, 20));
    SHOW(_read(ends[0], buffer, 20)); /* nobody has the write end: neither descriptor nor handle is left */
    SHOW(_close(ends[0]));
    TELL(read_some(readable));
    SHOW(_get_osfhandle(-1));
}

static void standard(void)
{
    HERE("standard descriptors");
    SHOW(_get_osfhandle(_fileno(stdout)) == (intptr_t)GetStdHandle(STD_OUTPUT_HANDLE));
    SHOW(_setmode(_fileno(stdout), _O_TEXT) == _O_TEXT);
    SHOW(_setmode(_fileno(stdin), _O_BINARY) == _O_TEXT);
    SHOW(_setmode(_fileno(stdin), _O_TEXT) == _O_BINARY);
    SHOW(_isatty(99));
    SHOW(_setmode(99, _O_BINARY));
    SHOW(_setmode(0, 5));
}

static void files(void)
{
    HERE("files");
    FILE *file = NULL;
    SHOW(fopen_s(&file, "runtime-io.tmp", "w+"));
    fputs("abc", file);
    fflush(file);
    HANDLE handle = (HANDLE)_get_osfhandle(_fileno(file));
    SHOW(handle != INVALID_HANDLE_VALUE);
    SHOW(SetFilePointer(handle, 1, NULL, FILE_BEGIN));
    SHOW(read_some(handle));
    TEXT_OF(buffer);
    SHOW(fclose(file));
    SHOW(_access("runtime-io.tmp", 0));
    SHOW(_unlink("runtime-io.tmp"));
    SHOW(_access("runtime-io.tmp", 0));
    SHOW(fopen_s(&file, "no/such/file", "r") == ENOENT);
    SHOW(file == NULL);
}

int main(void)
{
    of_handles();
    of_descriptors();
    standard();
    files();
    return 0;
}
