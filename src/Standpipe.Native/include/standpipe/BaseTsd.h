/* Another spelling. */
#include "basetsd.h"
