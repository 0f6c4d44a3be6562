/* The annotations of parameters, by their older header's name. */
#ifndef STANDPIPE_SPECSTRINGS_H
#define STANDPIPE_SPECSTRINGS_H

#include "sal.h"

#endif
