/* Events, mutexes and semaphores, between threads. */
#include "contract.h"

static HANDLE arrived, leave, mutex;

static unsigned wait(HANDLE object)
{
    return (unsigned)WaitForSingleObject(object, 0);
}

static HANDLE start(LPTHREAD_START_ROUTINE function, void *parameter)
{
    HANDLE thread = CreateThread(NULL, 0, function, parameter, 0, NULL);
    must(thread != NULL, "CreateThread");
    return thread;
}

static unsigned code_at_end(HANDLE thread)
{
    DWORD code = 77;
    must(WaitForSingleObject(thread, INFINITE) == WAIT_OBJECT_0, "WaitForSingleObject of a thread");
    GetExitCodeThread(thread, &code);
    CloseHandle(thread);
    return (unsigned)code;
}

static DWORD WINAPI wait_for(LPVOID object)
{
    return WaitForSingleObject(object, INFINITE);
}

static DWORD WINAPI try_mutex(LPVOID parameter)
{
    (void)parameter;
    DWORD got = WaitForSingleObject(mutex, 0);
    BOOL released = ReleaseMutex(mutex);
    return got * 1000 + (released ? 0 : GetLastError());
}

static DWORD WINAPI take_and_leave(LPVOID parameter)
{
    WaitForSingleObject(mutex, INFINITE);
    WaitForSingleObject(mutex, INFINITE);
    if (parameter != NULL) {
        ExitThread(2);
    }
    return 1;
}

static DWORD WINAPI hold(LPVOID parameter)
{
    (void)parameter;
    WaitForSingleObject(mutex, INFINITE);
    SetEvent(arrived);
    WaitForSingleObject(leave, INFINITE);
    ReleaseMutex(mutex);
    return 0;
}

static void events(void)
{
    HANDLE manual = CreateEventA(NULL, TRUE, FALSE, NULL), automatic = CreateEventW(NULL, FALSE, TRUE, NULL);
    tell("manual: unset", "%u", wait(manual));
    tell("manual: SetEvent twice", "%d %d", SetEvent(manual), SetEvent(manual));
    tell("manual: stays set", "%u %u", wait(manual), wait(manual));
    tell("manual: ResetEvent twice", "%d %d", ResetEvent(manual), ResetEvent(manual));
    tell("manual: reset", "%u", wait(manual));
    unsigned first = wait(automatic), second = wait(automatic);
    tell("automatic: once", "%u %u", first, second);

    DWORD flags = CREATE_EVENT_MANUAL_RESET | CREATE_EVENT_INITIAL_SET;
    HANDLE extended = CreateEventExA(NULL, NULL, flags, EVENT_ALL_ACCESS);
    tell("CreateEventEx", "%u %u", wait(extended), wait(extended));
    CloseHandle(extended);
    extended = CreateEventExW(NULL, NULL, 0, SYNCHRONIZE);
    tell("without the right: SetEvent", "%s", outcome(SetEvent(extended)));
    tell("without the right: PulseEvent", "%s", outcome(PulseEvent(extended)));
    tell("without the right: wait", "%u", wait(extended));
    CloseHandle(extended);
    extended = CreateEventExW(NULL, NULL, CREATE_EVENT_INITIAL_SET, EVENT_MODIFY_STATE);
    tell("without the other right: wait", "%s", outcome(WaitForSingleObject(extended, 0) != WAIT_FAILED));
    CloseHandle(extended);

    SetLastError(77);
    extended = CreateEventA(NULL, FALSE, FALSE, NULL);
    tell("last error of a success", "%u", (unsigned)GetLastError());
    CloseHandle(extended);
    SetEvent(manual);
    tell_outcome("PulseEvent of what is set", PulseEvent(manual));
    tell("resets it", "%u", wait(manual));
    tell_outcome("PulseEvent without a waiter", PulseEvent(automatic));
    tell("leaves nothing", "%u", wait(automatic));
    tell_outcome("no event", SetEvent(mutex));
    tell_outcome("NULL", PulseEvent(NULL));
    CloseHandle(manual);
    CloseHandle(automatic);
}

