/* LocalAlloc, HeapAlloc, VirtualAlloc. */
#include "runtime.h"

static int foreign[20]; /* memory that no heap knows, with memory before it */

static void local_fixed(void)
{
    HERE("local, fixed");
    TELL(LocalFree(NULL) == NULL);
    TELL(LocalSize(NULL));
    TELL(LocalLock(NULL) == NULL);
    TELL(LocalUnlock(NULL));
    TELL(LocalFlags(NULL));
    TELL(LocalAlloc(LMEM_FIXED, (SIZE_T)-1) == NULL);
    TELL(LocalReAlloc(NULL, 5, LMEM_MOVEABLE) == NULL);
    HLOCAL fixed = LocalAlloc(LPTR, 10);
    SHOW(((char *)fixed)[9]);
    TELL(LocalSize(fixed));
    TELL(LocalLock(fixed) == fixed);
    TELL(LocalUnlock(fixed));
    TELL(GlobalUnlock(fixed));
    TELL(LocalFlags(fixed));
    TELL(HeapSize(GetProcessHeap(), 0, fixed));
    TELL(HeapValidate(GetProcessHeap(), 0, fixed));
    TELL(LocalReAlloc(fixed, 100000, 0) == NULL);
    memcpy(fixed, "123456789", 10);
    fixed = LocalReAlloc(fixed, 100000, LMEM_MOVEABLE | LMEM_ZEROINIT);
    TEXT_OF((char *)fixed);
    SHOW(((char *)fixed)[99999]);
    TELL(LocalFree(fixed) == NULL);
    HLOCAL nothing = LocalAlloc(LMEM_FIXED, 0);
    TELL(nothing != NULL);
    TELL(LocalSize(nothing));
    TELL(LocalFree(nothing) == NULL);
    TELL(LocalFree(foreign + 8) == (HLOCAL)(foreign + 8));
    TELL(LocalSize(foreign + 8));
}

static void local_moveable(void)
{
    HERE("local, moveable");
    HLOCAL handle = LocalAlloc(LMEM_MOVEABLE, 10);
    char *memory = LocalLock(handle);
    SHOW(memory != (char *)handle);
    TELL(LocalFlags(handle));
    TELL(LocalLock(handle) == memory);
    TELL(LocalFlags(handle));
    TELL(LocalUnlock(handle));
    TELL(LocalUnlock(handle));
    TELL(LocalUnlock(handle));
    TELL(LocalSize(handle));
    TELL(LocalReAlloc(handle, 5000, LMEM_ZEROINIT) == handle);
    TELL(LocalSize(handle));
    TELL(LocalReAlloc(handle, 0, 0) == NULL);
    TELL(LocalReAlloc(handle, 0, LMEM_MOVEABLE) == handle);
    TELL(LocalFlags(handle));
    TELL(LocalFree(handle) == NULL);
    HGLOBAL empty = GlobalAlloc(GMEM_MOVEABLE, 0);
    TELL(GlobalFlags(empty));
    TELL(GlobalLock(empty) == NULL);
    TELL(GlobalSize(empty));
    TELL(GlobalReAlloc(empty, 20, GMEM_MOVEABLE) == empty);
    TELL(GlobalSize(empty));
    TELL(GlobalFree(empty) == NULL);
}

static void heaps(void)
{
    HERE("heaps");
    HANDLE heap = HeapCreate(0, 0, 0);
    TELL(heap != NULL);
    TELL(HeapFree(heap, 0, NULL));
    TELL(HeapValidate(heap, 0, NULL));
    char *memory = HeapAlloc(heap, HEAP_ZERO_MEMORY, 10);
    SHOW(memory[9]);
    TELL(HeapSize(heap, 0, memory));
    TELL(HeapReAlloc(heap, HEAP_REALLOC_IN_PLACE_ONLY, memory, 5) == memory);
    TELL(HeapSize(heap, 0, memory));
    memory = HeapReAlloc(heap, HEAP_ZERO_MEMORY, memory, 100000);
    SHOW(memory[99999]);
    TELL(HeapSize(heap, 0, memory));
    TELL(HeapValidate(heap, 0, memory));
    TELL(HeapValidate(GetProcessHeap(), 0, memory));
    TELL(HeapSize(GetProcessHeap(), 0, memory));
    TELL(HeapFree(GetProcessHeap(), 0, memory));
    TELL(HeapFree(heap, 0, foreign + 8));
    TELL(HeapFree(heap, 0, memory));
    TELL(HeapAlloc(heap, 0, 0) != NULL);
    TELL(HeapDestroy(heap));
    TELL(HeapDestroy(GetProcessHeap()));
    HANDLE limited = HeapCreate(0, 0, 65536);
    SHOW(HeapAlloc(limited, 0, 100000) == NULL);
    SHOW(HeapAlloc(limited, 0, 30000) != NULL);
    SHOW(HeapAlloc(limited, 0, 60000) == NULL);
    TELL(HeapDestroy(limited));
}

static void pages(void)
{
    DWORD old = 0;
    HERE("pages");
    TELL(VirtualAlloc(NULL, 0, MEM_COMMIT, PAGE_READWRITE) == NULL);
    TELL(VirtualAlloc(NULL, 10, 0, PAGE_READWRITE) == NULL);
    TELL(VirtualAlloc(NULL, 10, MEM_COMMIT, 3) == NULL);
    TELL(VirtualAlloc(NULL, (SIZE_T)1 << 60, MEM_COMMIT, PAGE_READWRITE) == NULL);
    char *start = VirtualAlloc(NULL, 100000, MEM_RESERVE, PAGE_READWRITE);
    SHOW((ULONG_PTR)start % 65536);
    TELL(VirtualAlloc(start + 5000, 10, MEM_COMMIT, PAGE_READWRITE) == start + 4096);
    SHOW(start[4096]);
    start[4096] = 1;
    TELL(VirtualAlloc(start + 4096, 10, MEM_COMMIT, PAGE_READWRITE) == start + 4096);
    SHOW(start[4096]);
    TELL(VirtualProtect(start + 4096, 10, PAGE_READONLY, &old));
    SHOW(old);
    TELL(VirtualProtect(start + 4096, 10, PAGE_READWRITE, &old));
    SHOW(old);
    TELL(VirtualProtect(start, 10, PAGE_READONLY, &old));
    TELL(VirtualProtect(start + 4096, 10, 99, &old));
    TELL(VirtualProtect(start + 4096, 10, PAGE_READONLY, NULL));
    TELL(VirtualAlloc(start, 10, MEM_RESERVE, PAGE_READWRITE) == NULL);
    TELL(VirtualFree(start, 10, MEM_RELEASE));
    TELL(VirtualFree(start + 4096, 0, MEM_RELEASE));
    TELL(VirtualFree(start + 4096, 100, MEM_DECOMMIT));
    TELL(VirtualProtect(start + 4096, 1, PAGE_READWRITE, &old));
    TELL(VirtualFree(start, 0, MEM_RELEASE | MEM_DECOMMIT));
    TELL(VirtualFree(start, 0, MEM_RELEASE));
    char *both = VirtualAlloc(NULL, 5000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    memset(both, 1, 8192);
    TELL(VirtualFree(both, 0, MEM_RELEASE));
}

int main(void)
{
    local_fixed();
    local_moveable();
    heaps();
    pages();
    return 0;
}
