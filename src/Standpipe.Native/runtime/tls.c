/* TlsAlloc and its family. A slot that is allocated anew is empty in every thread, without touching the others'
   memory: each value is stored with the number of the allocation that it belongs to. */
#include "runtime.h"

#include <pthread.h>
#include <stdlib.h>

#define SLOTS 1089u /* as many as Windows has, and the first, which it keeps for itself */
#define OUT_OF_INDEXES 0xFFFFFFFFu

struct value {
    void *value;
    uint32_t allocation;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* used */
static unsigned char used[SLOTS] = {1};
static uint32_t allocations[SLOTS]; /* how often a slot was allocated or freed; read without the lock */

static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t key;
static BOOL has_key;
static _Thread_local struct value *values;

static void free_values(void *memory)
{
    values = NULL;
    free(memory);
}

static void make_key(void) { has_key = pthread_key_create(&key, free_values) == 0; }

static struct value *own_values(void)
{
    if (values == NULL) {
        (void)pthread_once(&once, make_key);
        struct value *made = calloc(SLOTS, sizeof *made);
        if (made == NULL || !has_key || pthread_setspecific(key, made) != 0) {
            free(made);
            return NULL;
        }
        values = made;
    }
    return values;
}

STANDPIPE_EXPORT DWORD TlsAlloc(void)
{
    DWORD slot = 1;
    pthread_mutex_lock(&lock);
    while (slot < SLOTS && used[slot])
        slot++;
    if (slot < SLOTS) {
        used[slot] = 1;
        __atomic_add_fetch(&allocations[slot], 1, __ATOMIC_RELEASE);
    }
    pthread_mutex_unlock(&lock);
    if (slot < SLOTS)
        return slot;
    SetLastError(ERROR_NO_MORE_ITEMS);
    return OUT_OF_INDEXES;
}

STANDPIPE_EXPORT BOOL TlsFree(DWORD slot)
{
    BOOL freed = FALSE;
    pthread_mutex_lock(&lock);
    if (slot > 0 && slot < SLOTS && used[slot]) {
        used[slot] = 0;
        __atomic_add_fetch(&allocations[slot], 1, __ATOMIC_RELEASE);
        freed = TRUE;
    }
    pthread_mutex_unlock(&lock);
    if (!freed)
        SetLastError(ERROR_INVALID_PARAMETER);
    return freed;
}

/* NULL is a value like any other, so a success sets the last error to 0. Whether the slot is allocated is not looked
   at, as on Windows. */
STANDPIPE_EXPORT void *TlsGetValue(DWORD slot)
{
    if (slot >= SLOTS) {
        SetLastError(ERROR_INVALID_PARAMETER);
        return NULL;
    }
    SetLastError(0);
    struct value *own = values;
    return own != NULL && own[slot].allocation == __atomic_load_n(&allocations[slot],
        __ATOMIC_ACQUIRE) ? own[slot].value : NULL;
}

STANDPIPE_EXPORT BOOL TlsSetValue(DWORD slot, void *value)
{
    struct value *own = slot < SLOTS ? own_values() : NULL;
    if (own == NULL) {
        SetLastError(slot < SLOTS ? ERROR_NOT_ENOUGH_MEMORY : ERROR_INVALID_PARAMETER);
        return FALSE;
    }
    own[slot] = (struct value){value, __atomic_load_n(&allocations[slot], __ATOMIC_ACQUIRE)};
    return TRUE;
}