/* When a thread is blocked nobody can tell, so pulses are sent until all have ended; each ends at least one. */
static void pulses(void)
{
    HANDLE manual = CreateEventA(NULL, TRUE, FALSE, NULL), automatic = CreateEventA(NULL, FALSE, FALSE, NULL);
    for (unsigned kind = 0; kind < 2; kind++) {
        HANDLE threads[3], event = kind == 0 ? manual : automatic;
        unsigned sent = 0;
        for (unsigned i = 0; i < 3; i++) {
            threads[i] = start(wait_for, event);
        }
        while (WaitForMultipleObjects(3, threads, TRUE, 0) != WAIT_OBJECT_0) {
            PulseEvent(event);
            sent++;
            Sleep(0);
        }
        unsigned codes = code_at_end(threads[0]) + code_at_end(threads[1]) + code_at_end(threads[2]);
        tell("pulsed", "%d %u", sent > 0 && (kind == 0 || sent >= 3), codes);
        tell("left", "%u", wait(event));
    }
    CloseHandle(manual);
    CloseHandle(automatic);
}

static void mutexes(void)
{
    tell("free: another thread", "%u", code_at_end(start(try_mutex, NULL)));
    unsigned first = wait(mutex), second = wait(mutex);
    tell("taken twice", "%u %u", first, second);
    tell("owned: another thread", "%u", code_at_end(start(try_mutex, NULL)));
    tell_outcome("ReleaseMutex", ReleaseMutex(mutex));
    tell("still owned: another thread", "%u", code_at_end(start(try_mutex, NULL)));
    tell_outcome("ReleaseMutex again", ReleaseMutex(mutex));
    tell_outcome("ReleaseMutex once too often", ReleaseMutex(mutex));
    tell("free again: another thread", "%u", code_at_end(start(try_mutex, NULL)));

    tell("ends owning it", "%u", code_at_end(start(take_and_leave, NULL)));
    tell("abandoned", "%x", wait(mutex));
    tell("once", "%x", wait(mutex));
    ReleaseMutex(mutex);
    ReleaseMutex(mutex);
    tell("no longer", "%x", wait(mutex));
    ReleaseMutex(mutex);
    tell("ExitThread owning it", "%u", code_at_end(start(take_and_leave, made_up(1))));
    HANDLE two[] = {leave, mutex};
    tell("abandoned, the second of two", "%x", (unsigned)WaitForMultipleObjects(2, two, FALSE, INFINITE));
    ReleaseMutex(mutex);
    code_at_end(start(take_and_leave, NULL));
    SetEvent(leave);
    tell("abandoned, with another", "%x", (unsigned)WaitForMultipleObjects(2, two, TRUE, INFINITE));
    tell("both taken", "%u %s", wait(leave), outcome(ReleaseMutex(mutex)));

    HANDLE thread = start(hold, NULL);
    WaitForSingleObject(arrived, INFINITE);
    HANDLE copy = duplicate_of(mutex, FALSE);
    tell("held elsewhere", "%u", wait(copy));
    tell_outcome("held elsewhere: ReleaseMutex", ReleaseMutex(copy));
    SetEvent(leave);
    tell("waits for it", "%u", (unsigned)WaitForSingleObject(copy, INFINITE));
    code_at_end(thread);
    tell_outcome("by the other handle", ReleaseMutex(mutex));
    CloseHandle(copy);

    HANDLE owned = CreateMutexA(NULL, TRUE, NULL);
    HANDLE extended = CreateMutexExW(NULL, NULL, CREATE_MUTEX_INITIAL_OWNER, MUTEX_ALL_ACCESS);
    tell_outcome("born owned", ReleaseMutex(owned));
    tell_outcome("once", ReleaseMutex(owned));
    tell_outcome("CreateMutexEx", ReleaseMutex(extended));
    tell_outcome("once", ReleaseMutex(extended));
    CloseHandle(owned);
    CloseHandle(extended);
    tell_outcome("no mutex", ReleaseMutex(leave));
    tell_outcome("NULL", ReleaseMutex(NULL));
}

