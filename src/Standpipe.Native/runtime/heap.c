/* HeapAlloc and its family, over malloc. A heap that HeapCreate made keeps a list of its blocks, so that HeapDestroy
   can free what is left. */
#include "heap.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

enum { HEAP_ZERO_MEMORY = 8, HEAP_REALLOC_IN_PLACE_ONLY = 16 };

static const char heap_tag[] = "heap";

struct heap {
    const char *tag; /* heap_tag while the heap exists */
    size_t limit;    /* 0: none */
    size_t used;
    struct block *first;
    struct heap *previous;
    struct heap *next;
    pthread_mutex_t lock; /* the list, and HeapLock */
};

/* Its blocks are in no list, and it has no limit: malloc's own locks are enough. */
struct heap standpipe_process_heap = {.tag = heap_tag, .lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP};

/* The list of the other heaps. */
static pthread_mutex_t heaps_lock = PTHREAD_MUTEX_INITIALIZER;
static struct heap *heaps;

static BOOL is_private(const struct heap *heap) { return heap != &standpipe_process_heap; }

static struct heap *checked(HANDLE handle)
{
    struct heap *heap = handle;
    if (heap != NULL && heap->tag == heap_tag)
        return heap;
    SetLastError(ERROR_INVALID_HANDLE);
    return NULL;
}

struct block *standpipe_heap_block(struct heap *heap, const void *memory)
{
    if (memory == NULL || (uintptr_t)memory % 16 != 0)
        return NULL;
    struct block *block = (struct block *)memory - 1;
    return block->heap == heap ? block : NULL;
}

/* The list is locked. */
static void enlist(struct heap *heap, struct block *block)
{
    block->previous = NULL;
    block->next = heap->first;
    if (heap->first != NULL)
        heap->first->previous = block;
    heap->first = block;
    heap->used += block->size;
}

static void delist(struct heap *heap, struct block *block)
{
    if (block->previous != NULL)
        block->previous->next = block->next;
    else
        heap->first = block->next;
    if (block->next != NULL)
        block->next->previous = block->previous;
    heap->used -= block->size;
}

void *standpipe_heap_alloc(struct heap *heap, size_t size, BOOL zero)
{
    if (size > PTRDIFF_MAX - sizeof(struct block))
        return NULL;
    struct block *block = zero ? calloc(1, sizeof *block + size) : malloc(sizeof *block + size);
    if (block == NULL)
        return NULL;
    block->heap = heap;
    block->size = size;
    block->previous = NULL;
    block->next = NULL;
    if (is_private(heap)) {
        pthread_mutex_lock(&heap->lock);
        BOOL fits = heap->limit == 0 || (size <= heap->limit && heap->used <= heap->limit - size);
        if (fits)
            enlist(heap, block);
        pthread_mutex_unlock(&heap->lock);
        if (!fits) {
            free(block);
            return NULL;
        }
    }
    return standpipe_block_memory(block);
}

void standpipe_heap_free(struct heap *heap, struct block *block)
{
    if (is_private(heap)) {
        pthread_mutex_lock(&heap->lock);
        delist(heap, block);
        pthread_mutex_unlock(&heap->lock);
    }
    block->heap = NULL;
    free(block);
}

void *standpipe_heap_realloc(struct heap *heap, struct block *block, size_t size, BOOL zero, BOOL in_place)
{
    size_t before = block->size;
    if (size > PTRDIFF_MAX - sizeof *block)
        return NULL;
    if (is_private(heap))
        pthread_mutex_lock(&heap->lock);
    struct block *moved = NULL;
    BOOL fits = heap->limit == 0 || (size <= heap->limit && heap->used - before <= heap->limit - size);
    if (fits && (in_place || size <= before)) {
        if (sizeof *block + size <= malloc_usable_size(block))
            moved = block;
    } else if (fits) {
        /* Out of the list while realloc may move it: its neighbours point to it. */
        if (is_private(heap))
            delist(heap, block);
        moved = realloc(block, sizeof *block + size);
        if (is_private(heap))
            enlist(heap, moved != NULL ? moved : block);
    }
    if (moved != NULL) {
        heap->used += is_private(heap) ? size - before : 0;
        moved->size = size;
        if (zero && size > before)
            memset((char *)standpipe_block_memory(moved) + before, 0, size - before);
    }
    if (is_private(heap))
        pthread_mutex_unlock(&heap->lock);
    return moved != NULL ? standpipe_block_memory(moved) : NULL;
}

STANDPIPE_EXPORT HANDLE GetProcessHeap(void) { return &standpipe_process_heap; }

STANDPIPE_EXPORT DWORD GetProcessHeaps(DWORD count, HANDLE *handles)
{
    DWORD total = 1;
    pthread_mutex_lock(&heaps_lock);
    if (count > 0)
        handles[0] = &standpipe_process_heap;
    for (struct heap *heap = heaps; heap != NULL; heap = heap->next, total++)
        if (total < count)
            handles[total] = heap;
    pthread_mutex_unlock(&heaps_lock);
    return total;
}

