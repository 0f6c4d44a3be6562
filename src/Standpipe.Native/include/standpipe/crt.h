/* Of Microsoft's C runtime, what programs use without naming its headers. */
#ifndef STANDPIPE_CRT_H
#define STANDPIPE_CRT_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#endif
