/* The locks that lie in the program's memory, thread-local slots, and Microsoft's own threads. */
#include "runtime.h"
#include <process.h>

enum { THREADS = 8, ROUNDS = 20000, ITEMS = 5000, ROOM = 4 };

static CRITICAL_SECTION section;
static SRWLOCK slim = SRWLOCK_INIT;
static CONDITION_VARIABLE not_empty, not_full, turn = CONDITION_VARIABLE_INIT;
static INIT_ONCE once = INIT_ONCE_STATIC_INIT;
static DWORD slot;
static int by_section, by_slim, initialized, wrong, queued, turns;
static long long sum;

static BOOL CALLBACK initialize(PINIT_ONCE which, PVOID parameter, PVOID *context)
{
    wrong += which != &once;
    initialized += *(int *)parameter;
    *context = &initialized;
    return TRUE;
}

static DWORD WINAPI count(LPVOID own)
{
    int one = 1;
    void *context = NULL;
    for (int i = 0; i < ROUNDS; i++) {
        EnterCriticalSection(&section);
        EnterCriticalSection(&section);
        by_section++;
        LeaveCriticalSection(&section);
        LeaveCriticalSection(&section);
        if (i % 4 != 0) {
            AcquireSRWLockShared(&slim);
            wrong += by_slim < 0;
            ReleaseSRWLockShared(&slim);
        } else {
            AcquireSRWLockExclusive(&slim);
            int before = by_slim;
            by_slim = -1;
            by_slim = before + 1;
            ReleaseSRWLockExclusive(&slim);
        }
    }
    InitOnceExecuteOnce(&once, initialize, &one, &context);
    wrong += context != &initialized;
    wrong += TlsGetValue(slot) != NULL;
    wrong += !TlsSetValue(slot, own);
    SwitchToThread();
    wrong += TlsGetValue(slot) != own;
    return 0;
}

static DWORD WINAPI produce(LPVOID unused)
{
    (void)unused;
    for (int i = 1; i <= ITEMS; i++) {
        EnterCriticalSection(&section);
        while (queued == ROOM) {
            SleepConditionVariableCS(&not_full, &section, INFINITE);
        }
        queued++;
        sum += i;
        LeaveCriticalSection(&section);
        WakeConditionVariable(&not_empty);
    }
    return 0;
}

static DWORD WINAPI consume(LPVOID unused)
{
    (void)unused;
    for (int i = 0; i < ITEMS; i++) {
        EnterCriticalSection(&section);
        while (queued == 0) {
            SleepConditionVariableCS(&not_empty, &section, INFINITE);
        }
        queued--;
        LeaveCriticalSection(&section);
        WakeConditionVariable(&not_full);
    }
    return 0;
}

/* Each waits for its number. */
static DWORD WINAPI take_turn(LPVOID number)
{
    AcquireSRWLockExclusive(&slim);
    while (turns != (int)(INT_PTR)number) {
        SleepConditionVariableSRW(&turn, &slim, INFINITE, 0);
    }
    turns++;
    ReleaseSRWLockExclusive(&slim);
    WakeAllConditionVariable(&turn);
    return 0;
}

static void run(LPTHREAD_START_ROUTINE first, LPTHREAD_START_ROUTINE second)
{
    HANDLE threads[THREADS];
    for (int i = 0; i < THREADS; i++) {
        threads[i] = CreateThread(NULL, 0, i % 2 ? second : first, (void *)(INT_PTR)(THREADS - 1 - i), 0, NULL);
    }
    WaitForMultipleObjects(THREADS, threads, TRUE, INFINITE);
    for (int i = 0; i < THREADS; i++) {
        CloseHandle(threads[i]);
    }
}

static void many(void)
{
    HERE("many threads");
    InitializeCriticalSection(&section);
    InitializeConditionVariable(&not_empty);
    InitializeConditionVariable(&not_full);
    slot = TlsAlloc();
    run(count, count);
    SHOW(by_section);
    SHOW(by_slim);
    SHOW(initialized);
    run(produce, consume);
    SHOW(sum);
    SHOW(queued);
    run(take_turn, take_turn);
    SHOW(turns);
    SHOW(wrong);
    TELL(TlsFree(slot));
}

static DWORD WINAPI try_section(LPVOID unused)
{
    (void)unused;
    return TryEnterCriticalSection(&section) ? 1 : 0;
}

