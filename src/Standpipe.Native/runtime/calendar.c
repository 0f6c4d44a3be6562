/* FILETIME (100 nanoseconds since 1601, UTC) and SYSTEMTIME (a date). */
#include "calendar.h"

#define TICKS_PER_MILLISECOND 10000u
#define MILLISECONDS_PER_DAY 86400000u

static BOOL is_leap(unsigned year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

/* Days before a month of a year. */
static unsigned days_before(unsigned year, unsigned month)
{
    static const unsigned short days[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
    return days[month - 1] + (month > 2 && is_leap(year) ? 1u : 0u);
}

/* Days from 1601-01-01 to the first of a year. */
static unsigned days_to(unsigned year)
{
    unsigned years = year - 1601;
    return years * 365 + years / 4 - years / 100 + years / 400;
}

struct system_time standpipe_system_time(uint64_t ticks)
{
    uint64_t milliseconds = ticks / TICKS_PER_MILLISECOND;
    unsigned days = (unsigned)(milliseconds / MILLISECONDS_PER_DAY);
    unsigned rest = (unsigned)(milliseconds % MILLISECONDS_PER_DAY);
    unsigned year = 1601 + (unsigned)((uint64_t)days * 400 / 146097);
    while (days_to(year) > days)
        year--;
    while (days_to(year + 1) <= days)
        year++;
    unsigned day = days - days_to(year);
    unsigned month = 12;
    while (days_before(year, month) > day)
        month--;
    return (struct system_time){
        .year = (WORD)year,
        .month = (WORD)month,
        .day_of_week = (WORD)((days + 1) % 7), /* 1601 began on a Monday */
        .day = (WORD)(day - days_before(year, month) + 1),
        .hour = (WORD)(rest / 3600000),
        .minute = (WORD)(rest / 60000 % 60),
        .second = (WORD)(rest / 1000 % 60),
        .milliseconds = (WORD)(rest % 1000),
    };
}

STANDPIPE_EXPORT BOOL FileTimeToSystemTime(const struct file_time *time, struct system_time *date)
{
    uint64_t ticks = standpipe_ticks(time);
    if ((int64_t)ticks < 0) {
        SetLastError(ERROR_INVALID_PARAMETER);
        return FALSE;
    }
    *date = standpipe_system_time(ticks);
    return TRUE;
}

static unsigned days_of(unsigned year, unsigned month)
{
    return month == 12 ? 31 : days_before(year, month + 1) - days_before(year, month);
}

static BOOL is_date(const struct system_time *date)
{
    return date->year >= 1601 && date->year <= 30827 && date->month >= 1 && date->month <= 12 && date->day >= 1
           && date->day <= days_of(date->year, date->month) && date->hour < 24 && date->minute < 60 && date->second < 60
           && date->milliseconds < 1000;
}

/* The day of the week is not looked at. */
STANDPIPE_EXPORT BOOL SystemTimeToFileTime(const struct system_time *date, struct file_time *time)
{
    if (!is_date(date)) {
        SetLastError(ERROR_INVALID_PARAMETER);
        return FALSE;
    }
    uint64_t days = days_to(date->year) + days_before(date->year, date->month) + date->day - 1u;
    uint64_t milliseconds = ((date->hour * 60u + date->minute) * 60u + date->second) * 1000u + date->milliseconds;
    *time = standpipe_file_time((days * MILLISECONDS_PER_DAY + milliseconds) * TICKS_PER_MILLISECOND);
    return TRUE;
}

STANDPIPE_EXPORT LONG CompareFileTime(const struct file_time *first, const struct file_time *second)
{
    uint64_t left = standpipe_ticks(first);
    uint64_t right = standpipe_ticks(second);
    return left < right ? -1 : left > right;
}
