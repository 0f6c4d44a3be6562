/* What the programs runtime-*.c have in common: each prints expressions with their values, which the tests compare. */
#ifndef RUNTIME_H
#define RUNTIME_H

#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HERE(text) printf("-- %s\n", text)

/* An expression and its value. */
#define SHOW(expression) printf("%s: %d\n", #expression, (int)(expression))
#define TEXT_OF(expression) printf("%s: [%s]\n", #expression, (expression))

/* The same with the last error after it; 77 was there before. */
#define TELL(expression) \
    do { \
        SetLastError(77); \
        int value_ = (int)(expression); \
        printf("%s: %d, err %u\n", #expression, value_, (unsigned)GetLastError()); \
    } while (0)

#endif
