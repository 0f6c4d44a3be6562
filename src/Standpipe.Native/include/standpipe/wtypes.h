/* The types of windows.h, by a header that programs include for them. */
#ifndef STANDPIPE_WTYPES_H
#define STANDPIPE_WTYPES_H

#include "windef.h"
#include "minwinbase.h"

#endif
