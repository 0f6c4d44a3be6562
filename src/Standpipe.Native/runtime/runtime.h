/* What the C half of libstandpipe.so shares with itself. Everything is hidden but what STANDPIPE_EXPORT marks, which exports.map names too. */
#ifndef STANDPIPE_RUNTIME_H
#define STANDPIPE_RUNTIME_H

#include <stddef.h>
#include <stdint.h>

#define STANDPIPE_EXPORT __attribute__((visibility("default")))

/* The C# half. */
uint32_t GetLastError(void);
void SetLastError(uint32_t error);

/* What the C# half calls, by NativeRuntime.cs. */
void *standpipe_local_alloc(size_t size);
void standpipe_terminate(uint32_t code);
void *standpipe_module_find(const char *name, int load);
const char *standpipe_module_path(void *module);
struct file_information;
int standpipe_file_information(int fd, struct file_information *information);
int standpipe_console_get_mode(int fd, int is_input, uint32_t *mode);
int standpipe_console_set_mode(int fd, int is_input, uint32_t mode);
int standpipe_console_flush_input(int fd);

STANDPIPE_EXPORT const char *standpipe_version(void);
STANDPIPE_EXPORT void ExitProcess(uint32_t code);
STANDPIPE_EXPORT _Noreturn void ExitThread(uint32_t code);

#endif