static void one(void)
{
    DWORD code = 9;
    HERE("one thread");
    SHOW(section.LockCount);
    SHOW(section.OwningThread == NULL);
    EnterCriticalSection(&section);
    SHOW(TryEnterCriticalSection(&section));
    SHOW(section.RecursionCount);
    SHOW(section.OwningThread == (HANDLE)(ULONG_PTR)GetCurrentThreadId());
    HANDLE other = CreateThread(NULL, 0, try_section, NULL, 0, NULL);
    WaitForSingleObject(other, INFINITE);
    SHOW(GetExitCodeThread(other, &code));
    SHOW(code);
    CloseHandle(other);
    LeaveCriticalSection(&section);
    TELL(SleepConditionVariableCS(&not_full, &section, 1));
    SHOW(section.RecursionCount);
    LeaveCriticalSection(&section);
    SHOW(section.OwningThread == NULL);
    SHOW(InitializeCriticalSectionAndSpinCount(&section, 100));
    SHOW(SetCriticalSectionSpinCount(&section, 50) & 0xFFFFFF);
    DeleteCriticalSection(&section);
    SHOW(TryAcquireSRWLockShared(&slim));
    SHOW(TryAcquireSRWLockShared(&slim));
    SHOW(TryAcquireSRWLockExclusive(&slim));
    ReleaseSRWLockShared(&slim);
    TELL(SleepConditionVariableSRW(&turn, &slim, 1, CONDITION_VARIABLE_LOCKMODE_SHARED));
    ReleaseSRWLockShared(&slim);
    SHOW(TryAcquireSRWLockExclusive(&slim));
    SHOW(TryAcquireSRWLockShared(&slim));
    TELL(SleepConditionVariableSRW(&turn, &slim, 0, 0));
    ReleaseSRWLockExclusive(&slim);
}

static BOOL CALLBACK fail(PINIT_ONCE which, PVOID parameter, PVOID *context)
{
    (void)which;
    (void)parameter;
    (void)context;
    SetLastError(1234);
    return FALSE;
}

static void init_once(void)
{
    INIT_ONCE own = INIT_ONCE_STATIC_INIT;
    BOOL pending = 9;
    void *context = NULL;
    HERE("init once");
    TELL(InitOnceExecuteOnce(&own, fail, NULL, NULL));
    TELL(InitOnceBeginInitialize(&own, INIT_ONCE_CHECK_ONLY, &pending, &context));
    TELL(InitOnceComplete(&own, 0, NULL));
    TELL(InitOnceBeginInitialize(&own, 0, &pending, &context));
    SHOW(pending);
    TELL(InitOnceComplete(&own, 0, (void *)3));
    TELL(InitOnceComplete(&own, INIT_ONCE_INIT_FAILED, NULL));
    TELL(InitOnceBeginInitialize(&own, INIT_ONCE_ASYNC, &pending, &context));
    SHOW(pending);
    TELL(InitOnceBeginInitialize(&own, 0, &pending, &context));
    TELL(InitOnceComplete(&own, 0, (void *)16));
    TELL(InitOnceComplete(&own, INIT_ONCE_ASYNC, (void *)16));
    TELL(InitOnceComplete(&own, INIT_ONCE_ASYNC, (void *)32));
    TELL(InitOnceBeginInitialize(&own, 0, &pending, &context));
    SHOW(pending);
    SHOW((INT_PTR)context);
    TELL(InitOnceBeginInitialize(&own, INIT_ONCE_CHECK_ONLY, &pending, &context));
}

static void slots(void)
{
    int known = 0;
    HERE("slots");
    DWORD own = TlsAlloc();
    SHOW(own != TLS_OUT_OF_INDEXES);
    TELL(TlsGetValue(own) == NULL);
    TELL(TlsSetValue(own, &known));
    TELL(TlsGetValue(own) == &known);
    TELL(TlsFree(own));
    SHOW(TlsAlloc() == own);
    TELL(TlsGetValue(own) == NULL); /* not what it was before */
    TELL(TlsFree(own));
    TELL(TlsFree(own));
    TELL(TlsGetValue(5000) == NULL);
    TELL(TlsSetValue(5000, NULL));
    TELL(TlsFree(5000));
    while (TlsAlloc() != TLS_OUT_OF_INDEXES) {
        known++;
    }
    SHOW(known > 1000);
    TELL(TlsAlloc() == TLS_OUT_OF_INDEXES);
}

static unsigned __stdcall ends(void *value)
{
    *(int *)value = 5;
    _endthreadex(77);
    return 1;
}

static HANDLE done;

static void __cdecl closes_itself(void *value)
{
    *(int *)value = 6;
    SetEvent(done);
    _endthread();
}

static void threads(void)
{
    int value = 0;
    unsigned id = 0;
    DWORD code = 0;
    HERE("_beginthread");
    HANDLE thread = (HANDLE)_beginthreadex(NULL, 0, ends, &value, 0, &id);
    WaitForSingleObject(thread, INFINITE);
    SHOW(GetExitCodeThread(thread, &code));
    SHOW(code);
    SHOW(value);
    SHOW(id != 0);
    CloseHandle(thread);
    done = CreateEventA(NULL, TRUE, FALSE, NULL);
    SHOW(_beginthread(closes_itself, 0, &value) != (uintptr_t)-1);
    WaitForSingleObject(done, INFINITE);
    SHOW(value);
}

int main(void)
{
    many();
    one();
    init_once();
    threads();
    slots();
    return 0;
}
