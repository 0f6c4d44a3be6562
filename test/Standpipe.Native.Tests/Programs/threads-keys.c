/* Destructors of pthread keys use handles too, in threads of either kind, though they come last of all. Linux only. */
#include "contract.h"

#include <pthread.h>

static pthread_key_t key;
static int set, owned;

static void destroy(void *event)
{
    HANDLE mutex = CreateMutexA(NULL, TRUE, NULL);
    set += SetEvent(event) && WaitForSingleObject(event, 0) == WAIT_OBJECT_0;
    owned += ReleaseMutex(mutex) && CloseHandle(mutex);
}

static DWORD WINAPI run(LPVOID parameter)
{
    pthread_setspecific(key, parameter);
    return 3;
}

static void *run_elsewhere(void *parameter)
{
    pthread_setspecific(key, parameter);
    SetEvent(parameter);
    return NULL;
}

int main(void)
{
    HANDLE event = CreateEventA(NULL, TRUE, FALSE, NULL);
    must(pthread_key_create(&key, destroy) == 0, "pthread_key_create");
    for (int i = 0; i < 100; i++) {
        pthread_t other;
        HANDLE thread = CreateThread(NULL, 0, run, event, 0, NULL);
        must(thread != NULL && WaitForSingleObject(thread, INFINITE) == WAIT_OBJECT_0, "CreateThread");
        CloseHandle(thread);
        must(pthread_create(&other, NULL, run_elsewhere, event) == 0, "pthread_create");
        must(pthread_join(other, NULL) == 0, "pthread_join");
    }
    tell("set", "%d", set);
    tell("owned", "%d", owned);
    CloseHandle(event);
    return 0;
}
