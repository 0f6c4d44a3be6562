/* Alertable waits, and the calls that other threads queue. */
#include "contract.h"

static HANDLE arrived, leave;
static char trace[64];

static void CALLBACK note(ULONG_PTR letter)
{
    size_t length = strlen(trace);
    trace[length] = (char)letter;
    trace[length + 1] = 0;
}

static void CALLBACK note_and_queue(ULONG_PTR letter)
{
    note(letter);
    QueueUserAPC(note, GetCurrentThread(), letter + 1);
}

static void CALLBACK note_nested(ULONG_PTR letter)
{
    note(letter);
    QueueUserAPC(note, GetCurrentThread(), letter + 1);
    note(SleepEx(0, TRUE) == WAIT_IO_COMPLETION ? '+' : '-');
}

static void CALLBACK exit_from_call(ULONG_PTR code)
{
    ExitThread((DWORD)code);
}

static void CALLBACK queue_and_exit(ULONG_PTR code)
{
    QueueUserAPC(note, GetCurrentThread(), 'o');
    ExitThread((DWORD)code);
}

static void CALLBACK set_error(ULONG_PTR error)
{
    SetLastError((DWORD)error);
}

static const char *traced(void)
{
    static char taken[64];
    memcpy(taken, trace, sizeof trace);
    trace[0] = 0;
    return taken;
}

static void queue(PAPCFUNC function, HANDLE thread, ULONG_PTR parameter)
{
    must(QueueUserAPC(function, thread, parameter) != 0, "QueueUserAPC");
}

static DWORD WINAPI sleep_alertably(LPVOID parameter)
{
    (void)parameter;
    SetEvent(arrived);
    return SleepEx(INFINITE, TRUE);
}

static DWORD WINAPI wait_alertably(LPVOID parameter)
{
    HANDLE both[] = {leave, (HANDLE)parameter};
    SetEvent(arrived);
    DWORD first = WaitForMultipleObjectsEx(2, both, FALSE, INFINITE, TRUE);
    return first * 1000 + WaitForSingleObjectEx(leave, INFINITE, TRUE);
}

static DWORD WINAPI wait_deaf(LPVOID parameter)
{
    (void)parameter;
    SetEvent(arrived);
    DWORD first = WaitForSingleObject(leave, INFINITE);
    note('|');
    return first * 1000 + SleepEx(0, TRUE);
}

static DWORD WINAPI just_end(LPVOID parameter)
{
    (void)parameter;
    note('f');
    return 1;
}

static unsigned code_at_end(HANDLE thread)
{
    DWORD code = 77;
    must(WaitForSingleObject(thread, INFINITE) == WAIT_OBJECT_0, "WaitForSingleObject of a thread");
    GetExitCodeThread(thread, &code);
    CloseHandle(thread);
    return (unsigned)code;
}

static HANDLE start(LPTHREAD_START_ROUTINE function, void *parameter, DWORD flags)
{
    HANDLE thread = CreateThread(NULL, 0, function, parameter, flags, NULL);
    must(thread != NULL, "CreateThread");
    if (flags == 0) {
        must(WaitForSingleObject(arrived, INFINITE) == WAIT_OBJECT_0, "WaitForSingleObject");
    }
    return thread;
}

