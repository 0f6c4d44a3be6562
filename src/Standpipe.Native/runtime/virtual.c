/* VirtualAlloc and its family, over mmap. Each reservation is remembered with the protection of its pages, for
   MEM_RELEASE wants only the address, and VirtualProtect tells what was before. */
#include "runtime.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
    MEM_COMMIT = 0x1000,
    MEM_RESERVE = 0x2000,
    MEM_DECOMMIT = 0x4000,
    MEM_RELEASE = 0x8000,
    MEM_RESET = 0x80000,
    MEM_TOP_DOWN = 0x100000,
    PAGE_NOACCESS = 0x01,
    PAGE_READONLY = 0x02,
    PAGE_READWRITE = 0x04,
    PAGE_WRITECOPY = 0x08,
    PAGE_EXECUTE = 0x10,
    PAGE_EXECUTE_READ = 0x20,
    PAGE_EXECUTE_READWRITE = 0x40,
    PAGE_EXECUTE_WRITECOPY = 0x80,
};

#define GRANULARITY ((uintptr_t)65536)
#define LARGEST ((size_t)1 << 47)

struct region {
    struct region *next;
    uintptr_t start;
    size_t size;
    unsigned char *pages; /* each page's PAGE_ value; 0: reserved only */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* the list and all in it */
static struct region *regions;

static uintptr_t page_size(void) { return (uintptr_t)sysconf(_SC_PAGESIZE); }
static uintptr_t page_down(uintptr_t address) { return address & ~(page_size() - 1); }
static uintptr_t page_up(uintptr_t address) { return page_down(address + page_size() - 1); }

/* Linux's protection for Windows', or -1. PAGE_GUARD, PAGE_NOCACHE and PAGE_WRITECOMBINE are let pass and do
   nothing. */
static int protection_of(DWORD protect)
{
    switch (protect & ~0x700u) {
    case PAGE_NOACCESS:
        return PROT_NONE;
    case PAGE_READONLY:
        return PROT_READ;
    case PAGE_READWRITE:
    case PAGE_WRITECOPY:
        return PROT_READ | PROT_WRITE;
    case PAGE_EXECUTE:
        return PROT_EXEC;
    case PAGE_EXECUTE_READ:
        return PROT_READ | PROT_EXEC;
    case PAGE_EXECUTE_READWRITE:
    case PAGE_EXECUTE_WRITECOPY:
        return PROT_READ | PROT_WRITE | PROT_EXEC;
    default:
        return -1;
    }
}

static uint32_t error_of(int code)
{
    return code == ENOMEM || code == EAGAIN ? ERROR_NOT_ENOUGH_MEMORY : ERROR_INVALID_ADDRESS;
}

/* NULL also for an end that lies before its start: the caller's address and size were beyond the last one. */
static struct region *region_at(uintptr_t start, uintptr_t end)
{
    struct region *region = start < end ? regions : NULL;
    while (region != NULL && !(region->start <= start && end <= region->start + region->size))
        region = region->next;
    return region;
}

static unsigned char *page_of(struct region *region, uintptr_t address)
{
    return region->pages + (address - region->start) / page_size();
}

/* Maps size bytes, on Windows' granularity, or where the caller wants them. */
static void *reserve(uintptr_t wanted, size_t size)
{
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
    if (wanted != 0) {
        void *map = mmap((void *)wanted, size, PROT_NONE, flags | MAP_FIXED_NOREPLACE, -1, 0);
        if (map != MAP_FAILED && map != (void *)wanted) { /* kernels before 4.17 take the address for a hint */
            munmap(map, size);
            map = MAP_FAILED;
            errno = EEXIST;
        }
        return map;
    }
    char *map = mmap(NULL, size + GRANULARITY, PROT_NONE, flags, -1, 0);
    if (map == MAP_FAILED)
        return MAP_FAILED;
    size_t before = (GRANULARITY - (uintptr_t)map % GRANULARITY) % GRANULARITY;
    if (before != 0)
        munmap(map, before);
    munmap(map + before + size, GRANULARITY - before);
    return map + before;
}

/* The list is locked. */
static struct region *add_region(uintptr_t wanted, size_t size, uint32_t *error)
{
    struct region *region = malloc(sizeof *region);
    unsigned char *pages = calloc(size / page_size(), 1);
    void *map = region == NULL || pages == NULL ? MAP_FAILED : reserve(wanted, size);
    if (map == MAP_FAILED) {
        *error = region == NULL || pages == NULL ? ERROR_NOT_ENOUGH_MEMORY : error_of(errno);
        free(region);
        free(pages);
        return NULL;
    }
    *region = (struct region){.next = regions, .start = (uintptr_t)map, .size = size, .pages = pages};
    regions = region;
    return region;
}

static void remove_region(struct region *region)
{
    struct region **link = &regions;
    while (*link != region)
        link = &(*link)->next;
    *link = region->next;
    munmap((void *)region->start, region->size);
    free(region->pages);
    free(region);
}

static uint32_t commit(struct region *region, uintptr_t start, uintptr_t end, DWORD protect)
{
    if (mprotect((void *)start, end - start, protection_of(protect)) != 0)
        return ERROR_NOT_ENOUGH_MEMORY;
    memset(page_of(region, start), (int)(protect & 0xFF), (end - start) / page_size());
    return 0;
}

STANDPIPE_EXPORT void *VirtualAlloc(void *address, size_t size, DWORD type, DWORD protect)
{
    uintptr_t at = (uintptr_t)address;
    BOOL reserves = (type & MEM_RESERVE) != 0 || at == 0;
    if (size == 0 || size > LARGEST || at > LARGEST || (type & (MEM_COMMIT | MEM_RESERVE)) == 0
        || protection_of(protect) < 0
        || (type & ~(DWORD)(MEM_COMMIT | MEM_RESERVE | MEM_TOP_DOWN)) != 0) {
        SetLastError(ERROR_INVALID_PARAMETER);
        return NULL;
    }
    uintptr_t start = reserves ? at & ~(GRANULARITY - 1) : page_down(at);
    uintptr_t end = at == 0 ? page_up(size) : page_up(at + size);
    uint32_t error = 0;
    pthread_mutex_lock(&lock);
    struct region *region = reserves ? add_region(start, end - start, &error) : region_at(start, end);
    if (region == NULL && error == 0)
        error = ERROR_INVALID_ADDRESS;
    if (region != NULL && at == 0) {
        end = region->start + (end - start);
        start = region->start;
    }
    if (region != NULL && (type & MEM_COMMIT) != 0) {
        error = commit(region, start, end, protect);
        if (error != 0 && reserves)
            remove_region(region);
    }
    pthread_mutex_unlock(&lock);
    if (error == 0)
        return (void *)start;
    SetLastError(error);
    return NULL;
}

static uint32_t decommit(struct region *region, uintptr_t start, uintptr_t end)
{
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED;
    if (mmap((void *)start, end - start, PROT_NONE, flags, -1, 0) == MAP_FAILED)
        return error_of(errno);
    memset(page_of(region, start), 0, (end - start) / page_size());
    return 0;
}

STANDPIPE_EXPORT BOOL VirtualFree(void *address, size_t size, DWORD type)
{
    uintptr_t at = (uintptr_t)address;
    uint32_t error = 0;
    pthread_mutex_lock(&lock);
    uintptr_t start = page_down(at);
    uintptr_t end = page_up(at + size);
    struct region *region = size > LARGEST ? NULL : region_at(start, size == 0 ? start + 1 : end);
    if ((type != MEM_RELEASE && type != MEM_DECOMMIT) || at == 0 || (type == MEM_RELEASE && size != 0)) {
        error = ERROR_INVALID_PARAMETER;
    } else if (region == NULL || (size == 0 && region->start != start)) {
        error = ERROR_INVALID_ADDRESS;
    } else if (type == MEM_RELEASE) {
        remove_region(region);
    } else {
        error = decommit(region, start, size == 0 ? start + region->size : end);
    }
    pthread_mutex_unlock(&lock);
    if (error != 0)
        SetLastError(error);
    return error == 0;
}

/* What the kernel says of memory that is not ours: code, stacks, malloc's. 0: nothing is mapped there. */
static DWORD mapped_protection(uintptr_t address)
{
    FILE *maps = fopen("/proc/self/maps", "re");
    char line[512];
    DWORD protect = 0;
    while (maps != NULL && protect == 0 && fgets(line, sizeof line, maps) != NULL) {
        unsigned long start, end;
        char rights[5];
        if (sscanf(line, "%lx-%lx %4s", &start, &end, rights) != 3 || address < start || address >= end)
            continue;
        BOOL write = rights[1] == 'w';
        if (rights[2] == 'x')
            protect = write ? PAGE_EXECUTE_READWRITE : rights[0] == 'r' ? PAGE_EXECUTE_READ : PAGE_EXECUTE;
        else
            protect = write ? PAGE_READWRITE : rights[0] == 'r' ? PAGE_READONLY : PAGE_NOACCESS;
    }
    if (maps != NULL)
        fclose(maps);
    return protect;
}

static uint32_t protect_region(struct region *region, uintptr_t start, uintptr_t end, DWORD protect, DWORD *old)
{
    unsigned char *first = page_of(region, start);
    size_t count = (end - start) / page_size();
    if (memchr(first, 0, count) != NULL)
        return ERROR_INVALID_ADDRESS; /* not committed */
    *old = *first;
    return commit(region, start, end, protect);
}

STANDPIPE_EXPORT BOOL VirtualProtect(void *address, size_t size, DWORD protect, DWORD *old)
{
    uintptr_t start = page_down((uintptr_t)address);
    uintptr_t end = page_up((uintptr_t)address + (size == 0 ? 1 : size));
    uint32_t error = 0;
    DWORD before = 0;
    if (old == NULL)
        error = ERROR_NOACCESS;
    else if (protection_of(protect) < 0 || size > LARGEST || address == NULL)
        error = ERROR_INVALID_PARAMETER;
    if (error == 0) {
        pthread_mutex_lock(&lock);
        struct region *region = region_at(start, end);
        if (region != NULL) {
            error = protect_region(region, start, end, protect, &before);
        } else {
            before = mapped_protection(start);
            if (before == 0 || mprotect((void *)start, end - start, protection_of(protect)) != 0)
                error = ERROR_INVALID_ADDRESS;
        }
        pthread_mutex_unlock(&lock);
    }
    if (error == 0)
        *old = before;
    else
        SetLastError(error);
    return error == 0;
}

STANDPIPE_EXPORT BOOL VirtualLock(void *address, size_t size)
{
    if (mlock(address, size) == 0)
        return TRUE;
    /* ERROR_WORKING_SET_QUOTA */
    SetLastError(errno == ENOMEM || errno == EAGAIN || errno == EPERM ? 1453u : ERROR_INVALID_PARAMETER);
    return FALSE;
}

STANDPIPE_EXPORT BOOL VirtualUnlock(void *address, size_t size)
{
    if (munlock(address, size) == 0)
        return TRUE;
    SetLastError(158); /* ERROR_NOT_LOCKED */
    return FALSE;
}
