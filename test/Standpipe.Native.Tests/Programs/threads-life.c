/* Threads: beginning, ending, what is told of them, suspending. */
#include "contract.h"

static HANDLE arrived, leave;
static int runs;

static unsigned code_of(HANDLE thread)
{
    DWORD code = 77;
    must(GetExitCodeThread(thread, &code), "GetExitCodeThread");
    return (unsigned)code;
}

static unsigned code_at_end(HANDLE thread)
{
    must(WaitForSingleObject(thread, INFINITE) == WAIT_OBJECT_0, "WaitForSingleObject of a thread");
    unsigned code = code_of(thread);
    CloseHandle(thread);
    return code;
}

static HANDLE start(LPTHREAD_START_ROUTINE function, void *parameter, DWORD flags)
{
    HANDLE thread = CreateThread(NULL, 0, function, parameter, flags, NULL);
    must(thread != NULL, "CreateThread");
    return thread;
}

static DWORD WINAPI give(LPVOID parameter)
{
    return (DWORD)(ULONG_PTR)parameter;
}

static void exit_below(DWORD code)
{
    if (code != 0) {
        ExitThread(code);
    }
}

static DWORD WINAPI exit_early(LPVOID parameter)
{
    exit_below((DWORD)(ULONG_PTR)parameter);
    return 1;
}

static DWORD WINAPI stay(LPVOID parameter)
{
    SetEvent(arrived);
    WaitForSingleObject(leave, INFINITE);
    return (DWORD)(ULONG_PTR)parameter;
}

static DWORD WINAPI tell_id(LPVOID parameter)
{
    *(DWORD *)parameter = GetCurrentThreadId();
    return 0;
}

static DWORD WINAPI set_last_error(LPVOID parameter)
{
    DWORD before = GetLastError();
    SetLastError((DWORD)(ULONG_PTR)parameter);
    return before * 1000 + GetLastError();
}

static DWORD WINAPI count_run(LPVOID parameter)
{
    (void)parameter;
    runs++;
    return 5;
}

static DWORD WINAPI suspend_itself(LPVOID parameter)
{
    (void)parameter;
    return 100 + SuspendThread(GetCurrentThread());
}

static DWORD WINAPI terminate_itself(LPVOID parameter)
{
    TerminateThread(GetCurrentThread(), (DWORD)(ULONG_PTR)parameter);
    return 1;
}

static DWORD WINAPI start_another(LPVOID parameter)
{
    HANDLE thread = start(give, parameter, 0);
    return code_at_end(thread) + 1;
}

static DWORD WINAPI use_stack(LPVOID parameter)
{
    volatile char page[100000];
    for (unsigned i = 0; i < sizeof page; i += 1000) {
        page[i] = (char)(ULONG_PTR)parameter;
    }
    return (DWORD)page[99000];
}

static void ending(void)
{
    tell("returns", "%u", code_at_end(start(give, made_up(7), 0)));
    tell("returns all bits", "%x", code_at_end(start(give, made_up(0xFFFFFFFF), 0)));
    tell("returns 259", "%u", code_at_end(start(give, made_up(259), 0)));
    tell("ExitThread", "%u", code_at_end(start(exit_early, made_up(9), 0)));
    tell("TerminateThread of itself", "%u", code_at_end(start(terminate_itself, made_up(11), 0)));
    tell("one from another", "%u", code_at_end(start(start_another, made_up(20), 0)));

    HANDLE thread = start(stay, made_up(3), 0);
    must(WaitForSingleObject(arrived, INFINITE) == WAIT_OBJECT_0, "WaitForSingleObject");
    tell("runs: wait", "%u", (unsigned)WaitForSingleObject(thread, 0));
    tell("runs: code", "%u", code_of(thread));
    tell("itself: code", "%u", code_of(GetCurrentThread()));
    SetEvent(leave);
    WaitForSingleObject(thread, INFINITE);
    tell("ended: waits again", "%u", (unsigned)WaitForSingleObject(thread, INFINITE));
    tell("ended: ResumeThread", "%d", (int)ResumeThread(thread));
    tell("ended: SuspendThread", "%s", outcome(SuspendThread(thread) != (DWORD)-1));
    tell("ended: QueueUserAPC", "%s", outcome(QueueUserAPC((PAPCFUNC)(ULONG_PTR)give, thread, 1) != 0));
    tell_outcome("ended: CancelSynchronousIo", CancelSynchronousIo(thread));
    CloseHandle(thread);
}

