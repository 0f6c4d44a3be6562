/* Of Microsoft's debugging aids: assertions. Reports go to standard error, and the heap is not watched. */
#ifndef STANDPIPE_CRTDBG_H
#define STANDPIPE_CRTDBG_H

#include <assert.h>

#include "crt.h"

#define _CRT_WARN 0
#define _CRT_ERROR 1
#define _CRT_ASSERT 2
#define _CRTDBG_MODE_FILE 0x1
#define _CRTDBG_MODE_DEBUG 0x2
#define _CRTDBG_MODE_WNDW 0x4
#define _CRTDBG_FILE_STDERR ((void *)(intptr_t)-5)
#define _CRTDBG_FILE_STDOUT ((void *)(intptr_t)-4)
#define _CRTDBG_ALLOC_MEM_DF 0x01
#define _CRTDBG_CHECK_ALWAYS_DF 0x04
#define _CRTDBG_LEAK_CHECK_DF 0x20
#define _CRTDBG_REPORT_FLAG (-1)

#ifdef _DEBUG
#define _ASSERT(condition) assert(condition)
#define _ASSERTE(condition) assert(condition)
#else
#define _ASSERT(condition) ((void)0)
#define _ASSERTE(condition) ((void)0)
#endif
#define _CrtSetReportMode(kind, mode) ((int)0 * ((kind) + (mode)))
#define _CrtSetReportFile(kind, file) ((void)(kind), (file))
#define _CrtSetDbgFlag(flags) ((int)(flags))
#define _CrtDumpMemoryLeaks() 0
#define _CrtCheckMemory() 1

#endif
