/* Another spelling. */
#include "winuser.h"
