/* Starting /bin/true and waiting for it, by posix_spawn.
     start HEAP      (bytes: that much is allocated and touched first)
   Request: "start COUNT". */
#include "bench.h"

static void fill_heap(long size)
{
    char *heap = malloc((size_t)size + 1);
    if (heap == NULL) {
        fail("malloc");
    }
    for (long i = 0; i < size; i += 4096) {
        ((volatile char *)heap)[i] = 1;
    }
}

int main(int argc, char **argv)
{
    fill_heap(argc > 1 ? atol(argv[1]) : 0);
    greet();
    for (char *request; (request = next_request()) != NULL;) {
        long count, done, begin = now();
        if (sscanf(request, "start %ld", &count) != 1) {
            errno = EINVAL;
            fail("request");
        }
        for (done = 0; done < count; done++) {
            pid_t id;
            int status;
            char *arguments[] = {"/bin/true", NULL};
            errno = posix_spawn(&id, arguments[0], NULL, NULL, arguments, environ);
            if (errno != 0 || waitpid(id, &status, 0) != id || status != 0) {
                fail("posix_spawn /bin/true");
            }
        }
        answer(now() - begin, done);
    }
    return 0;
}
