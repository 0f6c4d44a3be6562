/* What time it is, and how much has passed. */
#include "calendar.h"

#include <errno.h>
#include <time.h>

#define TICKS_PER_SECOND 10000000 /* 100 nanoseconds each: FILETIME's unit, and what Windows counts performance in */
#define UNIX_EPOCH 11644473600    /* seconds from 1601 to 1970 */

static int64_t ticks_of(clockid_t clock)
{
    struct timespec at;
    clock_gettime(clock, &at);
    return (int64_t)at.tv_sec * TICKS_PER_SECOND + at.tv_nsec / 100;
}

/* Windows counts the time that the machine sleeps. */
STANDPIPE_EXPORT uint64_t GetTickCount64(void) { return (uint64_t)ticks_of(CLOCK_BOOTTIME) / 10000; }

STANDPIPE_EXPORT DWORD GetTickCount(void) { return (DWORD)GetTickCount64(); }

STANDPIPE_EXPORT BOOL QueryPerformanceCounter(int64_t *count)
{
    *count = ticks_of(CLOCK_BOOTTIME);
    return TRUE;
}

STANDPIPE_EXPORT BOOL QueryPerformanceFrequency(int64_t *frequency)
{
    *frequency = TICKS_PER_SECOND;
    return TRUE;
}

static uint64_t now(void) { return (uint64_t)(ticks_of(CLOCK_REALTIME) + (int64_t)UNIX_EPOCH * TICKS_PER_SECOND); }

STANDPIPE_EXPORT void GetSystemTimePreciseAsFileTime(struct file_time *time) { *time = standpipe_file_time(now()); }

STANDPIPE_EXPORT void GetSystemTimeAsFileTime(struct file_time *time) { *time = standpipe_file_time(now()); }

STANDPIPE_EXPORT void GetSystemTime(struct system_time *time) { *time = standpipe_system_time(now()); }

/* The distance of local time from UTC at this moment. */
static int64_t local_offset(void)
{
    struct tm local;
    time_t seconds = time(NULL);
    return localtime_r(&seconds, &local) == NULL ? 0 : (int64_t)local.tm_gmtoff * TICKS_PER_SECOND;
}

STANDPIPE_EXPORT void GetLocalTime(struct system_time *time)
{
    int kept = errno;
    *time = standpipe_system_time(now() + (uint64_t)local_offset());
    errno = kept;
}

static BOOL shift(const struct file_time *from, struct file_time *to, int64_t offset)
{
    int64_t value = (int64_t)standpipe_ticks(from) + offset;
    if ((int64_t)standpipe_ticks(from) < 0 || value < 0) {
        SetLastError(ERROR_INVALID_PARAMETER);
        return FALSE;
    }
    *to = standpipe_file_time((uint64_t)value);
    return TRUE;
}

/* By today's offset, summer or winter, whatever the time's own season: as Windows says. */
STANDPIPE_EXPORT BOOL FileTimeToLocalFileTime(const struct file_time *time, struct file_time *local)
{
    return shift(time, local, local_offset());
}

STANDPIPE_EXPORT BOOL LocalFileTimeToFileTime(const struct file_time *local, struct file_time *time)
{
    return shift(local, time, -local_offset());
}