static void on_itself(void)
{
    HANDLE self = GetCurrentThread();
    HANDLE set = CreateEventA(NULL, TRUE, TRUE, NULL), unset = CreateEventA(NULL, TRUE, FALSE, NULL);

    tell("nothing queued: SleepEx", "%u", (unsigned)SleepEx(0, TRUE));
    tell("nothing queued: SleepEx, not alertable", "%u", (unsigned)SleepEx(1, FALSE));
    queue(note, self, 'a');
    queue(note, self, 'b');
    tell("not alertable", "%u %u", (unsigned)SleepEx(0, FALSE), (unsigned)WaitForSingleObjectEx(unset, 0, FALSE));
    tell("what is signaled comes first", "%u", (unsigned)WaitForSingleObjectEx(set, INFINITE, TRUE));
    tell("nothing was called", "%s", traced());
    tell("WaitForSingleObjectEx", "%u", (unsigned)WaitForSingleObjectEx(unset, INFINITE, TRUE));
    tell("in order", "%s", traced());
    tell("and no more", "%u", (unsigned)WaitForSingleObjectEx(unset, 0, TRUE));

    queue(note_and_queue, self, 'c');
    queue(note, self, 'x');
    tell("SleepEx", "%u", (unsigned)SleepEx(INFINITE, TRUE));
    tell("those that calls queued, too", "%s", traced());

    queue(note_nested, self, 'e');
    queue(note, self, 'y');
    tell("a call that waits", "%u", (unsigned)SleepEx(0, TRUE));
    tell("in order", "%s", traced());

    HANDLE both[] = {unset, set};
    queue(note, self, 'g');
    tell("all of two", "%u", (unsigned)WaitForMultipleObjectsEx(2, both, TRUE, INFINITE, TRUE));
    tell("called", "%s", traced());
    queue(note, self, 'h');
    tell("SignalObjectAndWait", "%u", (unsigned)SignalObjectAndWait(unset, leave, INFINITE, TRUE));
    tell("called", "%s", traced());
    tell("and signaled", "%u", (unsigned)WaitForSingleObject(unset, 0));

    queue(set_error, self, 99);
    SetLastError(5);
    SleepEx(0, TRUE);
    tell("the call's last error", "%u", (unsigned)GetLastError());
    CloseHandle(set);
    CloseHandle(unset);
}

static void on_others(void)
{
    HANDLE never = CreateEventA(NULL, TRUE, FALSE, NULL);
    HANDLE thread = start(sleep_alertably, NULL, 0);
    queue(note, thread, 'i');
    tell("wakes SleepEx", "%u", code_at_end(thread));
    tell("called", "%s", traced());

    thread = start(wait_alertably, never, 0);
    queue(note, thread, 'j');
    while (strlen(trace) == 0) {
        Sleep(0);
    }
    SetEvent(leave);
    tell("wakes a wait for two", "%u", code_at_end(thread));
    tell("called", "%s", traced());

    thread = start(wait_deaf, NULL, 0);
    queue(note, thread, 'k');
    tell("does not wake what is not alertable", "%u", (unsigned)WaitForSingleObject(thread, 0));
    SetEvent(leave);
    tell("but later", "%u", code_at_end(thread));
    tell("in order", "%s", traced());

    thread = start(just_end, NULL, CREATE_SUSPENDED);
    queue(note, thread, 'm');
    queue(note, thread, 'n');
    ResumeThread(thread);
    tell("before it begins", "%u", code_at_end(thread));
    tell("in order", "%s", traced());

    thread = start(just_end, NULL, CREATE_SUSPENDED);
    queue(exit_from_call, thread, 55);
    ResumeThread(thread);
    tell("ExitThread before it begins", "%u", code_at_end(thread));
    tell("nothing ran", "%s", traced());

    thread = start(sleep_alertably, NULL, 0);
    queue(queue_and_exit, thread, 56);
    tell("ExitThread in a call", "%u", code_at_end(thread));
    tell("nothing after it", "%s", traced());

    HANDLE self = duplicate_of(GetCurrentThread(), FALSE);
    queue(note, self, 'p');
    tell("by a handle of itself", "%u", (unsigned)SleepEx(0, TRUE));
    tell("called", "%s", traced());
    CloseHandle(self);
    CloseHandle(never);
    tell("NULL", "%s", outcome(QueueUserAPC(note, NULL, 1) != 0));
    tell("an event", "%s", outcome(QueueUserAPC(note, leave, 1) != 0));
}

int main(void)
{
    arrived = CreateEventA(NULL, FALSE, FALSE, NULL);
    leave = CreateEventA(NULL, FALSE, FALSE, NULL);
    on_itself();
    on_others();
    CloseHandle(arrived);
    CloseHandle(leave);
    return 0;
}
