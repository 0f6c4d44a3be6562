#!/usr/bin/env bash
# What libstandpipe.so costs a C program that starts: medians over rounds in which each program runs once, in turn.
#   bench/native-startup.sh [ROUNDS]
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-300}
[ -e artifacts/native/libstandpipe.so ] || eng/build-native.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/plain.c" <<'C'
int main(void) { return 0; }
C
cat >"$work/linked.c" <<'C'
#include <windows.h>
int main(int argc, char **argv) { (void)argv; return argc > 100 ? (int)GetLastError() : 0; }
C
cat >"$work/used.c" <<'C'
#include <windows.h>
int main(void)
{
    HANDLE read_end, write_end;
    char byte = 'x';
    DWORD count;
    return CreatePipe(&read_end, &write_end, NULL, 0) && WriteFile(write_end, &byte, 1, &count, NULL) &&
                   ReadFile(read_end, &byte, 1, &count, NULL) && CloseHandle(read_end) && CloseHandle(write_end)
               ? 0
               : 1;
}
C
cat >"$work/runner.c" <<'C'
#define _GNU_SOURCE
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

static int by_value(const void *a, const void *b) { return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b); }

int main(int argc, char **argv)
{
    int rounds = atoi(argv[1]);
    int programs = argc - 2;
    double *times = calloc((size_t)(rounds * programs), sizeof *times);
    long memory[16] = {0};
    for (int round = 0; round < rounds; round++) {
        for (int program = 0; program < programs; program++) {
            struct timespec begin, end;
            struct rusage usage;
            pid_t id;
            int status;
            char *arguments[] = {argv[program + 2], NULL};
            clock_gettime(CLOCK_MONOTONIC, &begin);
            if (posix_spawn(&id, arguments[0], NULL, NULL, arguments, NULL) != 0 || wait4(id, &status, 0, &usage) != id || status != 0) {
                fprintf(stderr, "%s failed\n", arguments[0]);
                return 1;
            }
            clock_gettime(CLOCK_MONOTONIC, &end);
            times[program * rounds + round] = (double)(end.tv_sec - begin.tv_sec) * 1e3 + (double)(end.tv_nsec - begin.tv_nsec) / 1e6;
            memory[program] = usage.ru_maxrss;
        }
    }
    for (int program = 0; program < programs; program++) {
        qsort(times + program * rounds, (size_t)rounds, sizeof *times, by_value);
    }
    for (int program = 0; program < programs; program++) {
        double median = times[program * rounds + rounds / 2];
        printf("| %s | %.2f ms | %.2f | %ld KiB |\n", argv[program + 2], median, median / times[rounds / 2], memory[program]);
    }
    return 0;
}
C
flags=(-O2 -I src/Standpipe.Native/include/standpipe -L artifacts/native -Wl,-rpath,"$PWD/artifacts/native" -Wl,--no-as-needed)
gcc -O2 "$work/plain.c" -o "$work/plain"
gcc "${flags[@]}" "$work/linked.c" -o "$work/linked" -lstandpipe
gcc "${flags[@]}" "$work/used.c" -o "$work/used" -lstandpipe
gcc -O2 "$work/runner.c" -o "$work/runner"

echo "$(uname -sr), $(nproc) processors, $(git rev-parse --short HEAD), $rounds rounds"
echo
echo "| program | start to end | to the plain one | memory |"
echo "| --- | --- | --- | --- |"
(cd "$work" && ./runner "$rounds" ./plain ./linked ./used)