static void naming(void)
{
    DWORD id = 0, seen = 0;
    HANDLE thread = CreateThread(NULL, 0, tell_id, &seen, 0, &id);
    must(thread != NULL, "CreateThread");
    WaitForSingleObject(thread, INFINITE);
    tell("id", "%d", id != 0 && id == seen && id != GetCurrentThreadId());
    tell("GetThreadId", "%d", GetThreadId(thread) == id);
    tell("GetProcessIdOfThread", "%d", GetProcessIdOfThread(thread) == GetCurrentProcessId());
    tell("flags", "%u", flags_of(thread));
    CloseHandle(thread);
    tell("GetThreadId of itself", "%d", GetThreadId(GetCurrentThread()) == GetCurrentThreadId());

    SECURITY_ATTRIBUTES attributes = {sizeof attributes, NULL, TRUE};
    thread = CreateThread(&attributes, 0, give, NULL, 0, NULL);
    tell("inheritable", "%u", flags_of(thread));
    code_at_end(thread);

    thread = start(stay, made_up(33), 0);
    WaitForSingleObject(arrived, INFINITE);
    HANDLE opened = OpenThread(SYNCHRONIZE | THREAD_QUERY_INFORMATION, FALSE, GetThreadId(thread));
    HANDLE copy = duplicate_of(thread, FALSE);
    HANDLE weak = NULL;
    HANDLE process = GetCurrentProcess();
    must(DuplicateHandle(process, thread, process, &weak, SYNCHRONIZE, FALSE, 0), "DuplicateHandle");
    tell("OpenThread", "%s", outcome(opened != NULL));
    SetEvent(leave);
    CloseHandle(thread);
    tell("code of what was opened", "%u", code_at_end(opened));
    tell("code of the copy", "%u", code_at_end(copy));
    DWORD code;
    tell_outcome("code without the right", GetExitCodeThread(weak, &code));
    tell("priority without the right", "%s", outcome(SetThreadPriority(weak, 1)));
    tell("resume without the right", "%s", outcome(ResumeThread(weak) != (DWORD)-1));
    tell("queue without the right", "%s", outcome(QueueUserAPC((PAPCFUNC)(ULONG_PTR)give, weak, 1) != 0));
    tell("cancel without the right", "%s", outcome(CancelSynchronousIo(weak)));
    CloseHandle(weak);

    tell("no such id", "%s", outcome(OpenThread(THREAD_ALL_ACCESS, FALSE, 0x7FFFFFF0) != NULL));
    tell("id 0", "%s", outcome(OpenThread(THREAD_ALL_ACCESS, FALSE, 0) != NULL));
    tell("NULL: GetThreadId", "%s", outcome(GetThreadId(NULL) != 0));
    tell("NULL: code", "%s", outcome(GetExitCodeThread(NULL, &code)));
    tell("NULL: ResumeThread", "%s", outcome(ResumeThread(NULL) != (DWORD)-1));
    tell("an event: GetThreadId", "%s", outcome(GetThreadId(arrived) != 0));
    tell("an event: code", "%s", outcome(GetExitCodeThread(arrived, &code)));
    tell("an event: SuspendThread", "%s", outcome(SuspendThread(arrived) != (DWORD)-1));
    tell("an event: TerminateThread", "%s", outcome(TerminateThread(arrived, 1)));
}

static void errors_of_its_own(void)
{
    SetLastError(8);
    HANDLE thread = start(set_last_error, made_up(44), 0);
    tell("last error of a new thread", "%u", code_at_end(thread));
    tell("last error here", "%u", (unsigned)GetLastError());
}

