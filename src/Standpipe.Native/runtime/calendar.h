/* Windows' two forms of time. */
#ifndef STANDPIPE_CALENDAR_H
#define STANDPIPE_CALENDAR_H

#include "runtime.h"

struct file_time {
    DWORD low;
    DWORD high;
};

struct system_time {
    WORD year;
    WORD month;
    WORD day_of_week;
    WORD day;
    WORD hour;
    WORD minute;
    WORD second;
    WORD milliseconds;
};

static inline uint64_t standpipe_ticks(const struct file_time *time) { return (uint64_t)time->high << 32 | time->low; }

static inline struct file_time standpipe_file_time(uint64_t ticks)
{
    return (struct file_time){(DWORD)ticks, (DWORD)(ticks >> 32)};
}

struct system_time standpipe_system_time(uint64_t ticks);

#endif
