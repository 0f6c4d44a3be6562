/* Another spelling. */
#include "wincon.h"