static void stacks(void)
{
    HANDLE thread = CreateThread(NULL, 65536, use_stack, made_up(4), 0, NULL);
    tell("a small stack", "%u", code_at_end(thread));
    thread = CreateThread(NULL, 200000, use_stack, made_up(5), STACK_SIZE_PARAM_IS_A_RESERVATION, NULL);
    tell("a reservation", "%u", code_at_end(thread));
    thread = CreateThread(NULL, 16 * 1024 * 1024 + 1, use_stack, made_up(6), STACK_SIZE_PARAM_IS_A_RESERVATION, NULL);
    tell("a large one", "%u", code_at_end(thread));
}

static void suspending(void)
{
    HANDLE thread = start(count_run, NULL, CREATE_SUSPENDED);
    tell("suspended: wait", "%u", (unsigned)WaitForSingleObject(thread, 0));
    tell("suspended: code", "%u", code_of(thread));
    tell("suspended: once more", "%u", (unsigned)SuspendThread(thread));
    tell("suspended: resume", "%u", (unsigned)ResumeThread(thread));
    tell("suspended: has run", "%d", runs);
    tell("suspended: resume again", "%u", (unsigned)ResumeThread(thread));
    tell("resumed: code", "%u", code_at_end(thread));
    tell("resumed: has run", "%d", runs);

    thread = start(suspend_itself, NULL, 0);
    while (ResumeThread(thread) == 0) {
        Sleep(0);
    }
    tell("suspends itself", "%u", code_at_end(thread));

    thread = start(count_run, NULL, CREATE_SUSPENDED);
    unsigned count = 1;
    while (SuspendThread(thread) != (DWORD)-1) {
        count++;
    }
    tell("the limit", "%u, err %u", count, (unsigned)GetLastError());
    while (ResumeThread(thread) > 1) {
        count--;
    }
    tell("back again", "%u", count);
    tell("its code", "%u", code_at_end(thread));

    runs = 0;
    thread = start(count_run, NULL, CREATE_SUSPENDED);
    tell_outcome("TerminateThread before it begins", TerminateThread(thread, 66));
    tell("its code", "%u", code_at_end(thread));
    tell("has run", "%d", runs);

    thread = start(stay, NULL, 0);
    WaitForSingleObject(arrived, INFINITE);
    tell("runs: ResumeThread", "%d", (int)ResumeThread(thread));
    SetEvent(leave);
    code_at_end(thread);
}

static void priorities(void)
{
    static const int known[] = {-15, -2, -1, 0, 1, 2, 15};
    HANDLE thread = start(stay, NULL, 0);
    WaitForSingleObject(arrived, INFINITE);
    tell("priority", "%d", GetThreadPriority(thread));
    for (unsigned i = 0; i < sizeof known / sizeof known[0]; i++) {
        BOOL set = SetThreadPriority(thread, known[i]);
        tell("priority set", "%d %d", set, GetThreadPriority(thread));
    }
    tell_outcome("an unknown priority", SetThreadPriority(thread, 77));
    tell_outcome("priority of NULL", SetThreadPriority(NULL, 0));
    tell("priority of NULL", "%d", GetThreadPriority(NULL) == THREAD_PRIORITY_ERROR_RETURN);
    SetEvent(leave);
    code_at_end(thread);
    tell("priority of itself", "%d", GetThreadPriority(GetCurrentThread()));
    SwitchToThread();
}

static void many(void)
{
    HANDLE threads[MAXIMUM_WAIT_OBJECTS];
    unsigned sum = 0;
    for (unsigned i = 0; i < MAXIMUM_WAIT_OBJECTS; i++) {
        threads[i] = start(give, made_up(i), 0);
    }
    tell("wait for all", "%u", (unsigned)WaitForMultipleObjects(MAXIMUM_WAIT_OBJECTS, threads, TRUE, INFINITE));
    for (unsigned i = 0; i < MAXIMUM_WAIT_OBJECTS; i++) {
        sum += code_at_end(threads[i]);
    }
    tell("their codes", "%u", sum);
}

int main(void)
{
    arrived = CreateEventA(NULL, FALSE, FALSE, NULL);
    leave = CreateEventA(NULL, FALSE, FALSE, NULL);
    ending();
    naming();
    errors_of_its_own();
    stacks();
    suspending();
    priorities();
    many();
    CloseHandle(arrived);
    CloseHandle(leave);
    return 0;
}
