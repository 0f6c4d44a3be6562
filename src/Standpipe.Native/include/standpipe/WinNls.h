/* Another spelling. */
#include "winnls.h"
