/* Many pending reads in one process: an epoll with COUNT pipes, then one byte into each of them.
   Request: "wave COUNT WAVES". Every request has the same COUNT. */
#include "bench.h"

static long resident(void)
{
    long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file == NULL || fscanf(file, "%*d %ld", &pages) != 1) {
        fail("/proc/self/statm");
    }
    fclose(file);
    return pages * sysconf(_SC_PAGESIZE);
}

static int (*open_pipes(int polls, long count))[2]
{
    int(*pipes)[2] = allocate((size_t)count * sizeof *pipes);
    for (long i = 0; i < count; i++) {
        check(pipe2(pipes[i], O_CLOEXEC | O_NONBLOCK), "pipe2");
        check(fcntl(pipes[i][1], F_SETPIPE_SZ, 4096), "fcntl(F_SETPIPE_SZ)");
        struct epoll_event event = {.events = EPOLLIN, .data.fd = pipes[i][0]};
        check(epoll_ctl(polls, EPOLL_CTL_ADD, pipes[i][0], &event), "epoll_ctl");
    }
    return pipes;
}

int main(void)
{
    enum { Batch = 256 };
    int polls = (int)check(epoll_create1(EPOLL_CLOEXEC), "epoll_create1");
    int(*pipes)[2] = NULL;
    long memory = 0;
    greet();
    for (char *request; (request = next_request()) != NULL;) {
        long count, waves, done = 0;
        struct epoll_event events[Batch];
        if (sscanf(request, "wave %ld %ld", &count, &waves) != 2) {
            errno = EINVAL;
            fail("request");
        }
        if (pipes == NULL) {
            long before = resident();
            pipes = open_pipes(polls, count);
            memory = resident() - before;
        }
        long begin = now();
        for (long wave = 1; wave <= waves; wave++) {
            for (long i = 0; i < count; i++) {
                check(write(pipes[i][1], "x", 1), "write");
            }
            while (done < wave * count) {
                int ready = (int)check(epoll_wait(polls, events, Batch, -1), "epoll_wait");
                for (int i = 0; i < ready; i++) {
                    char byte;
                    done += check(read(events[i].data.fd, &byte, 1), "read");
                }
            }
        }
        printf("ok %ld %ld threads=0 pool=0 allocated=0 arming=0 memory=%ld\n", now() - begin, done, memory);
        fflush(stdout);
    }
    return 0;
}
