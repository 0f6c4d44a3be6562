/* LocalAlloc, GlobalAlloc and their families: one set of functions under two names, from the process heap. Fixed
   memory is its own handle; a moveable block has a handle of its own, which stays the same when the block moves. */
#include "heap.h"

#include <string.h>

enum { MEM_MOVEABLE = 0x2, MEM_ZEROINIT = 0x40, MEM_MODIFY = 0x80, MEM_DISCARDABLE = 0x0F00, MEM_DISCARDED = 0x4000,
    MEM_INVALID = 0x8000 };

/* What a moveable handle points to: a block of the process heap too, told from memory by its link to itself. */
struct moveable {
    void *memory; /* NULL: discarded */
    unsigned locks;
    unsigned flags;
};

static struct moveable *moveable_of(HANDLE handle)
{
    struct block *block = standpipe_heap_block(&standpipe_process_heap, handle);
    return block != NULL && block->next == block ? handle : NULL;
}

/* The memory of a fixed block, or NULL. */
static struct block *fixed_of(HANDLE handle)
{
    struct block *block = standpipe_heap_block(&standpipe_process_heap, handle);
    return block != NULL && block->next != block ? block : NULL;
}

static struct block *block_of(void *memory) { return standpipe_heap_block(&standpipe_process_heap, memory); }

static void *wrong(uint32_t error)
{
    SetLastError(error);
    return NULL;
}

void *standpipe_local_alloc(size_t size) { return standpipe_heap_alloc(&standpipe_process_heap, size, FALSE); }

STANDPIPE_EXPORT HANDLE LocalAlloc(UINT flags, size_t size)
{
    BOOL zero = (flags & MEM_ZEROINIT) != 0;
    if ((flags & MEM_MOVEABLE) == 0) {
        void *memory = standpipe_heap_alloc(&standpipe_process_heap, size, zero);
        return memory != NULL ? memory : wrong(ERROR_NOT_ENOUGH_MEMORY);
    }

    struct moveable *handle = standpipe_heap_alloc(&standpipe_process_heap, sizeof *handle, TRUE);
    if (handle == NULL)
        return wrong(ERROR_NOT_ENOUGH_MEMORY);
    handle->flags = flags & MEM_DISCARDABLE;
    if (size != 0) {
        handle->memory = standpipe_heap_alloc(&standpipe_process_heap, size, zero);
        if (handle->memory == NULL) {
            standpipe_heap_free(&standpipe_process_heap, block_of(handle));
            return wrong(ERROR_NOT_ENOUGH_MEMORY);
        }
        block_of(handle->memory)->owner = handle;
    }
    struct block *block = block_of(handle);
    block->next = block; /* what a block of memory never has: moveable_of */
    return handle;
}

STANDPIPE_EXPORT HANDLE LocalFree(HANDLE handle)
{
    if (handle == NULL)
        return NULL;
    struct moveable *moveable = moveable_of(handle);
    struct block *block = block_of(handle);
    if (block == NULL) {
        SetLastError(ERROR_INVALID_HANDLE);
        return handle;
    }
    if (moveable != NULL && moveable->memory != NULL)
        standpipe_heap_free(&standpipe_process_heap, block_of(moveable->memory));
    if (moveable == NULL && block->owner != NULL) {
        /* The pointer of a moveable block in place of its handle: both go, as a caller who no longer has the handle
           means. */
        struct block *owner = block_of(block->owner);
        if (owner != NULL)
            standpipe_heap_free(&standpipe_process_heap, owner);
    }
    standpipe_heap_free(&standpipe_process_heap, block);
    return NULL;
}

static HANDLE resize_moveable(struct moveable *handle, size_t size, UINT flags)
{
    if (size == 0) {
        if ((flags & MEM_MOVEABLE) == 0 || handle->locks != 0)
            return wrong(ERROR_INVALID_PARAMETER);
        if (handle->memory != NULL)
            standpipe_heap_free(&standpipe_process_heap, block_of(handle->memory));
        handle->memory = NULL;
        return handle;
    }
    BOOL zero = (flags & MEM_ZEROINIT) != 0;
    void *memory;
    if (handle->memory == NULL)
        memory = standpipe_heap_alloc(&standpipe_process_heap, size, zero);
    else
        memory = standpipe_heap_realloc(
            &standpipe_process_heap, block_of(handle->memory), size, zero,
            handle->locks != 0 && (flags & MEM_MOVEABLE) == 0);
    if (memory == NULL)
        return wrong(ERROR_NOT_ENOUGH_MEMORY);
    handle->memory = memory;
    block_of(memory)->owner = handle;
    return handle;
}

