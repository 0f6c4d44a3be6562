/* Another spelling. */
#include "shellapi.h"
