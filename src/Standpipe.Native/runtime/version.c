/* Versions: this library's, and that of the Windows that programs ask for before they use a function. */
#include "runtime.h"

#include <stddef.h>
#include <string.h>

STANDPIPE_EXPORT const char *standpipe_version(void)
{
    return "0.1.0";
}

/* What Windows 8 and everything later tells a program that does not say which it knows. */
enum { major_version = 6, minor_version = 2, build_number = 9200, platform_nt = 2, workstation = 1 };

struct version_start {
    uint32_t size;
    uint32_t major;
    uint32_t minor;
    uint32_t build;
    uint32_t platform;
};

/* service_pack: how many bytes the text has that follows; behind it the longer of the two structures has four words and two bytes. */
static int32_t get_version(struct version_start *version, size_t service_pack)
{
    const size_t shorter = sizeof *version + service_pack;
    const size_t longer = shorter + 8;
    if (version == NULL || (version->size != shorter && version->size != longer)) {
        SetLastError(122u); /* ERROR_INSUFFICIENT_BUFFER */
        return 0;
    }
    uint32_t size = version->size;
    memset(version, 0, size);
    *version = (struct version_start){size, major_version, minor_version, build_number, platform_nt};
    if (size == longer) {
        ((unsigned char *)version)[shorter + 6] = workstation;
    }
    return 1;
}

STANDPIPE_EXPORT int32_t GetVersionExA(void *version)
{
    return get_version(version, 128);
}

STANDPIPE_EXPORT int32_t GetVersionExW(void *version)
{
    return get_version(version, 128 * sizeof(uint16_t));
}

STANDPIPE_EXPORT uint32_t GetVersion(void)
{
    return major_version | minor_version << 8 | (uint32_t)build_number << 16;
}
