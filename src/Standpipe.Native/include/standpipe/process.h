/* Threads and processes as Microsoft's C runtime has them. */
#ifndef STANDPIPE_PROCESS_H
#define STANDPIPE_PROCESS_H

#include "crt.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef void(__cdecl *_beginthread_proc_type)(void *);
typedef unsigned(__stdcall *_beginthreadex_proc_type)(void *);

/* The handle is the thread's own, which closes it at its end: do not wait for it. -1, with errno, for none. */
uintptr_t __cdecl _beginthread(_beginthread_proc_type function, unsigned stack, void *argument);
void __cdecl _endthread(void);

/* The handle is the caller's. 0, with errno, for none. */
uintptr_t __cdecl _beginthreadex(
    void *security, unsigned stack, _beginthreadex_proc_type function, void *argument, unsigned flags, unsigned *id);
void __cdecl _endthreadex(unsigned code);

#ifdef __cplusplus
}
#endif

#endif
