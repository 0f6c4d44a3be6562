/* Starting /bin/true and waiting for it, by posix_spawn.
   Requests: "start COUNT", "heap BYTES" (allocates that much and touches it). */
#include "bench.h"

int main(void)
{
    greet();
    for (char *request; (request = next_request()) != NULL;) {
        long count, done, begin = now();
        if (sscanf(request, "heap %ld", &count) == 1) {
            char *heap = malloc((size_t)count);
            if (heap == NULL) {
                fail("malloc");
            }
            for (long i = 0; i < count; i += 4096) {
                ((volatile char *)heap)[i] = 1;
            }
            answer(now() - begin, count);
            continue;
        }
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
