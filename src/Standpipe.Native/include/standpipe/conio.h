/* The console: standard input and output. */
#ifndef STANDPIPE_CONIO_H
#define STANDPIPE_CONIO_H

#include "crt.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A key at once if standard input is a terminal; of anything else its next byte, and -1 at its end. */
int _getch(void);
int _getche(void);
/* Not 0 if a read would not wait. */
int _kbhit(void);
int _putch(int character);
int _cputs(const char *text);

int getch(void) STANDPIPE_IS(_getch);
int getche(void) STANDPIPE_IS(_getche);
int kbhit(void) STANDPIPE_IS(_kbhit);
int putch(int character) STANDPIPE_IS(_putch);

#ifdef __cplusplus
}
#endif

#define _cprintf printf

#endif
