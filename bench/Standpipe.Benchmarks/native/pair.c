/* Two processes and a pipe each way: throughput and round trips.
     pair blocking|epoll free|apart      (apart: each process on a processor of its own)
   Requests: "throughput CAPACITY CHUNK BYTES", "roundtrip SIZE COUNT". */
#include "bench.h"

struct order {
    long chunk;
    long bytes;
    int echo;
};

static int polls = -1; /* the epoll that waits for this process's end, or -1: calls block */

static void wait_until_ready(void)
{
    struct epoll_event event;
    while (epoll_wait(polls, &event, 1, -1) < 0) {
        if (errno != EINTR) {
            fail("epoll_wait");
        }
    }
}

static void watch(int end, unsigned events)
{
    struct epoll_event event = {.events = events, .data.fd = end};
    check(fcntl(end, F_SETFL, O_NONBLOCK), "fcntl(F_SETFL)");
    polls = (int)check(epoll_create1(EPOLL_CLOEXEC), "epoll_create1");
    check(epoll_ctl(polls, EPOLL_CTL_ADD, end, &event), "epoll_ctl");
}

static void write_all(int end, const char *bytes, long size)
{
    while (size > 0) {
        long count = write(end, bytes, (size_t)size);
        if (count >= 0) {
            bytes += count;
            size -= count;
        } else if (errno == EAGAIN) {
            wait_until_ready();
        } else {
            fail("write");
        }
    }
}

static long read_some(int end, char *bytes, long size)
{
    while (1) {
        long count = read(end, bytes, (size_t)size);
        if (count > 0) {
            return count;
        }
        if (count == 0) {
            errno = EPIPE;
            fail("read: end of file");
        }
        if (errno != EAGAIN) {
            fail("read");
        }
        wait_until_ready();
    }
}

static void read_all(int end, char *bytes, long size)
{
    while (size > 0) {
        long count = read_some(end, bytes, size);
        bytes += count;
        size -= count;
    }
}

static void bind(int to_last)
{
    cpu_set_t all, one;
    check(sched_getaffinity(0, sizeof all, &all), "sched_getaffinity");
    CPU_ZERO(&one);
    for (int processor = 0, found = 0; processor < CPU_SETSIZE; processor++) {
        if (CPU_ISSET(processor, &all) && (to_last || !found)) {
            CPU_ZERO(&one);
            CPU_SET(processor, &one);
            found = 1;
        }
    }
    check(sched_setaffinity(0, sizeof one, &one), "sched_setaffinity");
}

static void serve(int orders, int replies, int input, int output)
{
    struct order order;
    while (read(orders, &order, sizeof order) == sizeof order) {
        char *buffer = allocate((size_t)order.chunk);
        long taken = 0;
        memset(buffer, 1, (size_t)order.chunk);
        check(write(replies, &taken, sizeof taken), "write");
        if (order.echo) {
            for (; taken < order.bytes; taken += order.chunk) {
                read_all(input, buffer, order.chunk);
                write_all(output, buffer, order.chunk);
            }
        } else {
            while (taken < order.bytes) {
                taken += read_some(input, buffer, order.chunk);
            }
        }
        check(write(replies, &taken, sizeof taken), "write");
        free(buffer);
    }
    exit(0);
}

static long hear(int replies)
{
    long taken;
    if (read(replies, &taken, sizeof taken) != sizeof taken) {
        fail("the other process has ended");
    }
    return taken;
}

static void measure(struct order order, int orders, int replies, int input, int output)
{
    char *buffer = allocate((size_t)order.chunk);
    memset(buffer, 1, (size_t)order.chunk);
    check(write(orders, &order, sizeof order), "write");
    hear(replies);

    long begin = now();
    for (long left = order.bytes; left > 0; left -= order.chunk) {
        write_all(output, buffer, left < order.chunk ? left : order.chunk);
        if (order.echo) {
            read_all(input, buffer, order.chunk);
        }
    }
    long taken = hear(replies);
    long end = now();
    answer(end - begin, order.echo ? taken / order.chunk : taken);
    free(buffer);
}

int main(int argc, char **argv)
{
    int orders[2], replies[2], forth[2], back[2];
    int epoll = argc > 1 && strcmp(argv[1], "epoll") == 0;
    int apart = argc > 2 && strcmp(argv[2], "apart") == 0;
    check(pipe2(orders, O_CLOEXEC) | pipe2(replies, O_CLOEXEC) | pipe2(forth, O_CLOEXEC) | pipe2(back, O_CLOEXEC), "pipe2");
    if (check(fork(), "fork") == 0) {
        close(orders[1]), close(replies[0]), close(forth[1]), close(back[0]);
        if (epoll) {
            watch(forth[0], EPOLLIN);
        }
        if (apart) {
            bind(1);
        }
        serve(orders[0], replies[1], forth[0], back[1]);
    }
    close(orders[0]), close(replies[1]), close(forth[0]), close(back[1]);
    if (epoll) {
        watch(forth[1], EPOLLOUT);
    }

    if (apart) {
        bind(0);
    }

    greet();
    for (char *request; (request = next_request()) != NULL;) {
        struct order order = {0};
        long capacity, count;
        if (sscanf(request, "throughput %ld %ld %ld", &capacity, &order.chunk, &order.bytes) == 3) {
            check(fcntl(forth[1], F_SETPIPE_SZ, (int)capacity), "fcntl(F_SETPIPE_SZ)");
        } else if (!epoll && sscanf(request, "roundtrip %ld %ld", &order.chunk, &count) == 2) {
            order.echo = 1;
            order.bytes = order.chunk * count;
        } else {
            errno = EINVAL;
            fail("request");
        }
        measure(order, orders[1], replies[0], back[0], forth[1]);
    }
    return 0;
}
