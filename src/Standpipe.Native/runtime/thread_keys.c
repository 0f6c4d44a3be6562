/* Values of a thread that go late. The .NET runtime lets go of a thread by the destructor of a key
   (pthread_key_create), and the thread that calls the C# half after that is aborted. glibc calls the destructors of all
   keys in the order of the keys, and again as long as any sets a value, so the runtime's would come before those of a
   program, which may want to close a handle. The linker puts __wrap_pthread_key_create in the place of
   pthread_key_create for all that is in the library: its keys go last. */
#define _GNU_SOURCE
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

enum {
    late_keys = 2,

    /* Of PTHREAD_DESTRUCTOR_ITERATIONS rounds, one to spare. */
    late_round = 3,
};

_Static_assert(late_round < PTHREAD_DESTRUCTOR_ITERATIONS, "glibc gives up before that round");

static struct {
    pthread_key_t key;
    void (*destructor)(void *value);
} late[late_keys];

static _Atomic int late_count;
static _Thread_local int rounds[late_keys];

extern int __real_pthread_key_create(pthread_key_t *key, void (*destructor)(void *value));
int __wrap_pthread_key_create(pthread_key_t *key, void (*destructor)(void *value));

static void destroy_late(int number, void *value)
{
    if (++rounds[number] < late_round && pthread_setspecific(late[number].key, value) == 0) {
        return;
    }

    late[number].destructor(value);
}

static void destroy_first(void *value) { destroy_late(0, value); }

static void destroy_second(void *value) { destroy_late(1, value); }

int __wrap_pthread_key_create(pthread_key_t *key, void (*destructor)(void *value))
{
    static void (*const destructors[late_keys])(void *) = {destroy_first, destroy_second};
    int number = destructor == NULL ? late_keys : atomic_fetch_add(&late_count, 1);
    if (number >= late_keys) {
        return __real_pthread_key_create(key, destructor);
    }

    late[number].destructor = destructor;
    int error = __real_pthread_key_create(key, destructors[number]);
    late[number].key = *key;
    return error;
}