STANDPIPE_EXPORT HANDLE LocalReAlloc(HANDLE handle, size_t size, UINT flags)
{
    struct moveable *moveable = moveable_of(handle);
    struct block *block = fixed_of(handle);
    if (moveable == NULL && block == NULL)
        return wrong(ERROR_INVALID_HANDLE);
    if ((flags & MEM_MODIFY) != 0) {
        if (moveable != NULL)
            moveable->flags = flags & MEM_DISCARDABLE;
        return handle;
    }
    if (moveable != NULL)
        return resize_moveable(moveable, size, flags);
    void *memory =
        standpipe_heap_realloc(&standpipe_process_heap, block, size, (flags & MEM_ZEROINIT) != 0,
            (flags & MEM_MOVEABLE) == 0);
    return memory != NULL ? memory : wrong(ERROR_NOT_ENOUGH_MEMORY);
}

STANDPIPE_EXPORT void *LocalLock(HANDLE handle)
{
    if (handle == NULL)
        return NULL;
    struct moveable *moveable = moveable_of(handle);
    if (moveable == NULL)
        return fixed_of(handle) != NULL ? handle : wrong(ERROR_INVALID_HANDLE);
    if (moveable->memory == NULL)
        return wrong(ERROR_DISCARDED);
    if (moveable->locks < 0xFF)
        moveable->locks++;
    return moveable->memory;
}

/* FALSE with the last error 0 says that the last lock is gone. */
STANDPIPE_EXPORT BOOL LocalUnlock(HANDLE handle)
{
    struct moveable *moveable = moveable_of(handle);
    if (moveable == NULL) {
        SetLastError(fixed_of(handle) != NULL ? ERROR_NOT_LOCKED : ERROR_INVALID_HANDLE);
        return FALSE;
    }
    if (moveable->locks == 0) {
        SetLastError(ERROR_NOT_LOCKED);
        return FALSE;
    }
    if (--moveable->locks != 0)
        return TRUE;
    SetLastError(0);
    return FALSE;
}

STANDPIPE_EXPORT size_t LocalSize(HANDLE handle)
{
    struct moveable *moveable = moveable_of(handle);
    if (moveable != NULL)
        return moveable->memory == NULL ? 0 : block_of(moveable->memory)->size;
    struct block *block = fixed_of(handle);
    if (block == NULL)
        SetLastError(ERROR_INVALID_HANDLE);
    return block == NULL ? 0 : block->size;
}

STANDPIPE_EXPORT UINT LocalFlags(HANDLE handle)
{
    struct moveable *moveable = moveable_of(handle);
    if (moveable != NULL)
        return moveable->flags | moveable->locks | (moveable->memory == NULL ? MEM_DISCARDED : 0);
    if (fixed_of(handle) != NULL)
        return 0;
    SetLastError(ERROR_INVALID_HANDLE);
    return MEM_INVALID;
}

STANDPIPE_EXPORT HANDLE LocalHandle(const void *memory)
{
    if (memory == NULL)
        return wrong(ERROR_INVALID_PARAMETER);
    struct block *block = block_of((void *)memory);
    if (block == NULL)
        return wrong(ERROR_INVALID_HANDLE);
    return block->next != block && block->owner != NULL ? block->owner : (HANDLE)memory;
}

STANDPIPE_EXPORT HANDLE GlobalAlloc(UINT flags, size_t size) { return LocalAlloc(flags, size); }
STANDPIPE_EXPORT HANDLE GlobalFree(HANDLE handle) { return LocalFree(handle); }

STANDPIPE_EXPORT HANDLE GlobalReAlloc(HANDLE handle, size_t size, UINT flags)
{
    return LocalReAlloc(handle, size, flags);
}

STANDPIPE_EXPORT void *GlobalLock(HANDLE handle) { return LocalLock(handle); }
STANDPIPE_EXPORT size_t GlobalSize(HANDLE handle) { return LocalSize(handle); }
STANDPIPE_EXPORT UINT GlobalFlags(HANDLE handle) { return LocalFlags(handle); }
STANDPIPE_EXPORT HANDLE GlobalHandle(const void *memory) { return LocalHandle(memory); }

/* The one that differs: fixed memory always counts as locked. */
STANDPIPE_EXPORT BOOL GlobalUnlock(HANDLE handle) { return fixed_of(handle) != NULL ? TRUE : LocalUnlock(handle); }
