/* The locks that lie in the caller's memory, as the public headers lay them out. */
#ifndef STANDPIPE_LOCKS_H
#define STANDPIPE_LOCKS_H

#include "runtime.h"

struct critical_section {
    void *debug_info;
    LONG lock_count;
    LONG recursion_count;
    HANDLE owning_thread;
    uint32_t word; /* LockSemaphore's place: 0 free, 1 taken, 2 taken and waited for */
    uint32_t unused;
    uintptr_t spin_count;
};

struct srw_lock {
    uint32_t word;
    uint32_t unused;
};

_Static_assert(sizeof(struct critical_section) == 40, "a CRITICAL_SECTION has 40 bytes");
_Static_assert(sizeof(struct srw_lock) == 8, "an SRWLOCK has 8 bytes");

void EnterCriticalSection(struct critical_section *section);
void LeaveCriticalSection(struct critical_section *section);
void AcquireSRWLockShared(struct srw_lock *lock);
void ReleaseSRWLockShared(struct srw_lock *lock);
void AcquireSRWLockExclusive(struct srw_lock *lock);
void ReleaseSRWLockExclusive(struct srw_lock *lock);

#endif
