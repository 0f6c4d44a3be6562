/* Slim reader/writer locks: one word. Neither side has precedence; who waits competes with whoever comes, as on
   Windows. */
#include "locks.h"

#include "futex.h"

#define WRITER 0x3FFFFFFFu  /* in place of the count of readers */
#define WAITERS 0x40000000u /* somebody sleeps: whoever frees the lock wakes all */

static uint32_t holders(uint32_t word) { return word & WRITER; }

static BOOL change(struct srw_lock *lock, uint32_t *seen, uint32_t to)
{
    return __atomic_compare_exchange_n(&lock->word, seen, to, FALSE, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}

/* Sleeps until the word is another than the one that was seen, with the mark that somebody does. */
static void wait_for_change(struct srw_lock *lock, uint32_t seen)
{
    if ((seen & WAITERS) != 0 || change(lock, &seen, seen | WAITERS))
        (void)standpipe_futex_wait(&lock->word, seen | WAITERS, NULL);
}

static BOOL take_shared(struct srw_lock *lock, uint32_t *seen)
{
    *seen = __atomic_load_n(&lock->word, __ATOMIC_RELAXED);
    while (holders(*seen) < WRITER - 1) {
        /* Behind those who wait, lest a writer starve. */
        if (holders(*seen) != 0 && (*seen & WAITERS) != 0)
            return FALSE;
        if (change(lock, seen, *seen + 1))
            return TRUE;
    }
    return FALSE;
}

static BOOL take_exclusive(struct srw_lock *lock, uint32_t *seen)
{
    *seen = __atomic_load_n(&lock->word, __ATOMIC_RELAXED);
    while (holders(*seen) == 0)
        if (change(lock, seen, *seen | WRITER))
            return TRUE;
    return FALSE;
}

static void free_lock(struct srw_lock *lock)
{
    if ((__atomic_exchange_n(&lock->word, 0, __ATOMIC_RELEASE) & WAITERS) != 0)
        standpipe_futex_wake(&lock->word, 0x7FFFFFFF);
}

STANDPIPE_EXPORT void InitializeSRWLock(struct srw_lock *lock) { *lock = (struct srw_lock){0, 0}; }

STANDPIPE_EXPORT void AcquireSRWLockShared(struct srw_lock *lock)
{
    uint32_t seen;
    while (!take_shared(lock, &seen))
        wait_for_change(lock, seen);
}

STANDPIPE_EXPORT void AcquireSRWLockExclusive(struct srw_lock *lock)
{
    uint32_t seen;
    while (!take_exclusive(lock, &seen))
        wait_for_change(lock, seen);
}

STANDPIPE_EXPORT BOOLEAN TryAcquireSRWLockShared(struct srw_lock *lock)
{
    uint32_t seen;
    return (BOOLEAN)take_shared(lock, &seen);
}

STANDPIPE_EXPORT BOOLEAN TryAcquireSRWLockExclusive(struct srw_lock *lock)
{
    uint32_t seen;
    return (BOOLEAN)take_exclusive(lock, &seen);
}

STANDPIPE_EXPORT void ReleaseSRWLockExclusive(struct srw_lock *lock) { free_lock(lock); }

STANDPIPE_EXPORT void ReleaseSRWLockShared(struct srw_lock *lock)
{
    uint32_t seen = __atomic_load_n(&lock->word, __ATOMIC_RELAXED);
    for (;;) {
        /* The last reader takes the mark away with itself, in one step: no sleeper is forgotten. */
        uint32_t to = holders(seen) == 1 ? 0 : seen - 1;
        if (__atomic_compare_exchange_n(&lock->word, &seen, to, FALSE, __ATOMIC_RELEASE, __ATOMIC_RELAXED))
            break;
    }
    if (holders(seen) == 1 && (seen & WAITERS) != 0)
        standpipe_futex_wake(&lock->word, 0x7FFFFFFF);
}
