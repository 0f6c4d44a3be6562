/* What Linux refuses, and what Wine does otherwise than Windows: wrong flags and counts, names, a thread that runs. */
#include "contract.h"

static HANDLE arrived, leave;

static DWORD WINAPI stay(LPVOID parameter)
{
    SetEvent(arrived);
    WaitForSingleObject(leave, INFINITE);
    return (DWORD)(ULONG_PTR)parameter;
}

static void made(const char *name, HANDLE object)
{
    tell_outcome(name, object != NULL);
    if (object != NULL) {
        CloseHandle(object);
    }
}

int main(void)
{
    arrived = CreateEventA(NULL, FALSE, FALSE, NULL);
    leave = CreateEventA(NULL, FALSE, FALSE, NULL);
    HANDLE semaphore = CreateSemaphoreA(NULL, 0, 1, NULL), self = GetCurrentThread();
    LONG before = 77;
    tell_outcome("a semaphore by nothing", ReleaseSemaphore(semaphore, 0, &before));
    tell_outcome("a semaphore by less", ReleaseSemaphore(semaphore, -1, &before));
    tell("its count", "%d", (int)before);
    HANDLE mutex = CreateMutexExA(NULL, NULL, 0, SYNCHRONIZE);
    WaitForSingleObject(mutex, INFINITE);
    tell_outcome("a mutex without the right", ReleaseMutex(mutex));
    CloseHandle(mutex);
    made("flags of a thread", CreateThread(NULL, 0, stay, NULL, 1, NULL));
    made("flags of an event", CreateEventExA(NULL, NULL, 4, EVENT_ALL_ACCESS));
    made("flags of a mutex", CreateMutexExA(NULL, NULL, 2, MUTEX_ALL_ACCESS));
    made("flags of a semaphore", CreateSemaphoreExA(NULL, 0, 1, NULL, 1, SEMAPHORE_ALL_ACCESS));
    made("a name", CreateEventA(NULL, FALSE, FALSE, "name"));
    made("a name", CreateMutexA(NULL, FALSE, "name"));
    made("a name", CreateSemaphoreA(NULL, 0, 1, "name"));
    made("an empty name", CreateMutexA(NULL, FALSE, ""));

    HANDLE thread = CreateThread(NULL, 0, stay, made_up(8), 0, NULL);
    WaitForSingleObject(arrived, INFINITE);
    tell("SuspendThread of one that runs", "%s", outcome(SuspendThread(thread) != (DWORD)-1));
    tell_outcome("TerminateThread of one that runs", TerminateThread(thread, 1));
    tell_outcome("background, of another", SetThreadPriority(thread, THREAD_MODE_BACKGROUND_BEGIN));
    SetEvent(leave);
    WaitForSingleObject(thread, INFINITE);
    DWORD code = 77;
    GetExitCodeThread(thread, &code);
    tell("its code", "%u", (unsigned)code);
    tell_outcome("TerminateThread of one that ended", TerminateThread(thread, 1));
    GetExitCodeThread(thread, &code);
    tell("its code stays", "%u", (unsigned)code);
    CloseHandle(thread);

    tell("background", "%s", outcome(SetThreadPriority(self, THREAD_MODE_BACKGROUND_BEGIN)));
    tell("background, twice", "%s", outcome(SetThreadPriority(self, THREAD_MODE_BACKGROUND_BEGIN)));
    tell("foreground", "%s", outcome(SetThreadPriority(self, THREAD_MODE_BACKGROUND_END)));
    tell("foreground, twice", "%s", outcome(SetThreadPriority(self, THREAD_MODE_BACKGROUND_END)));
    CloseHandle(semaphore);
    CloseHandle(arrived);
    CloseHandle(leave);
    return 0;
}
