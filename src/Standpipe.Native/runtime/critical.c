/* Critical sections: recursive locks in the caller's 40 bytes. Zeroed memory is a free one. */
#include "locks.h"

#include "futex.h"

#include <string.h>

/* A thread's number as GetCurrentThreadId has it: debuggers and programs look at OwningThread. */
static HANDLE this_thread(void)
{
    static _Thread_local pid_t number __attribute__((tls_model("initial-exec")));
    if (number == 0)
        number = (pid_t)syscall(SYS_gettid);
    return (HANDLE)(uintptr_t)number;
}

static HANDLE owner_of(const struct critical_section *section)
{
    return __atomic_load_n(&section->owning_thread, __ATOMIC_RELAXED);
}

static BOOL take(struct critical_section *section)
{
    uint32_t expected = 0;
    return __atomic_compare_exchange_n(&section->word, &expected, 1, FALSE, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}

static BOOL spin(struct critical_section *section)
{
    uintptr_t count = section->spin_count < 4000 ? section->spin_count : 4000;
    for (; count > 0; count--) {
        if (__atomic_load_n(&section->word, __ATOMIC_RELAXED) == 0 && take(section))
            return TRUE;
#if defined(__x86_64__)
        __builtin_ia32_pause();
#endif
    }
    return FALSE;
}

/* Only the owner looks at these, and whoever debugs. -1 and -2 are what Windows has in a free and in a taken one. */
static void own(struct critical_section *section)
{
    __atomic_store_n(&section->owning_thread, this_thread(), __ATOMIC_RELAXED);
    section->recursion_count = 1;
    section->lock_count = -2;
}

STANDPIPE_EXPORT BOOL InitializeCriticalSectionEx(struct critical_section *section, DWORD spin_count, DWORD flags)
{
    /* Both flags (no debug information, static memory) are given here anyway; those below the top bits belong to the
       spin count on Windows. */
    if ((flags & 0x00FFFFFFu) != 0 || (flags & 0xF0000000u) != 0) {
        SetLastError(ERROR_INVALID_PARAMETER);
        return FALSE;
    }
    memset(section, 0, sizeof *section);
    section->debug_info = (void *)~(uintptr_t)0; /* none */
    section->lock_count = -1;
    section->spin_count = spin_count & 0x00FFFFFFu;
    return TRUE;
}

STANDPIPE_EXPORT void InitializeCriticalSection(struct critical_section *section)
{
    (void)InitializeCriticalSectionEx(section, 0, 0);
}

STANDPIPE_EXPORT BOOL InitializeCriticalSectionAndSpinCount(struct critical_section *section, DWORD spin_count)
{
    return InitializeCriticalSectionEx(section, spin_count, 0);
}

STANDPIPE_EXPORT DWORD SetCriticalSectionSpinCount(struct critical_section *section, DWORD spin_count)
{
    return (DWORD)__atomic_exchange_n(&section->spin_count, (uintptr_t)(spin_count & 0x00FFFFFFu), __ATOMIC_RELAXED);
}

STANDPIPE_EXPORT void EnterCriticalSection(struct critical_section *section)
{
    if (owner_of(section) == this_thread()) {
        section->recursion_count++;
        return;
    }
    if (!take(section) && !spin(section)) {
        /* From here on it is 2 while this thread has it: another may wait, and only the kernel knows. */
        while (__atomic_exchange_n(&section->word, 2, __ATOMIC_ACQUIRE) != 0)
            (void)standpipe_futex_wait(&section->word, 2, NULL);
    }
    own(section);
}

STANDPIPE_EXPORT BOOL TryEnterCriticalSection(struct critical_section *section)
{
    if (owner_of(section) == this_thread()) {
        section->recursion_count++;
        return TRUE;
    }
    if (!take(section))
        return FALSE;
    own(section);
    return TRUE;
}

/* Leaving what another thread has is the caller's bug; it changes nothing here. */
STANDPIPE_EXPORT void LeaveCriticalSection(struct critical_section *section)
{
    if (owner_of(section) != this_thread() || --section->recursion_count > 0)
        return;
    __atomic_store_n(&section->owning_thread, NULL, __ATOMIC_RELAXED);
    section->lock_count = -1;
    if (__atomic_exchange_n(&section->word, 0, __ATOMIC_RELEASE) == 2)
        standpipe_futex_wake(&section->word, 1);
}

STANDPIPE_EXPORT void DeleteCriticalSection(struct critical_section *section)
{
    memset(section, 0, sizeof *section);
    section->lock_count = -1;
}