static void semaphores(void)
{
    HANDLE semaphore = CreateSemaphoreA(NULL, 2, 3, NULL);
    LONG before = 77;
    unsigned first = wait(semaphore), second = wait(semaphore), third = wait(semaphore);
    tell("two and no more", "%u %u %u", first, second, third);
    BOOL released = ReleaseSemaphore(semaphore, 2, &before);
    tell("released", "%d %d", released, (int)before);
    released = ReleaseSemaphore(semaphore, 1, &before);
    tell("released", "%d %d", released, (int)before);
    before = 77;
    tell_outcome("too many", ReleaseSemaphore(semaphore, 1, &before));
    tell_outcome("far too many", ReleaseSemaphore(semaphore, 0x7FFFFFFF, &before));
    tell("count untouched", "%d", (int)before);
    HANDLE copy = duplicate_of(semaphore, FALSE);
    first = wait(copy), second = wait(copy), third = wait(copy);
    tell("by another handle", "%u %u %u", first, second, third);
    HANDLE thread = start(wait_for, semaphore);
    tell_outcome("for a thread that waits", ReleaseSemaphore(copy, 1, NULL));
    tell("taken by it", "%u", code_at_end(thread));
    tell("nothing is left", "%u", wait(semaphore));

    HANDLE both[] = {semaphore, leave};
    ReleaseSemaphore(semaphore, 1, NULL);
    tell("all: one is missing", "%u", (unsigned)WaitForMultipleObjects(2, both, TRUE, 0));
    SetEvent(leave);
    tell("all", "%u", (unsigned)WaitForMultipleObjects(2, both, TRUE, 0));
    tell("all taken", "%u %u", wait(semaphore), wait(leave));
    CloseHandle(semaphore);
    CloseHandle(copy);

    semaphore = CreateSemaphoreExA(NULL, 1, 1, NULL, 0, SYNCHRONIZE);
    tell("without the right", "%u %s", wait(semaphore), outcome(ReleaseSemaphore(semaphore, 1, NULL)));
    CloseHandle(semaphore);
    semaphore = CreateSemaphoreExW(NULL, 0, 0x7FFFFFFF, NULL, 0, SEMAPHORE_ALL_ACCESS);
    tell_outcome("all of them", ReleaseSemaphore(semaphore, 0x7FFFFFFF, NULL));
    tell_outcome("one more", ReleaseSemaphore(semaphore, 1, NULL));
    CloseHandle(semaphore);
    tell("more than the limit", "%s", outcome(CreateSemaphoreA(NULL, 3, 2, NULL) != NULL));
    tell("no limit", "%s", outcome(CreateSemaphoreW(NULL, 0, 0, NULL) != NULL));
    tell("less than nothing", "%s", outcome(CreateSemaphoreA(NULL, -1, 2, NULL) != NULL));
    tell_outcome("no semaphore", ReleaseSemaphore(leave, 1, NULL));
    tell_outcome("NULL", ReleaseSemaphore(NULL, 1, NULL));
}

static void signal_and_wait(void)
{
    HANDLE event = CreateEventA(NULL, FALSE, FALSE, NULL), semaphore = CreateSemaphoreA(NULL, 0, 1, NULL);
    tell("event, itself", "%u", (unsigned)SignalObjectAndWait(event, event, INFINITE, FALSE));
    tell("semaphore, in vain", "%u", (unsigned)SignalObjectAndWait(semaphore, event, 0, FALSE));
    tell("semaphore, full", "%s", outcome(SignalObjectAndWait(semaphore, event, 0, FALSE) != WAIT_FAILED));
    tell("mutex, not owned", "%s", outcome(SignalObjectAndWait(mutex, event, 0, FALSE) != WAIT_FAILED));
    wait(mutex);
    tell("mutex, for itself", "%u", (unsigned)SignalObjectAndWait(mutex, mutex, INFINITE, FALSE));
    tell("mutex, for the semaphore", "%u", (unsigned)SignalObjectAndWait(mutex, semaphore, INFINITE, FALSE));
    tell("no longer owned", "%s", outcome(ReleaseMutex(mutex)));
    DWORD result = SignalObjectAndWait(GetCurrentProcess(), event, 0, FALSE);
    tell("what cannot be signaled", "%s", outcome(result != WAIT_FAILED));
    tell("for NULL", "%s", outcome(SignalObjectAndWait(event, NULL, 0, FALSE) != WAIT_FAILED));
    CloseHandle(event);
    CloseHandle(semaphore);
}

static int shared;

static DWORD WINAPI add(LPVOID parameter)
{
    (void)parameter;
    for (int i = 0; i < 2000; i++) {
        WaitForSingleObject(mutex, INFINITE);
        shared++;
        ReleaseMutex(mutex);
    }
    return 0;
}

static void contended(void)
{
    HANDLE threads[4];
    for (unsigned i = 0; i < 4; i++) {
        threads[i] = start(add, NULL);
    }
    for (unsigned i = 0; i < 4; i++) {
        code_at_end(threads[i]);
    }
    tell("counted under a mutex", "%d", shared);
}

int main(void)
{
    arrived = CreateEventA(NULL, FALSE, FALSE, NULL);
    leave = CreateEventA(NULL, FALSE, FALSE, NULL);
    mutex = CreateMutexW(NULL, FALSE, NULL);
    events();
    pulses();
    mutexes();
    semaphores();
    signal_and_wait();
    contended();
    CloseHandle(arrived);
    CloseHandle(leave);
    CloseHandle(mutex);
    return 0;
}
