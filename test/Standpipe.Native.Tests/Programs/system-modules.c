/* Modules: this program, the system's own, and functions by their names. */
#include "runtime.h"

typedef BOOL(WINAPI *close_handle)(HANDLE);

int main(void)
{
    char path[MAX_PATH], again[MAX_PATH];
    WCHAR wide[MAX_PATH];
    DWORD length = GetModuleFileNameA(NULL, path, sizeof path);
    HMODULE kernel = GetModuleHandleA("kernel32.dll");
    OSVERSIONINFOA version;
    close_handle function;

    HERE("this program");
    SHOW(length == strlen(path) && strstr(path, "system-modules") != NULL);
    SHOW(GetModuleHandleA(NULL) != NULL);
    SHOW(GetModuleFileNameA(GetModuleHandleA(NULL), again, sizeof again) == length && strcmp(path, again) == 0);
    SHOW(GetModuleFileNameW(NULL, wide, MAX_PATH) == length);
    TELL(GetModuleFileNameA(NULL, again, 5));
    SHOW(strncmp(path, again, 4) == 0);

    HERE("the system's");
    SHOW(kernel != NULL);
    SHOW(GetModuleHandleA("KERNEL32") == kernel);
    function = (close_handle)(void (*)(void))GetProcAddress(kernel, "CloseHandle");
    SHOW(function != NULL);
    TELL(function(NULL));
    TELL(GetProcAddress(kernel, "NoSuchFunction") != NULL);
    TELL(GetModuleHandleA("no such module") != NULL);
    TELL(LoadLibraryA("no such module") != NULL);
    TELL(LoadLibraryA("kernel32.dll") == kernel);
    TELL(FreeLibrary(kernel));

    HERE("versions and modes");
    version.dwOSVersionInfoSize = sizeof version;
    SHOW(GetVersionExA(&version) && version.dwPlatformId == VER_PLATFORM_WIN32_NT && version.dwMajorVersion >= 6);
    SHOW((GetVersion() & 0xFF) == version.dwMajorVersion);
    SHOW((SetErrorMode(SEM_FAILCRITICALERRORS), SetErrorMode(0)) & SEM_FAILCRITICALERRORS);
    SHOW(SetUnhandledExceptionFilter(NULL) == NULL || 1);
    return 0;
}
