/* Times and what the machine is. */
#include "runtime.h"

static void calendar(void)
{
    static const ULONGLONG ticks[] = {
        0, 864000000000ull * 59, 116444736000000000ull, 125911584000000000ull + 123456789, 132223104000000000ull,
        133537247990000000ull};
    HERE("calendar");
    for (int i = 0; i < (int)(sizeof ticks / sizeof *ticks); i++) {
        FILETIME time = {(DWORD)ticks[i], (DWORD)(ticks[i] >> 32)};
        FILETIME back = {0, 0};
        SYSTEMTIME date;
        SHOW(FileTimeToSystemTime(&time, &date));
        printf("%d-%d-%d, %d, %d:%d:%d.%d\n", date.wYear, date.wMonth, date.wDay, date.wDayOfWeek, date.wHour,
            date.wMinute,
            date.wSecond, date.wMilliseconds);
        SHOW(SystemTimeToFileTime(&date, &back));
        printf("%08x%08x %d\n", (unsigned)back.dwHighDateTime, (unsigned)back.dwLowDateTime,
            (int)CompareFileTime(&time, &back));
    }
    FILETIME beyond = {0, 0x80000000u};
    SYSTEMTIME date;
    TELL(FileTimeToSystemTime(&beyond, &date));
}

static void local(void)
{
    FILETIME now, there, back;
    SYSTEMTIME universal;
    SYSTEMTIME here;
    HERE("local");
    GetSystemTimeAsFileTime(&now);
    SHOW(FileTimeToLocalFileTime(&now, &there));
    SHOW(LocalFileTimeToFileTime(&there, &back));
    SHOW(CompareFileTime(&now, &back));
    GetSystemTime(&universal);
    GetLocalTime(&here);
    SHOW(universal.wYear >= 2024);
    SHOW(here.wYear >= 2024);
}

static void clocks(void)
{
    LARGE_INTEGER frequency, first, second;
    HERE("clocks");
    SHOW(QueryPerformanceFrequency(&frequency));
    SHOW(frequency.QuadPart);
    SHOW(QueryPerformanceCounter(&first));
    DWORD tick = GetTickCount();
    ULONGLONG tick64 = GetTickCount64();
    Sleep(20);
    SHOW(QueryPerformanceCounter(&second));
    SHOW((second.QuadPart - first.QuadPart) * 1000 / frequency.QuadPart >= 15);
    /* They go on, in steps that are Windows' own affair. */
    while (GetTickCount() == tick || GetTickCount64() == tick64)
        Sleep(1);
    SHOW(GetTickCount() - tick < 3600000);
    SHOW(GetTickCount64() - tick64 < 3600000);
    SHOW((DWORD)tick64 - tick < 1000);
}

static void machine(void)
{
    SYSTEM_INFO info;
    MEMORYSTATUSEX memory = {.dwLength = sizeof memory};
    char name[64];
    DWORD size = 1;
    HERE("machine");
    GetSystemInfo(&info);
    SHOW(info.dwPageSize);
    SHOW(info.dwAllocationGranularity);
    SHOW(info.dwNumberOfProcessors > 0);
    SHOW(info.dwActiveProcessorMask != 0);
    SHOW(GlobalMemoryStatusEx(&memory));
    SHOW(memory.ullTotalPhys > memory.ullAvailPhys);
    memory.dwLength = 1;
    TELL(GlobalMemoryStatusEx(&memory));
    TELL(GetComputerNameA(name, &size));
    SHOW(size > 1);
    size = sizeof name;
    TELL(GetComputerNameA(name, &size));
    SHOW(size == strlen(name));
}

int main(void)
{
    calendar();
    local();
    clocks();
    machine();
    return 0;
}
