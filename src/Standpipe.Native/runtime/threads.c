/* Threads as the system's own, with no frame of the C# half below the functions that they were given: those may end the
   thread, jump, or throw. So whatever runs a caller's function is here, and only asks the C# half which. */
#define _GNU_SOURCE
#include "threads.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum {
    wait_io_completion = 0xC0,
    infinite_milliseconds = -1,

    /* The C# half has its frames on it too, and the collector, which runs on the stack of whoever asked for memory. */
    least_stack = 512 * 1024,
    watcher_stack = 256 * 1024,
    watcher_pause_milliseconds = 20,
    watcher_look_milliseconds = 200,
};

enum standpipe_go { go_wait, go_run, go_end };

struct standpipe_start {
    standpipe_thread_function function;
    void *parameter;
    void *thread;
    _Atomic uint32_t id;
    _Atomic uint32_t go;

    /* The thread and whoever lets it go: the last of them frees it. */
    _Atomic int users;
};

/* Where ExitThread of a thread that was made here goes on: no destructor runs on the way, as none does on Windows. */
static _Thread_local jmp_buf *thread_end;

/* What the process ends with when its first thread has ended before it: the code of the last one. */
static _Atomic uint32_t last_exit_code;

static void await_change(_Atomic uint32_t *word, uint32_t value)
{
    while (atomic_load(word) == value) {
        syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, value, NULL, NULL, 0);
    }
}

static void change(_Atomic uint32_t *word, uint32_t value)
{
    atomic_store(word, value);
    syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, INT_MAX, NULL, NULL, 0);
}

static void drop(struct standpipe_start *start)
{
    if (atomic_fetch_sub(&start->users, 1) == 1) {
        free(start);
    }
}

/* Until none is left: a call may queue others. */
static void make_queued_calls(void)
{
    struct standpipe_apc apc;
    while (standpipe_next_apc(&apc)) {
        apc.function(apc.parameter);
    }
}

static void run(standpipe_thread_function function, void *parameter)
{
    jmp_buf end;
    if (_setjmp(end) == 0) {
        thread_end = &end;
        make_queued_calls();
        ExitThread(function(parameter));
    }

    thread_end = NULL;
}

static void *thread_main(void *argument)
{
    struct standpipe_start *start = argument;
    standpipe_thread_function function = start->function;
    void *parameter = start->parameter;

    change(&start->id, (uint32_t)gettid());
    standpipe_thread_begin(start->thread);
    await_change(&start->go, go_wait);
    uint32_t go = atomic_load(&start->go);
    drop(start);
    if (go == go_run) {
        run(function, parameter);
    }

    return NULL;
}

static int set_stack(pthread_attr_t *attributes, size_t stack, int exact)
{
    size_t usual;
    int error = pthread_attr_getstacksize(attributes, &usual);
    size_t least = exact ? least_stack : usual;
    long page = sysconf(_SC_PAGESIZE);
    if (error != 0 || stack == 0 || (!exact && stack <= least)) {
        return error;
    }

    stack = stack < least ? least : stack;
    if (stack > SIZE_MAX / 2) {
        return EAGAIN;
    }

    return pthread_attr_setstacksize(attributes, (stack + (size_t)page - 1) / (size_t)page * (size_t)page);
}

/* Makes a thread, which waits. An error number, or 0 with its id. */
int standpipe_thread_start(
    standpipe_thread_function function, void *parameter, size_t stack, int exact, void *thread,
    struct standpipe_start **start, int *id)
{
    struct standpipe_start *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return ENOMEM;
    }

    made->function = function;
    made->parameter = parameter;
    made->thread = thread;
    made->users = 2;
    pthread_attr_t attributes;
    pthread_t started;
    int error = pthread_attr_init(&attributes);
    if (error == 0) {
        error = set_stack(&attributes, stack, exact);
        error = error != 0 ? error : pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
        error = error != 0 ? error : pthread_create(&started, &attributes, thread_main, made);
        pthread_attr_destroy(&attributes);
    }

    if (error != 0) {
        free(made);
        return error;
    }

    await_change(&made->id, 0);
    *id = (int)atomic_load(&made->id);
    *start = made;
    return 0;
}

/* Lets it run, or end without having run. Once for each. */
void standpipe_thread_go(struct standpipe_start *start, int run)
{
    change(&start->go, run ? go_run : go_end);
    drop(start);
}

/* The state of a thread as /proc tells it, and whether it is one of the .NET runtime's or our own, which never end. */
static char look_at_thread(const char *id, int *is_service)
{
    char path[64];
    char line[128] = "";
    snprintf(path, sizeof path, "/proc/self/task/%.20s/stat", id);
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return 'X';
    }

    size_t length = fread(line, 1, sizeof line - 1, file);
    fclose(file);
    line[length] = '\0';
    const char *name = strchr(line, '(');
    const char *end = strrchr(line, ')');
    if (name == NULL || end == NULL || strlen(end) < 3) {
        return 'X';
    }

    *is_service = strncmp(name, "(.NET ", 6) == 0 || strncmp(name, "(Standpipe ", 11) == 0;
    return end[2];
}

