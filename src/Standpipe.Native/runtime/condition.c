/* Condition variables: a count of wakes, which the sleepers watch, and how many sleep. */
#include "futex.h"
#include "locks.h"

#define LOCKMODE_SHARED 1u

struct condition {
    uint32_t wakes;
    uint32_t sleepers;
};

_Static_assert(sizeof(struct condition) == 8, "a CONDITION_VARIABLE has 8 bytes");

STANDPIPE_EXPORT void InitializeConditionVariable(struct condition *condition)
{
    *condition = (struct condition){0, 0};
}

/* Both are called while the lock is held: a wake that comes after its release has changed the count, and the wait
   returns at once. */
static uint32_t begin_sleep(struct condition *condition)
{
    __atomic_add_fetch(&condition->sleepers, 1, __ATOMIC_SEQ_CST);
    return __atomic_load_n(&condition->wakes, __ATOMIC_SEQ_CST);
}

static BOOL end_sleep(struct condition *condition, uint32_t seen, DWORD milliseconds)
{
    BOOL woken = TRUE;
    struct timespec deadline = milliseconds == STANDPIPE_INFINITE ? (struct timespec){0,
        0} : standpipe_deadline(milliseconds);
    while (woken && __atomic_load_n(&condition->wakes, __ATOMIC_SEQ_CST) == seen)
        woken = standpipe_futex_wait(&condition->wakes, seen, milliseconds == STANDPIPE_INFINITE ? NULL : &deadline);
    __atomic_sub_fetch(&condition->sleepers, 1, __ATOMIC_SEQ_CST);
    return woken;
}

static BOOL told(BOOL woken)
{
    if (!woken)
        SetLastError(ERROR_TIMEOUT);
    return woken;
}

STANDPIPE_EXPORT BOOL SleepConditionVariableCS(
    struct condition *condition, struct critical_section *section, DWORD milliseconds)
{
    uint32_t seen = begin_sleep(condition);
    LeaveCriticalSection(section);
    BOOL woken = end_sleep(condition, seen, milliseconds);
    EnterCriticalSection(section);
    return told(woken);
}

STANDPIPE_EXPORT BOOL SleepConditionVariableSRW(
    struct condition *condition, struct srw_lock *lock, DWORD milliseconds, DWORD flags)
{
    if ((flags & ~LOCKMODE_SHARED) != 0) {
        SetLastError(ERROR_INVALID_PARAMETER);
        return FALSE;
    }
    BOOL shared = flags != 0;
    uint32_t seen = begin_sleep(condition);
    if (shared)
        ReleaseSRWLockShared(lock);
    else
        ReleaseSRWLockExclusive(lock);
    BOOL woken = end_sleep(condition, seen, milliseconds);
    if (shared)
        AcquireSRWLockShared(lock);
    else
        AcquireSRWLockExclusive(lock);
    return told(woken);
}

static void wake(struct condition *condition, int count)
{
    if (__atomic_load_n(&condition->sleepers, __ATOMIC_SEQ_CST) == 0)
        return;
    __atomic_add_fetch(&condition->wakes, 1, __ATOMIC_SEQ_CST);
    standpipe_futex_wake(&condition->wakes, count);
}

STANDPIPE_EXPORT void WakeConditionVariable(struct condition *condition) { wake(condition, 1); }

STANDPIPE_EXPORT void WakeAllConditionVariable(struct condition *condition) { wake(condition, 0x7FFFFFFF); }
