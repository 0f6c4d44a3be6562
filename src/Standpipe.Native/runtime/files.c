/* What stat tells of an open file, in the form of BY_HANDLE_FILE_INFORMATION. */
#define _GNU_SOURCE
#include "runtime.h"

#include <sys/stat.h>

enum { readonly_file = 0x1, directory = 0x10, normal_file = 0x80 };

struct file_information {
    uint32_t attributes;
    uint32_t created[2];
    uint32_t accessed[2];
    uint32_t written[2];
    uint32_t volume;
    uint32_t size_high;
    uint32_t size_low;
    uint32_t links;
    uint32_t index_high;
    uint32_t index_low;
};

static void set_time(uint32_t *target, struct timespec time)
{
    /* 100 ns since 1601, low half first. */
    uint64_t ticks = ((uint64_t)time.tv_sec + 11644473600u) * 10000000u + (uint64_t)time.tv_nsec / 100u;
    target[0] = (uint32_t)ticks;
    target[1] = (uint32_t)(ticks >> 32);
}

int standpipe_file_information(int fd, struct file_information *information)
{
    struct stat status;
    if (fstat(fd, &status) != 0) {
        return -1;
    }
    uint32_t readonly = (status.st_mode & 0222) == 0 ? readonly_file : 0u;
    information->attributes = S_ISDIR(status.st_mode) ? directory | readonly : readonly != 0 ? readonly : (uint32_t)normal_file;
    /* Linux keeps no time of birth that every file system has; the last change is the best that is always there. */
    set_time(information->created, status.st_ctim);
    set_time(information->accessed, status.st_atim);
    set_time(information->written, status.st_mtim);
    information->volume = (uint32_t)status.st_dev;
    information->size_high = (uint32_t)((uint64_t)status.st_size >> 32);
    information->size_low = (uint32_t)status.st_size;
    information->links = (uint32_t)status.st_nlink;
    information->index_high = (uint32_t)((uint64_t)status.st_ino >> 32);
    information->index_low = (uint32_t)status.st_ino;
    return 0;
}
