/* Intrinsics: the interlocked operations and the barriers. */
#ifndef STANDPIPE_INTRIN_H
#define STANDPIPE_INTRIN_H

#include "interlockedapi.h"

#endif
