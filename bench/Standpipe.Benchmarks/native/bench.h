/* What the C contenders share: the clock, and the conversation with the program that measures. A request is a line on standard input,
   its answer a line on standard output: "ok NANOSECONDS UNITS [NAME=VALUE...]" or "failed WHY". */
#ifndef BENCH_H
#define BENCH_H

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static inline long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000L + time.tv_nsec;
}

static inline _Noreturn void fail(const char *what)
{
    printf("failed %s: %s\n", what, strerror(errno));
    fflush(stdout);
    exit(1);
}

static inline long check(long result, const char *what)
{
    if (result < 0) {
        fail(what);
    }
    return result;
}

/* Says that the program is there, and on how many processors. */
static inline void greet(void)
{
    cpu_set_t set;
    check(sched_getaffinity(0, sizeof set, &set), "sched_getaffinity");
    printf("ready %d\n", CPU_COUNT(&set));
    fflush(stdout);
}

static inline char *next_request(void)
{
    static char line[4096];
    return fgets(line, sizeof line, stdin);
}

static inline void answer(long nanoseconds, long units)
{
    printf("ok %ld %ld\n", nanoseconds, units);
    fflush(stdout);
}

static inline void *allocate(size_t size)
{
    void *memory = calloc(1, size);
    if (memory == NULL) {
        fail("calloc");
    }
    return memory;
}

#endif
