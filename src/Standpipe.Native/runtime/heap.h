/* Blocks of memory that know their heap and the size that was asked for. */
#ifndef STANDPIPE_HEAP_H
#define STANDPIPE_HEAP_H

#include "runtime.h"

#include <pthread.h>

struct heap;

/* Before each block. A block is valid for a heap while `heap` says so; freeing clears it. */
struct block {
    struct heap *heap;
    size_t size;
    union {
        struct block *previous; /* of a heap that HeapCreate made: what HeapDestroy frees */
        void *owner;            /* of the process heap: the LocalAlloc handle whose memory this is, or NULL */
    };
    struct block *next;
};

_Static_assert(sizeof(struct block) % 16 == 0, "what follows a header is aligned as malloc's memory is");

extern struct heap standpipe_process_heap;

/* The block of a pointer that was handed out, or NULL if that heap did not. */
struct block *standpipe_heap_block(struct heap *heap, const void *memory);

/* These set no error. */
void *standpipe_heap_alloc(struct heap *heap, size_t size, BOOL zero);
void *standpipe_heap_realloc(struct heap *heap, struct block *block, size_t size, BOOL zero, BOOL in_place);
void standpipe_heap_free(struct heap *heap, struct block *block);

static inline void *standpipe_block_memory(struct block *block) { return block + 1; }

#endif
