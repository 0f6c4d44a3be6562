/* One-time initialization. The two low bits of the word are its state, and the rest is the caller's value, as
   programs see it in Ptr on Windows. */
#include "futex.h"

enum { IDLE = 0, RUNNING = 1, DONE = 2, RACING = 3, STATE = 3 };
enum { CHECK_ONLY = 1, ASYNC = 2, INIT_FAILED = 4 };

union once {
    uintptr_t value;
    uint32_t low; /* the half with the state, on the little-endian machines there are */
};

typedef BOOL (*once_function)(union once *once, void *parameter, void **context);

static BOOL fail(uint32_t error)
{
    SetLastError(error);
    return FALSE;
}

static BOOL change(union once *once, uintptr_t from, uintptr_t to)
{
    return __atomic_compare_exchange_n(&once->value, &from, to, FALSE, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
}

/* Gives the value with its state: DONE, or RUNNING if it is this thread's turn, or RACING in a race that the caller
   wants or not. */
static uintptr_t begin(union once *once, BOOL race)
{
    for (;;) {
        uintptr_t value = __atomic_load_n(&once->value, __ATOMIC_ACQUIRE);
        if ((value & STATE) == IDLE) {
            uintptr_t to = race ? RACING : RUNNING;
            if (change(once, value, to))
                return to;
        } else if ((value & STATE) == RUNNING && !race) {
            (void)standpipe_futex_wait(&once->low, RUNNING, NULL);
        } else {
            return value;
        }
    }
}

static void end(union once *once, uintptr_t value)
{
    __atomic_store_n(&once->value, value, __ATOMIC_RELEASE);
    standpipe_futex_wake(&once->low, 0x7FFFFFFF);
}

static void tell(uintptr_t value, void **context)
{
    if (context != NULL)
        *context = (void *)(value & ~(uintptr_t)STATE);
}

STANDPIPE_EXPORT void InitOnceInitialize(union once *once) { once->value = 0; }

STANDPIPE_EXPORT BOOL InitOnceBeginInitialize(union once *once, DWORD flags, BOOL *pending, void **context)
{
    if ((flags & CHECK_ONLY) != 0) {
        uintptr_t value = __atomic_load_n(&once->value, __ATOMIC_ACQUIRE);
        if ((flags & ~(DWORD)CHECK_ONLY) != 0)
            return fail(ERROR_INVALID_PARAMETER);
        *pending = (value & STATE) != DONE;
        if (*pending)
            return fail(ERROR_GEN_FAILURE);
        tell(value, context);
        return TRUE;
    }
    BOOL race = (flags & ASYNC) != 0;
    uintptr_t value = begin(once, race);
    if ((value & STATE) == DONE) {
        tell(value, context);
        *pending = FALSE;
        return TRUE;
    }
    if ((value & STATE) != (race ? RACING : RUNNING))
        return fail(ERROR_INVALID_PARAMETER);
    *pending = TRUE;
    return TRUE;
}

STANDPIPE_EXPORT BOOL InitOnceComplete(union once *once, DWORD flags, void *context)
{
    BOOL failed = (flags & INIT_FAILED) != 0;
    uintptr_t value = failed ? IDLE : ((uintptr_t)context | DONE);
    if (((uintptr_t)context & STATE) != 0 || (failed && (context != NULL || (flags & ASYNC) != 0)))
        return fail(ERROR_INVALID_PARAMETER);
    if ((flags & ASYNC) != 0)
        return change(once, RACING, value) ? TRUE : fail(ERROR_GEN_FAILURE);
    uintptr_t now = __atomic_load_n(&once->value, __ATOMIC_ACQUIRE);
    if ((now & STATE) == RACING)
        return fail(ERROR_INVALID_PARAMETER);
    if ((now & STATE) != RUNNING)
        return fail(ERROR_GEN_FAILURE);
    end(once, value);
    return TRUE;
}

STANDPIPE_EXPORT BOOL InitOnceExecuteOnce(union once *once, once_function function, void *parameter, void **context)
{
    uintptr_t value = begin(once, FALSE);
    if ((value & STATE) == DONE) {
        tell(value, context);
        return TRUE;
    }
    if ((value & STATE) != RUNNING)
        return fail(ERROR_INVALID_PARAMETER);
    void *made = NULL;
    if (!function(once, parameter, &made)) {
        end(once, IDLE); /* The next caller tries; the last error is the function's. */
        return FALSE;
    }
    value = ((uintptr_t)made & ~(uintptr_t)STATE) | DONE;
    end(once, value);
    tell(value, context);
    return TRUE;
}
