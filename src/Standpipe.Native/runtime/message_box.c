/* Words for a user or a debugger, of whom there may be none. */
#include "utf.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

enum { ID_OK = 1, ID_CANCEL, ID_ABORT, ID_RETRY, ID_IGNORE, ID_YES, ID_NO, ID_TRY_AGAIN = 10, ID_CONTINUE };

/* In one write, so that lines of several processes do not mix. */
static void to_standard_error(const char *caption, const char *separator, const char *text, const char *end)
{
    struct iovec parts[] = {
        {(void *)caption, strlen(caption)}, {(void *)separator, strlen(separator)}, {(void *)text, strlen(text)},
            {(void *)end, strlen(end)}};
    int kept = errno;
    (void)fflush(stderr);
    ssize_t written = writev(STDERR_FILENO, parts, 4);
    (void)written;
    errno = kept;
}

/* The button that Enter would press, but never one that tries the same again: nobody has put right what was wrong. */
static int answer(UINT type)
{
    static const signed char buttons[][3] = {
        {ID_OK},
        {ID_OK, ID_CANCEL},
        {ID_ABORT, ID_RETRY, ID_IGNORE},
        {ID_YES, ID_NO, ID_CANCEL},
        {ID_YES, ID_NO},
        {ID_RETRY, ID_CANCEL},
        {ID_CANCEL, ID_TRY_AGAIN, ID_CONTINUE},
    };
    UINT set = type & 0xF;
    UINT chosen = type >> 8 & 0x3;
    if (set >= sizeof buttons / sizeof *buttons)
        return ID_OK;
    int button = chosen < 3 ? buttons[set][chosen] : 0;
    if (button == 0)
        button = buttons[set][0];
    if (button == ID_RETRY)
        return set == 2 ? ID_ABORT : ID_CANCEL;
    return button == ID_TRY_AGAIN ? ID_CANCEL : button;
}

STANDPIPE_EXPORT int MessageBoxA(HANDLE window, const char *text, const char *caption, UINT type)
{
    (void)window;
    to_standard_error(caption != NULL ? caption : "Error", ": ", text != NULL ? text : "", "\n");
    return answer(type);
}

STANDPIPE_EXPORT int MessageBoxW(HANDLE window, const WCHAR *text, const WCHAR *caption, UINT type)
{
    char *narrow_text = standpipe_narrow_copy(text);
    char *narrow_caption = standpipe_narrow_copy(caption);
    int result = MessageBoxA(window, narrow_text, narrow_caption, type);
    free(narrow_text);
    free(narrow_caption);
    return result;
}

STANDPIPE_EXPORT BOOL MessageBeep(UINT type)
{
    (void)type;
    return TRUE;
}

/* Without a debugger the text goes nowhere on Windows. Here it goes to standard error if STANDPIPE_DEBUG_OUTPUT is
   set and not empty. */
STANDPIPE_EXPORT void OutputDebugStringA(const char *text)
{
    const char *wanted = getenv("STANDPIPE_DEBUG_OUTPUT");
    if (wanted != NULL && *wanted != 0 && text != NULL)
        to_standard_error("", "", text, "");
}

STANDPIPE_EXPORT void OutputDebugStringW(const WCHAR *text)
{
    char *narrow = standpipe_narrow_copy(text);
    OutputDebugStringA(narrow);
    free(narrow);
}

STANDPIPE_EXPORT BOOL IsDebuggerPresent(void)
{
    int kept = errno;
    FILE *status = fopen("/proc/self/status", "re");
    char line[256];
    int tracer = 0;
    while (status != NULL && fgets(line, sizeof line, status) != NULL)
        if (sscanf(line, "TracerPid: %d", &tracer) == 1)
            break;
    if (status != NULL)
        fclose(status);
    errno = kept;
    return tracer != 0;
}

STANDPIPE_EXPORT void DebugBreak(void) { (void)raise(SIGTRAP); }
