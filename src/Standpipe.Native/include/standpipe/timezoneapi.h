/* Times in parts, and in one number. */
#ifndef STANDPIPE_TIMEZONEAPI_H
#define STANDPIPE_TIMEZONEAPI_H

#include "minwinbase.h"

#ifdef __cplusplus
extern "C" {
#endif

BOOL WINAPI FileTimeToSystemTime(const FILETIME *lpFileTime, LPSYSTEMTIME lpSystemTime);
BOOL WINAPI SystemTimeToFileTime(const SYSTEMTIME *lpSystemTime, LPFILETIME lpFileTime);

#ifdef __cplusplus
}
#endif

#endif
