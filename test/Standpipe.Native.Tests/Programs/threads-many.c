/* Many threads, one after the other, each of which blocks, owns and waits: what is left of them. Linux only. */
#include "contract.h"

#include <dirent.h>
#include <pthread.h>

static HANDLE arrived, leave, mutex;
static pipe_ends ends;

static DWORD WINAPI work(LPVOID parameter)
{
    char byte;
    DWORD count;
    (void)parameter;
    SetEvent(arrived);
    WaitForSingleObject(leave, INFINITE);
    WaitForSingleObject(mutex, INFINITE);
    ReadFile(ends.read, &byte, 1, &count, NULL);
    SleepEx(0, TRUE);
    return 7;
}

static void *work_elsewhere(void *parameter)
{
    work(NULL);
    return parameter;
}

static unsigned entries(const char *folder)
{
    unsigned count = 0;
    DIR *open = opendir(folder);
    must(open != NULL, "opendir");
    while (readdir(open) != NULL) {
        count++;
    }
    closedir(open);
    return count;
}

static unsigned mappings(void)
{
    FILE *file = fopen("/proc/self/maps", "r");
    unsigned count = 0;
    must(file != NULL, "fopen");
    for (int c; (c = getc(file)) != EOF;) {
        count += c == '\n';
    }
    fclose(file);
    return count;
}

static void round_of(unsigned count, unsigned *abandoned)
{
    for (unsigned i = 0; i < count; i++) {
        pthread_t other;
        HANDLE thread = i % 8 == 0 ? NULL : CreateThread(NULL, 0, work, NULL, 0, NULL);
        must(thread != NULL || pthread_create(&other, NULL, work_elsewhere, NULL) == 0, "CreateThread");
        WaitForSingleObject(arrived, INFINITE);
        SetEvent(leave);
        put(ends.write, "x");
        DWORD code = 7;
        if (thread != NULL) {
            WaitForSingleObject(thread, INFINITE);
            GetExitCodeThread(thread, &code);
            CloseHandle(thread);
        } else {
            pthread_join(other, NULL);
        }
        must(code == 7, "its code");
        *abandoned += WaitForSingleObject(mutex, INFINITE) == WAIT_ABANDONED;
        ReleaseMutex(mutex);
    }
}

int main(void)
{
    unsigned abandoned = 0;
    arrived = CreateEventA(NULL, FALSE, FALSE, NULL);
    leave = CreateEventA(NULL, FALSE, FALSE, NULL);
    mutex = CreateMutexA(NULL, FALSE, NULL);
    ends = new_pipe(FALSE);
    round_of(64, &abandoned);
    unsigned descriptors = entries("/proc/self/fd"), maps = mappings(), tasks = entries("/proc/self/task");
    round_of(3000, &abandoned);
    tell("abandoned", "%u", abandoned);
    tell("descriptors", "%s", entries("/proc/self/fd") <= descriptors ? "as before" : "more");
    tell("threads", "%s", entries("/proc/self/task") <= tasks ? "as before" : "more");
    tell("mappings", "%s", mappings() < maps + 100 ? "as before" : "more");
    return 0;
}
