/* Modules. Programs look functions up at run time to learn whether this Windows has them: the system's own DLLs are this library. */
#define _GNU_SOURCE
#include "runtime.h"

#include <dlfcn.h>
#include <link.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#define ERROR_INVALID_HANDLE 6u
#define ERROR_MOD_NOT_FOUND 126u
#define ERROR_PROC_NOT_FOUND 127u

static const char *const own_names[] = {"kernel32", "kernelbase", "ntdll", "user32", "shell32", "msvcrt", "ucrtbase"};

static int is_own(const char *name)
{
    size_t length = strlen(name);
    if (length > 4 && strcasecmp(name + length - 4, ".dll") == 0) {
        length -= 4;
    }
    for (size_t i = 0; i < sizeof own_names / sizeof *own_names; i++) {
        if (strlen(own_names[i]) == length && strncasecmp(name, own_names[i], length) == 0) {
            return 1;
        }
    }
    return strncasecmp(name, "api-ms-win-", 11) == 0;
}

static void *own_module(void)
{
    Dl_info info;
    return dladdr((void *)&standpipe_version, &info) != 0 ? dlopen(info.dli_fname, RTLD_NOW | RTLD_NOLOAD) : NULL;
}

/* A module by its name, NULL for the program. load: loads it if it is not there. */
void *standpipe_module_find(const char *name, int load)
{
    void *module = name == NULL     ? dlopen(NULL, RTLD_NOW)
                   : is_own(name)   ? own_module()
                                    : dlopen(name, RTLD_NOW | (load ? 0 : RTLD_NOLOAD));
    if (module == NULL) {
        SetLastError(ERROR_MOD_NOT_FOUND);
    }
    return module;
}

/* The path of a module that is not the program, or NULL. */
const char *standpipe_module_path(void *module)
{
    struct link_map *map = NULL;
    return dlinfo(module, RTLD_DI_LINKMAP, &map) == 0 && map != NULL ? map->l_name : NULL;
}

STANDPIPE_EXPORT void *GetProcAddress(void *module, const char *name)
{
    /* An ordinal, which has no meaning here, is a pointer below 65536. */
    void *function = (uintptr_t)name < 0x10000 ? NULL : dlsym(module != NULL ? module : RTLD_DEFAULT, name);
    if (function == NULL) {
        SetLastError(ERROR_PROC_NOT_FOUND);
    }
    return function;
}

STANDPIPE_EXPORT int32_t FreeLibrary(void *module)
{
    if (module == NULL || dlclose(module) != 0) {
        SetLastError(ERROR_INVALID_HANDLE);
        return 0;
    }
    return 1;
}
