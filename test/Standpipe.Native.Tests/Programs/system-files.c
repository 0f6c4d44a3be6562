/* Files and directories by path, in the folder where the program begins, which is empty. */
#include "runtime.h"

static HANDLE open_file(const char *name, DWORD access, DWORD disposition, DWORD flags)
{
    return CreateFileA(name, access, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL, disposition, flags, NULL);
}

static int opened(const char *name, DWORD access, DWORD disposition)
{
    HANDLE file = open_file(name, access, disposition, FILE_ATTRIBUTE_NORMAL);
    DWORD error = GetLastError();
    int is_open = file != INVALID_HANDLE_VALUE;
    if (is_open) {
        CloseHandle(file);
    }
    SetLastError(error);
    return is_open;
}

static void dispositions(void)
{
    HERE("dispositions");
    TELL(opened("a.txt", GENERIC_READ, OPEN_EXISTING));
    TELL(opened("a.txt", GENERIC_WRITE, TRUNCATE_EXISTING));
    TELL(opened("a.txt", GENERIC_WRITE, CREATE_NEW));
    TELL(opened("a.txt", GENERIC_WRITE, CREATE_NEW));
    TELL(opened("a.txt", GENERIC_WRITE, CREATE_ALWAYS));
    TELL(opened("a.txt", GENERIC_READ, OPEN_ALWAYS));
    TELL(opened("b.txt", GENERIC_READ, OPEN_ALWAYS));
    TELL(opened("missing/c.txt", GENERIC_WRITE, CREATE_ALWAYS));
    TELL(opened("a.txt", GENERIC_READ, 9));
    TELL(opened(".", GENERIC_READ, OPEN_EXISTING));
}

static void directories(void)
{
    char here[MAX_PATH], now[MAX_PATH];
    DWORD length = GetCurrentDirectoryA(sizeof here, here);
    HERE("directories");
    SHOW(length == strlen(here));
    SHOW(GetCurrentDirectoryA(0, NULL) == length + 1);
    SHOW(GetCurrentDirectoryA(3, now) == length + 1);
    TELL(CreateDirectoryA("d", NULL));
    TELL(CreateDirectoryA("d", NULL));
    TELL(CreateDirectoryA("missing/d", NULL));
    TELL(SetCurrentDirectoryA("missing"));
    TELL(SetCurrentDirectoryA("a.txt"));
    TELL(SetCurrentDirectoryA("d"));
    SHOW(GetCurrentDirectoryA(sizeof now, now) == length + 2);
    TELL(opened("inside.txt", GENERIC_WRITE, CREATE_NEW));
    TELL(SetCurrentDirectoryA(here));
    TELL(RemoveDirectoryA("d"));
    TELL(RemoveDirectoryA("a.txt"));
    TELL(RemoveDirectoryA("missing"));
    TELL(DeleteFileA("d/inside.txt"));
    TELL(RemoveDirectoryA("d"));
}

static void deleting_and_moving(void)
{
    HERE("deleting and moving");
    TELL(DeleteFileA("missing.txt"));
    TELL(DeleteFileA("missing/x.txt"));
    TELL(CreateDirectoryA("e", NULL));
    TELL(DeleteFileA("e"));
    TELL(MoveFileA("a.txt", "b.txt"));
    TELL(MoveFileA("missing.txt", "c.txt"));
    TELL(MoveFileA("a.txt", "e/moved.txt"));
    TELL(GetFileAttributesA("a.txt") == INVALID_FILE_ATTRIBUTES);
    TELL(CopyFileA("e/moved.txt", "b.txt", TRUE));
    SHOW(CopyFileA("e/moved.txt", "b.txt", FALSE));
    TELL(CopyFileA("missing.txt", "c.txt", FALSE));
    TELL((GetFileAttributesA("e") & FILE_ATTRIBUTE_DIRECTORY) != 0);
    TELL((GetFileAttributesA("b.txt") & FILE_ATTRIBUTE_DIRECTORY) != 0);
    TELL(GetFileAttributesA("missing/x") == INVALID_FILE_ATTRIBUTES);
}

static void positions(void)
{
    HANDLE file = open_file("p.txt", GENERIC_READ | GENERIC_WRITE, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL);
    BY_HANDLE_FILE_INFORMATION information;
    LARGE_INTEGER place, size;
    DWORD count;
    char text[16] = {0};
    HERE("positions");
    TELL(WriteFile(file, "0123456789", 10, &count, NULL));
    TELL(SetFilePointer(file, 4, NULL, FILE_BEGIN));
    TELL(ReadFile(file, text, 3, &count, NULL));
    TEXT_OF(text);
    TELL(SetFilePointer(file, -2, NULL, FILE_END));
    TELL(SetFilePointer(file, -20, NULL, FILE_CURRENT));
    TELL(SetFilePointer(file, 0, NULL, 9));
    place.QuadPart = 6;
    TELL(SetFilePointerEx(file, place, &place, FILE_BEGIN));
    SHOW(place.QuadPart);
    TELL(SetEndOfFile(file));
    TELL(GetFileSizeEx(file, &size));
    SHOW(size.QuadPart);
    TELL(GetFileInformationByHandle(file, &information));
    SHOW(information.nFileSizeLow);
    SHOW(information.nNumberOfLinks);
    SHOW((information.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0);
    TELL(ReadFile(file, text, 3, &count, NULL));
    SHOW(count);
    CloseHandle(file);
    TELL(GetFileSizeEx(file, &size));
}

static void temporary_files(void)
{
    char folder[MAX_PATH], name[MAX_PATH];
    DWORD length = GetTempPathA(sizeof folder, folder);
    HANDLE file;
    DWORD count;
    HERE("temporary files");
    SHOW(length == strlen(folder) && (folder[length - 1] == '/' || folder[length - 1] == '\\'));
    SHOW(GetTempPathA(2, folder) == length + 1);
    TELL(GetTempFileNameA(".", "abcdef", 0x12, name));
    SHOW(strstr(name, "abc12.") != NULL);
    TELL(GetFileAttributesA(name) == INVALID_FILE_ATTRIBUTES);
    SHOW(GetTempFileNameA(".", "abc", 0, name) != 0);
    TELL(DeleteFileA(name));
    TELL(GetTempFileNameA("missing", "abc", 0, name));

    file = open_file("gone.txt", GENERIC_WRITE, CREATE_NEW, FILE_FLAG_DELETE_ON_CLOSE);
    TELL(WriteFile(file, "x", 1, &count, NULL));
    TELL(GetFileAttributesA("gone.txt") != INVALID_FILE_ATTRIBUTES);
    CloseHandle(file);
    TELL(GetFileAttributesA("gone.txt") == INVALID_FILE_ATTRIBUTES);
}

static void names(void)
{
    char full[MAX_PATH], *part = NULL;
    DWORD length = GetFullPathNameA("x.txt", sizeof full, full, &part);
    HERE("names");
    SHOW(length == strlen(full));
    TEXT_OF(part);
    SHOW(GetFullPathNameA("x.txt", 2, full, NULL) == length + 1);
    TELL(SetEnvironmentVariableA("SYSTEM_FILES", "value"));
    SHOW(ExpandEnvironmentStringsA("a %SYSTEM_FILES% %NOTHING_OF_THIS_NAME% b%", full, sizeof full));
    TEXT_OF(full);
    SHOW(ExpandEnvironmentStringsA("%SYSTEM_FILES%", full, sizeof full) == sizeof "value");
}

int main(void)
{
    dispositions();
    directories();
    deleting_and_moving();
    positions();
    temporary_files();
    names();
    return 0;
}
