/* What machine this is. */
#include "utf.h"

#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#define ERROR_BUFFER_OVERFLOW 111u

struct system_info {
    WORD architecture;
    WORD reserved;
    DWORD page_size;
    void *lowest_address;
    void *highest_address;
    uintptr_t active_processors;
    DWORD processors;
    DWORD type;
    DWORD granularity;
    WORD level;
    WORD revision;
};

struct memory_status {
    DWORD length;
    DWORD load;
    uint64_t total;
    uint64_t available;
    uint64_t total_page_file;
    uint64_t available_page_file;
    uint64_t total_virtual;
    uint64_t available_virtual;
    uint64_t available_extended;
};

_Static_assert(sizeof(struct system_info) == 48, "a SYSTEM_INFO has 48 bytes");
_Static_assert(sizeof(struct memory_status) == 64, "a MEMORYSTATUSEX has 64 bytes");

STANDPIPE_EXPORT void GetSystemInfo(struct system_info *info)
{
    int kept = errno;
    cpu_set_t allowed;
    memset(info, 0, sizeof *info);
#if defined(__aarch64__)
    info->architecture = 12;
#else
    info->architecture = 9;
    info->type = 8664;
#endif
    info->page_size = (DWORD)sysconf(_SC_PAGESIZE);
    info->lowest_address = (void *)(uintptr_t)0x10000;
    info->highest_address = (void *)(uintptr_t)0x7FFFFFFEFFFF;
    info->granularity = 65536;
    info->level = 6;
    info->processors = (DWORD)sysconf(_SC_NPROCESSORS_ONLN);
    CPU_ZERO(&allowed);
    if (sched_getaffinity(0, sizeof allowed, &allowed) == 0)
        for (int cpu = 0; cpu < 64; cpu++)
            info->active_processors |= (uintptr_t)(CPU_ISSET(cpu, &allowed) != 0) << cpu;
    errno = kept;
}

STANDPIPE_EXPORT void GetNativeSystemInfo(struct system_info *info) { GetSystemInfo(info); }

/* What programs could still be given without swapping: MemAvailable; 0 if the kernel does not say. */
static uint64_t available_memory(void)
{
    FILE *file = fopen("/proc/meminfo", "re");
    char line[128];
    unsigned long long kilobytes = 0;
    while (file != NULL && fgets(line, sizeof line, file) != NULL)
        if (sscanf(line, "MemAvailable: %llu", &kilobytes) == 1)
            break;
    if (file != NULL)
        fclose(file);
    return kilobytes * 1024;
}

STANDPIPE_EXPORT BOOL GlobalMemoryStatusEx(struct memory_status *status)
{
    struct sysinfo now;
    if (status->length != sizeof *status) {
        SetLastError(ERROR_INVALID_PARAMETER);
        return FALSE;
    }
    int kept = errno;
    (void)sysinfo(&now);
    uint64_t available = available_memory();
    errno = kept;
    uint64_t unit = now.mem_unit;
    status->total = now.totalram * unit;
    status->available = available != 0 ? available : now.freeram * unit;
    status->load = (DWORD)((status->total - status->available) * 100 / status->total);
    status->total_page_file = status->total + now.totalswap * unit;
    status->available_page_file = status->available + now.freeswap * unit;
    status->total_virtual = 0x7FFFFFFE0000;
    status->available_virtual = status->total_virtual;
    status->available_extended = 0;
    return TRUE;
}

/* As Windows shows it: the host's own name in capitals, at most 15 of them. */
static size_t computer_name(char name[16])
{
    char full[256] = "";
    int kept = errno;
    (void)gethostname(full, sizeof full - 1);
    errno = kept;
    size_t length = strcspn(full, ".");
    length = length > 15 ? 15 : length;
    for (size_t i = 0; i < length; i++)
        name[i] = (char)(full[i] >= 'a' && full[i] <= 'z' ? full[i] - 'a' + 'A' : full[i]);
    name[length] = 0;
    return length;
}

/* TRUE if the buffer takes the name. *size becomes the length without its end, or what is needed with it. */
static BOOL fits(size_t length, const void *buffer, DWORD *size)
{
    BOOL enough = buffer != NULL && *size > length;
    *size = (DWORD)length + (enough ? 0 : 1);
    if (!enough)
        SetLastError(ERROR_BUFFER_OVERFLOW);
    return enough;
}

STANDPIPE_EXPORT BOOL GetComputerNameA(char *buffer, DWORD *size)
{
    char name[16];
    size_t length = computer_name(name);
    if (!fits(length, buffer, size))
        return FALSE;
    memcpy(buffer, name, length + 1);
    return TRUE;
}

STANDPIPE_EXPORT BOOL GetComputerNameW(WCHAR *buffer, DWORD *size)
{
    char name[16];
    WCHAR wide[16];
    int bad = 0;
    size_t bytes = computer_name(name);
    size_t length = standpipe_utf8_to_utf16(name, bytes, wide, 15, &bad);
    wide[length] = 0;
    if (!fits(length, buffer, size))
        return FALSE;
    memcpy(buffer, wide, (length + 1) * sizeof *wide);
    return TRUE;
}
