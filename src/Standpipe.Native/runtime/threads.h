/* Threads: what the C half and the C# half tell each other. */
#ifndef STANDPIPE_THREADS_H
#define STANDPIPE_THREADS_H

#include "runtime.h"

#include <stddef.h>

typedef uint32_t (*standpipe_thread_function)(void *parameter);

/* A call that one thread leaves for another to make. */
struct standpipe_apc {
    void (*function)(uintptr_t parameter);
    uintptr_t parameter;
};

/* A thread that is waiting to be let go. */
struct standpipe_start;

/* The C# half: Exports/Threads.cs and Exports/Waiting.cs. */
void standpipe_thread_begin(void *thread);
void standpipe_thread_exits(uint32_t code);
void standpipe_thread_ends(void);
int standpipe_thread_terminate(void *thread, uint32_t code);
int standpipe_next_apc(struct standpipe_apc *apc);
uint32_t standpipe_sleep(uint32_t milliseconds);
uint32_t standpipe_wait_one(void *handle, uint32_t milliseconds, int alertable);
uint32_t standpipe_wait_many(uint32_t count, void *const *handles, int all, uint32_t milliseconds, int alertable);
uint32_t standpipe_signal_and_wait(void *to_signal, void *to_wait_for, uint32_t milliseconds, int alertable);

/* What the C# half calls, by NativeRuntime.Threads.cs. */
int standpipe_thread_start(
    standpipe_thread_function function, void *parameter, size_t stack, int exact, void *thread,
    struct standpipe_start **start, int *id);
void standpipe_thread_go(struct standpipe_start *start, int run);

#endif