STANDPIPE_EXPORT HANDLE HeapCreate(DWORD options, size_t initial, size_t maximum)
{
    /* HEAP_NO_SERIALIZE only promises something. HEAP_GENERATE_EXCEPTIONS has nothing to raise: such a caller gets NULL. */
    (void)options;
    if (maximum != 0 && initial > maximum) {
        SetLastError(ERROR_INVALID_PARAMETER);
        return NULL;
    }
    struct heap *heap = calloc(1, sizeof *heap);
    if (heap == NULL) {
        SetLastError(ERROR_NOT_ENOUGH_MEMORY);
        return NULL;
    }
    pthread_mutexattr_t recursive;
    pthread_mutexattr_init(&recursive);
    pthread_mutexattr_settype(&recursive, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&heap->lock, &recursive);
    pthread_mutexattr_destroy(&recursive);
    heap->tag = heap_tag;
    heap->limit = maximum == 0 ? 0 : (maximum + 4095) & ~(size_t)4095;
    pthread_mutex_lock(&heaps_lock);
    heap->next = heaps;
    if (heaps != NULL)
        heaps->previous = heap;
    heaps = heap;
    pthread_mutex_unlock(&heaps_lock);
    return heap;
}

STANDPIPE_EXPORT BOOL HeapDestroy(HANDLE handle)
{
    struct heap *heap = checked(handle);
    if (heap == NULL)
        return FALSE;
    if (!is_private(heap)) {
        SetLastError(ERROR_INVALID_HANDLE);
        return FALSE;
    }
    pthread_mutex_lock(&heaps_lock);
    if (heap->previous != NULL)
        heap->previous->next = heap->next;
    else
        heaps = heap->next;
    if (heap->next != NULL)
        heap->next->previous = heap->previous;
    pthread_mutex_unlock(&heaps_lock);
    for (struct block *block = heap->first; block != NULL;) {
        struct block *next = block->next;
        block->heap = NULL;
        free(block);
        block = next;
    }
    heap->tag = NULL;
    pthread_mutex_destroy(&heap->lock);
    free(heap);
    return TRUE;
}

/* A failure for want of memory leaves the last error, as Windows says of this function alone. */
STANDPIPE_EXPORT void *HeapAlloc(HANDLE handle, DWORD flags, size_t size)
{
    struct heap *heap = checked(handle);
    return heap == NULL ? NULL : standpipe_heap_alloc(heap, size, (flags & HEAP_ZERO_MEMORY) != 0);
}

static struct block *checked_block(struct heap *heap, const void *memory)
{
    struct block *block = heap == NULL ? NULL : standpipe_heap_block(heap, memory);
    if (block == NULL && heap != NULL)
        SetLastError(ERROR_INVALID_PARAMETER);
    return block;
}

STANDPIPE_EXPORT void *HeapReAlloc(HANDLE handle, DWORD flags, void *memory, size_t size)
{
    if (memory == NULL)
        return NULL;
    struct heap *heap = checked(handle);
    struct block *block = checked_block(heap, memory);
    if (block == NULL)
        return NULL;
    return standpipe_heap_realloc(heap, block, size, (flags & HEAP_ZERO_MEMORY) != 0,
        (flags & HEAP_REALLOC_IN_PLACE_ONLY) != 0);
}

STANDPIPE_EXPORT BOOL HeapFree(HANDLE handle, DWORD flags, void *memory)
{
    (void)flags;
    if (memory == NULL)
        return TRUE;
    struct heap *heap = checked(handle);
    struct block *block = checked_block(heap, memory);
    if (block == NULL)
        return FALSE;
    standpipe_heap_free(heap, block);
    return TRUE;
}

STANDPIPE_EXPORT size_t HeapSize(HANDLE handle, DWORD flags, const void *memory)
{
    (void)flags;
    struct block *block = checked_block(checked(handle), memory);
    return block == NULL ? (size_t)-1 : block->size;
}

STANDPIPE_EXPORT BOOL HeapValidate(HANDLE handle, DWORD flags, const void *memory)
{
    (void)flags;
    struct heap *heap = handle;
    if (heap == NULL || heap->tag != heap_tag)
        return FALSE;
    return memory == NULL || standpipe_heap_block(heap, memory) != NULL;
}

STANDPIPE_EXPORT size_t HeapCompact(HANDLE handle, DWORD flags)
{
    (void)flags;
    struct heap *heap = checked(handle);
    if (heap == NULL)
        return 0;
    (void)malloc_trim(0);
    return heap->limit == 0 ? (size_t)1 << 20 : heap->limit - heap->used;
}

STANDPIPE_EXPORT BOOL HeapLock(HANDLE handle)
{
    struct heap *heap = checked(handle);
    return heap != NULL && pthread_mutex_lock(&heap->lock) == 0;
}

STANDPIPE_EXPORT BOOL HeapUnlock(HANDLE handle)
{
    struct heap *heap = checked(handle);
    return heap != NULL && pthread_mutex_unlock(&heap->lock) == 0;
}

/* What can be set (the low-fragmentation heap, ending the process on corruption) is malloc's own business. */
STANDPIPE_EXPORT BOOL HeapSetInformation(HANDLE handle, int kind, void *information, size_t length)
{
    (void)handle;
    (void)kind;
    (void)information;
    (void)length;
    return TRUE;
}

STANDPIPE_EXPORT BOOL HeapQueryInformation(HANDLE handle, int kind, void *information, size_t length, size_t *needed)
{
    (void)handle;
    if (kind != 0) {
        SetLastError(ERROR_INVALID_PARAMETER);
        return FALSE;
    }
    if (needed != NULL)
        *needed = sizeof(DWORD);
    if (length < sizeof(DWORD)) {
        SetLastError(ERROR_INSUFFICIENT_BUFFER);
        return FALSE;
    }
    *(DWORD *)information = 2; /* low fragmentation */
    return TRUE;
}
