/* Mutexes, semaphores and threads that a child inherits. */
#include "contract.h"

static HANDLE to_child[5];

static DWORD WINAPI stay(LPVOID parameter)
{
    WaitForSingleObject(parameter, INFINITE);
    return 0;
}

static HANDLE start(char *arguments)
{
    char path[MAX_PATH], line[MAX_PATH + 200];
    must(GetModuleFileNameA(NULL, path, sizeof path) != 0, "GetModuleFileName");
    snprintf(line, sizeof line, "\"%s\" %s", path, arguments);
    STARTUPINFOA startup = {0};
    PROCESS_INFORMATION child;
    startup.cb = sizeof startup;
    must(CreateProcessA(NULL, line, NULL, NULL, TRUE, 0, NULL, NULL, &startup, &child), "CreateProcess");
    CloseHandle(child.hThread);
    return child.hProcess;
}

static int child(char **arguments)
{
    HANDLE mutex = made_up((unsigned)atoi(arguments[0])), semaphore = made_up((unsigned)atoi(arguments[1]));
    HANDLE thread = made_up((unsigned)atoi(arguments[2])), ready = made_up((unsigned)atoi(arguments[3]));
    HANDLE go = made_up((unsigned)atoi(arguments[4]));
    tell("child: the parent's mutex", "%u", (unsigned)WaitForSingleObject(mutex, 0));
    tell_outcome("child: cannot release it", ReleaseMutex(mutex));
    tell("child: the semaphore, once", "%u", (unsigned)WaitForSingleObject(semaphore, 0));
    tell("child: not twice", "%u", (unsigned)WaitForSingleObject(semaphore, 0));
    tell("child: the parent's thread", "%u", (unsigned)WaitForSingleObject(thread, 0));
    SetEvent(ready);
    HANDLE both[] = {mutex, go};
    tell("child: waits for both", "%u", (unsigned)WaitForMultipleObjects(2, both, TRUE, INFINITE));
    tell("child: takes it twice", "%u", (unsigned)WaitForSingleObject(mutex, 0));
    tell("child: releases it", "%d", ReleaseMutex(mutex) && ReleaseMutex(mutex));
    tell_outcome("child: once too often", ReleaseMutex(mutex));
    tell_outcome("child: releases the semaphore", ReleaseSemaphore(semaphore, 2, NULL));
    SetEvent(ready);
    tell("child: the thread has ended", "%u", (unsigned)WaitForSingleObject(thread, INFINITE));
    return 0;
}

int main(int argc, char **argv)
{
    if (argc > 5) {
        return child(argv + 1);
    }
    SECURITY_ATTRIBUTES inherited = {sizeof inherited, NULL, TRUE};
    HANDLE end = CreateEventA(NULL, FALSE, FALSE, NULL);
    HANDLE mutex = to_child[0] = CreateMutexA(&inherited, TRUE, NULL);
    HANDLE semaphore = to_child[1] = CreateSemaphoreA(&inherited, 1, 5, NULL);
    to_child[2] = CreateThread(&inherited, 0, stay, end, 0, NULL);
    HANDLE ready = to_child[3] = CreateEventA(&inherited, FALSE, FALSE, NULL);
    HANDLE go = to_child[4] = CreateEventA(&inherited, FALSE, FALSE, NULL);
    char arguments[100] = "";
    for (unsigned i = 0; i < 5; i++) {
        snprintf(arguments + strlen(arguments), 20, "%u ", number_of(to_child[i]));
    }
    HANDLE process = start(arguments);
    must(WaitForSingleObject(ready, INFINITE) == WAIT_OBJECT_0, "WaitForSingleObject");
    tell("the semaphore is the child's", "%u", (unsigned)WaitForSingleObject(semaphore, 0));
    tell_outcome("releases the mutex", ReleaseMutex(mutex));
    SetEvent(go);
    WaitForSingleObject(ready, INFINITE);
    WaitForSingleObject(semaphore, INFINITE);
    tell("the mutex is free", "%u", (unsigned)WaitForSingleObject(mutex, 0));
    LONG before = 77;
    tell_outcome("the limit counts the child's", ReleaseSemaphore(semaphore, 4, &before));
    tell("what was there", "%d", (int)before);
    tell_outcome("above the limit", ReleaseSemaphore(semaphore, 1, NULL));
    SetEvent(end);
    WaitForSingleObject(process, INFINITE);
    DWORD code = 77;
    GetExitCodeProcess(process, &code);
    tell("the child", "%u", (unsigned)code);
    return 0;
}