/* Another thread of the program's that has not ended; 0 if there is none. */
static int find_thread(int except)
{
    DIR *tasks = opendir("/proc/self/task");
    int found = 0;
    struct dirent *task;
    while (tasks != NULL && found == 0 && (task = readdir(tasks)) != NULL) {
        int id = atoi(task->d_name);
        int is_service = 0;
        if (id > 0 && id != except) {
            char state = look_at_thread(task->d_name, &is_service);
            found = is_service || state == 'Z' || state == 'X' ? 0 : id;
        }
    }

    if (tasks != NULL) {
        closedir(tasks);
    }

    return found;
}

/* The runtime's threads keep a process alive, so somebody must end it with its last thread. */
static void *watch(void *unused)
{
    (void)unused;
    pthread_setname_np(pthread_self(), "Standpipe end");
    int id;
    while ((id = find_thread(gettid())) != 0) {
        /* O_EXCL is PIDFD_THREAD, of Linux 6.9. The first thread's tells the end of all, and it is on its way out. */
        int thread = id == getpid() ? -1 : (int)syscall(SYS_pidfd_open, id, O_EXCL);
        if (thread >= 0) {
            struct pollfd ended = { .fd = thread, .events = POLLIN };
            /* Not for ever: one of the runtime's may not have had the time to take its name. */
            poll(&ended, 1, watcher_look_milliseconds);
            close(thread);
        } else {
            poll(NULL, 0, watcher_pause_milliseconds);
        }
    }

    ExitProcess(atomic_load(&last_exit_code));
    return NULL;
}

/* The process's first thread ends, and the process with its last. */
static void exit_first_thread(uint32_t code)
{
    pthread_attr_t attributes;
    pthread_t watcher;
    if (find_thread(gettid()) == 0 || pthread_attr_init(&attributes) != 0) {
        ExitProcess(code);
    }

    pthread_attr_setstacksize(&attributes, watcher_stack);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    if (pthread_create(&watcher, &attributes, watch, NULL) != 0) {
        ExitProcess(code);
    }

    /* When the first thread leaves by pthread_exit, glibc calls no destructors of thread_local variables, and so
       nothing of ours. */
    standpipe_thread_ends();
}

STANDPIPE_EXPORT _Noreturn void ExitThread(uint32_t code)
{
    standpipe_thread_exits(code);
    atomic_store(&last_exit_code, code);
    if (thread_end != NULL) {
        _longjmp(*thread_end, 1);
    }

    if (gettid() == getpid()) {
        exit_first_thread(code);
    }

    pthread_exit(NULL);
}

STANDPIPE_EXPORT int TerminateThread(void *thread, uint32_t code)
{
    int result = standpipe_thread_terminate(thread, code);
    if (result == 2) {
        ExitThread(code);
    }

    return result;
}

STANDPIPE_EXPORT void *GetCurrentThread(void) { return (void *)(intptr_t)-2; }

STANDPIPE_EXPORT uint32_t GetCurrentThreadId(void) { return (uint32_t)gettid(); }

static long switches(void)
{
    struct rusage usage;
    return getrusage(RUSAGE_THREAD, &usage) == 0 ? usage.ru_nvcsw + usage.ru_nivcsw : 0;
}

STANDPIPE_EXPORT int SwitchToThread(void)
{
    long before = switches();
    sched_yield();
    return switches() != before;
}

static void sleep_without_calls(uint32_t milliseconds)
{
    if (milliseconds == 0) {
        sched_yield();
        return;
    }

    struct timespec end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += milliseconds / 1000;
    end.tv_nsec += (long)(milliseconds % 1000) * 1000000;
    end.tv_sec += end.tv_nsec / 1000000000;
    end.tv_nsec %= 1000000000;
    do {
        while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &end, NULL) == EINTR) {
        }
    } while (milliseconds == (uint32_t)infinite_milliseconds);
}

static uint32_t with_calls(uint32_t result)
{
    if (result == wait_io_completion) {
        make_queued_calls();
    }

    return result;
}

STANDPIPE_EXPORT void Sleep(uint32_t milliseconds) { sleep_without_calls(milliseconds); }

STANDPIPE_EXPORT uint32_t SleepEx(uint32_t milliseconds, int alertable)
{
    if (!alertable) {
        sleep_without_calls(milliseconds);
        return 0;
    }

    return with_calls(standpipe_sleep(milliseconds));
}

STANDPIPE_EXPORT uint32_t WaitForSingleObjectEx(void *handle, uint32_t milliseconds, int alertable)
{
    return with_calls(standpipe_wait_one(handle, milliseconds, alertable));
}

STANDPIPE_EXPORT uint32_t WaitForMultipleObjectsEx(
    uint32_t count, void *const *handles, int all, uint32_t milliseconds, int alertable)
{
    return with_calls(standpipe_wait_many(count, handles, all, milliseconds, alertable));
}

STANDPIPE_EXPORT uint32_t SignalObjectAndWait(void *to_signal, void *to_wait_for, uint32_t milliseconds, int alertable)
{
    return with_calls(standpipe_signal_and_wait(to_signal, to_wait_for, milliseconds, alertable));
}
