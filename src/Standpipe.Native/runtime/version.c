#include "runtime.h"

STANDPIPE_EXPORT const char *standpipe_version(void) { return "0.1.0"; }
