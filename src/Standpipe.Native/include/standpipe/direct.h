/* Directories. */
#ifndef STANDPIPE_DIRECT_H
#define STANDPIPE_DIRECT_H

#include "crt.h"

#ifdef __cplusplus
extern "C" {
#endif

char *_getcwd(char *buffer, int size);
int _chdir(const char *path) STANDPIPE_IS(chdir);
int _mkdir(const char *path);
int _rmdir(const char *path) STANDPIPE_IS(rmdir);

#ifdef __cplusplus
}
#endif

#endif
