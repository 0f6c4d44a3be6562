/* Waiting for a word in memory to change. */
#ifndef STANDPIPE_FUTEX_H
#define STANDPIPE_FUTEX_H

#include "runtime.h"

#include <errno.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define STANDPIPE_INFINITE 0xFFFFFFFFu

static inline struct timespec standpipe_deadline(DWORD milliseconds)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_sec += milliseconds / 1000;
    at.tv_nsec += (long)(milliseconds % 1000) * 1000000;
    if (at.tv_nsec >= 1000000000) {
        at.tv_sec++;
        at.tv_nsec -= 1000000000;
    }
    return at;
}

/* Waits while *word is value, until the deadline (NULL: for ever). FALSE: the time is up. May return early. Keeps
   errno. */
static inline BOOL standpipe_futex_wait(const uint32_t *word, uint32_t value, const struct timespec *deadline)
{
    int kept = errno;
    /* The bitset form takes an absolute time, so that a signal handler between two waits does not lengthen them. */
    long result = syscall(SYS_futex, word, FUTEX_WAIT_BITSET | FUTEX_PRIVATE_FLAG, value, deadline, NULL,
        FUTEX_BITSET_MATCH_ANY);
    BOOL expired = result != 0 && errno == ETIMEDOUT;
    errno = kept;
    return !expired;
}

static inline void standpipe_futex_wake(const uint32_t *word, int count)
{
    int kept = errno;
    (void)syscall(SYS_futex, word, FUTEX_WAKE | FUTEX_PRIVATE_FLAG, count, NULL, NULL, 0);
    errno = kept;
}

#endif
