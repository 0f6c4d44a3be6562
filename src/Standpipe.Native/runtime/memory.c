#include "runtime.h"

#include <stdlib.h>

void *standpipe_local_alloc(size_t size)
{
    return malloc(size);
}
