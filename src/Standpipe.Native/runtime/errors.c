/* What programs say about errors in advance. It is kept and given back; Linux shows no box, and a signal ends the process. */
#include "runtime.h"

#include <stdatomic.h>

typedef int32_t (*exception_filter)(void *pointers);

static _Atomic uint32_t error_mode;
static _Atomic(exception_filter) filter;

STANDPIPE_EXPORT uint32_t SetErrorMode(uint32_t mode)
{
    return atomic_exchange(&error_mode, mode);
}

STANDPIPE_EXPORT uint32_t GetErrorMode(void)
{
    return atomic_load(&error_mode);
}

STANDPIPE_EXPORT exception_filter SetUnhandledExceptionFilter(exception_filter new_filter)
{
    return atomic_exchange(&filter, new_filter);
}
