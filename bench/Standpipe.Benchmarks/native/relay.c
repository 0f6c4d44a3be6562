/* cat FILE | this | cat > /dev/null: the bytes go through this process by splice.
   Request: "relay CAPACITY BYTES FILE". */
#include "bench.h"

static pid_t start_cat(const char *file, int input, const char *output_file, int output)
{
    pid_t id;
    posix_spawn_file_actions_t actions;
    char *arguments[] = {"cat", (char *)file, NULL};
    posix_spawn_file_actions_init(&actions);
    if (input >= 0) {
        posix_spawn_file_actions_adddup2(&actions, input, 0);
    }
    if (output_file != NULL) {
        posix_spawn_file_actions_addopen(&actions, 1, output_file, O_WRONLY, 0);
    } else {
        posix_spawn_file_actions_adddup2(&actions, output, 1);
    }
    errno = posix_spawnp(&id, arguments[0], &actions, NULL, arguments, environ);
    if (errno != 0) {
        fail("posix_spawn cat");
    }
    posix_spawn_file_actions_destroy(&actions);
    return id;
}

static long relay(long capacity, const char *file)
{
    int in[2], out[2], status;
    long total = 0, count;
    check(pipe2(in, O_CLOEXEC) | pipe2(out, O_CLOEXEC), "pipe2");
    check(fcntl(in[0], F_SETPIPE_SZ, (int)capacity), "fcntl(F_SETPIPE_SZ)");
    check(fcntl(out[0], F_SETPIPE_SZ, (int)capacity), "fcntl(F_SETPIPE_SZ)");
    pid_t first = start_cat(file, -1, NULL, in[1]);
    pid_t last = start_cat(NULL, out[0], "/dev/null", -1);
    close(in[1]), close(out[0]);
    while ((count = check(splice(in[0], NULL, out[1], NULL, 1 << 20, SPLICE_F_MOVE), "splice")) > 0) {
        total += count;
    }
    close(in[0]), close(out[1]);
    if (waitpid(first, &status, 0) != first || status != 0 || waitpid(last, &status, 0) != last || status != 0) {
        fail("cat");
    }
    return total;
}

int main(void)
{
    greet();
    for (char *request; (request = next_request()) != NULL;) {
        long capacity, bytes;
        char file[4096];
        if (sscanf(request, "relay %ld %ld %4095[^\n]", &capacity, &bytes, file) != 3) {
            errno = EINVAL;
            fail("request");
        }
        long begin = now();
        long total = relay(capacity, file);
        answer(now() - begin, total);
    }
    return 0;
}
