/* Microsoft's <process.h>: threads, over CreateThread. */
#include "futex.h"

#include <errno.h>
#include <stdlib.h>

typedef DWORD (*thread_function)(void *);

HANDLE CreateThread(void *attributes, size_t stack, thread_function function, void *argument, DWORD flags, DWORD *id);
void ExitThread(DWORD code) __attribute__((noreturn));
BOOL CloseHandle(HANDLE handle);

/* A thread of _beginthread, which closes its own handle. */
struct simple_thread {
    void (*function)(void *);
    void *argument;
    HANDLE handle;
    uint32_t has_handle;
};

static _Thread_local struct simple_thread *this_thread;

static int errno_of_last_error(void)
{
    switch (GetLastError()) {
    case ERROR_NOT_ENOUGH_MEMORY:
        return EAGAIN;
    case 5:
        return EACCES;
    default:
        return EINVAL;
    }
}

/* 0, with errno, if there is none. */
STANDPIPE_EXPORT uintptr_t _beginthreadex(
    void *security, unsigned stack, unsigned (*function)(void *), void *argument, unsigned flags, unsigned *id)
{
    DWORD ignored;
    if (function == NULL) {
        errno = EINVAL;
        return 0;
    }
    HANDLE handle = CreateThread(security, stack, (thread_function)function, argument, flags,
        id != NULL ? id : &ignored);
    if (handle == NULL)
        errno = errno_of_last_error();
    return (uintptr_t)handle;
}

STANDPIPE_EXPORT void _endthreadex(unsigned code) { ExitThread(code); }

static void end(void)
{
    struct simple_thread *thread = this_thread;
    this_thread = NULL;
    if (thread != NULL) {
        (void)CloseHandle(thread->handle);
        free(thread);
    }
}

static DWORD run(void *argument)
{
    struct simple_thread *thread = argument;
    /* Its creator may not have it yet. */
    while (__atomic_load_n(&thread->has_handle, __ATOMIC_ACQUIRE) == 0)
        (void)standpipe_futex_wait(&thread->has_handle, 0, NULL);
    this_thread = thread;
    thread->function(thread->argument);
    end();
    return 0;
}

/* -1, with errno, if there is none. The handle is the thread's, which closes it when it ends. */
STANDPIPE_EXPORT uintptr_t _beginthread(void (*function)(void *), unsigned stack, void *argument)
{
    DWORD id;
    struct simple_thread *thread = function == NULL ? NULL : malloc(sizeof *thread);
    if (thread == NULL) {
        errno = function == NULL ? EINVAL : EAGAIN;
        return (uintptr_t)-1;
    }
    *thread = (struct simple_thread){.function = function, .argument = argument};
    HANDLE handle = CreateThread(NULL, stack, run, thread, 0, &id);
    if (handle == NULL) {
        errno = errno_of_last_error();
        free(thread);
        return (uintptr_t)-1;
    }
    thread->handle = handle;
    __atomic_store_n(&thread->has_handle, 1, __ATOMIC_RELEASE);
    standpipe_futex_wake(&thread->has_handle, 1);
    return (uintptr_t)handle;
}

STANDPIPE_EXPORT void _endthread(void)
{
    end();
    ExitThread(0);
}
