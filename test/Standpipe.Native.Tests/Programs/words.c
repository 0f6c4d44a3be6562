/* The macros of windows.h, and what stands before declarations. Windows' compiler and Linux' must print the same. */
#include <windows.h>
#include <stdio.h>

struct list {
    int before;
    LIST_ENTRY entry;
};

static __declspec(thread) int per_thread = 3;
__declspec(thread) static int per_thread_too = 4;
static __declspec(align(64)) char aligned[64];
__declspec(noinline) static int __cdecl twice(IN int value, OUT int *result, int unused OPTIONAL) {
    UNREFERENCED_PARAMETER(unused);
    *result = value * 2;
    return *result;
}

static DWORD WINAPI thread(LPVOID parameter) { return *(DWORD *)parameter; }
static VOID CALLBACK callback(_In_ ULONG_PTR value, _Out_opt_ LPDWORD result) {
    if (result) *result = (DWORD)value;
}

#define LONG_RESULT(expression) printf("%s = %lld\n", #expression, (long long)(expression))

static void parts(void) {
    DWORD numbers[7] = {0};
    struct list element;
    LARGE_INTEGER large;
    unsigned __int64 big = 0x8000000000000000;
    WORD word = 0xABCD;
    LONG_RESULT(MAKEWORD(0x34, 0x12));
    LONG_RESULT(MAKELONG(0x5678, 0x9234));
    LONG_RESULT(LOWORD(0x12345678));
    LONG_RESULT(HIWORD(0x12345678));
    LONG_RESULT(LOBYTE(word));
    LONG_RESULT(HIBYTE(word));
    LONG_RESULT(ARRAYSIZE(numbers));
    LONG_RESULT(FIELD_OFFSET(struct list, entry));
    LONG_RESULT(CONTAINING_RECORD(&element.entry, struct list, entry) == &element);
    LONG_RESULT(MAKELANGID(LANG_ENGLISH, SUBLANG_ENGLISH_UK));
    LONG_RESULT(PRIMARYLANGID(0x0809));
    LONG_RESULT(SUBLANGID(0x0809));
    LONG_RESULT(MAKELCID(0x0809, SORT_DEFAULT));
    LONG_RESULT(big >> 63);
    LONG_RESULT(HandleToLong(INVALID_HANDLE_VALUE));
    LONG_RESULT(HandleToULong(INVALID_HANDLE_VALUE));
    LONG_RESULT((LONG_PTR)LongToHandle(-2));
    LONG_RESULT((LONG_PTR)ULongToHandle(16));
    LONG_RESULT(max(3, 4) * min(3, 4));
    large.QuadPart = -2;
    LONG_RESULT(large.LowPart);
    LONG_RESULT(large.u.HighPart);
    LONG_RESULT(ProcThreadAttributeValue(9, TRUE, FALSE, TRUE));
    LONG_RESULT(sizeof(TEXT("four")) / sizeof(TCHAR));
}

static void results(void) {
    LONG_RESULT(HRESULT_FROM_WIN32(ERROR_SUCCESS));
    LONG_RESULT(HRESULT_FROM_WIN32(ERROR_BROKEN_PIPE));
    LONG_RESULT(HRESULT_FROM_WIN32(E_FAIL));
    LONG_RESULT(SUCCEEDED(S_FALSE));
    LONG_RESULT(FAILED(E_ABORT));
    LONG_RESULT(HRESULT_CODE(E_INVALIDARG));
    LONG_RESULT(HRESULT_FACILITY(E_INVALIDARG));
    LONG_RESULT(MAKE_HRESULT(SEVERITY_ERROR, FACILITY_WIN32, 109));
}

static void memory(void) {
    char bytes[8] = "1234567";
    FillMemory(bytes, 3, 'x');
    LONG_RESULT(bytes[2] == 'x' && bytes[3] == '4');
    MoveMemory(bytes + 1, bytes, 4);
    LONG_RESULT(bytes[4] == '4');
    CopyMemory(bytes, "ab", 2);
    LONG_RESULT(bytes[1] == 'b' && bytes[2] == 'x');
    ZeroMemory(bytes, 2);
    SecureZeroMemory(bytes + 2, 2);
    LONG_RESULT(bytes[0] + bytes[1] + bytes[2] + bytes[3]);
    LONG_RESULT(RtlEqualMemory(bytes, bytes + 2, 2));
}

static void interlocked(void) {
    LONG value = 5;
    volatile LONG64 large = 0x100000000;
    volatile SHORT small = 1;
    PVOID pointer = NULL;
    HANDLE handle = INVALID_HANDLE_VALUE;
    LONG bits[2] = {0, 0};
    LONG_RESULT(InterlockedIncrement(&value));
    LONG_RESULT(InterlockedDecrement(&value));
    LONG_RESULT(InterlockedExchange(&value, 9));
    LONG_RESULT(InterlockedExchangeAdd(&value, -10));
    LONG_RESULT(InterlockedCompareExchange(&value, 7, 0));
    LONG_RESULT(InterlockedCompareExchange(&value, 7, -1));
    LONG_RESULT(InterlockedAnd(&value, 6));
    LONG_RESULT(InterlockedOr(&value, 8));
    LONG_RESULT(InterlockedXor(&value, 2));
    LONG_RESULT(InterlockedAdd(&value, 100));
    LONG_RESULT(value);
    LONG_RESULT(InterlockedIncrement64(&large));
    LONG_RESULT(InterlockedDecrement64(&large));
    LONG_RESULT(InterlockedExchangeAdd64(&large, 5));
    LONG_RESULT(InterlockedExchange64(&large, -1));
    LONG_RESULT(InterlockedCompareExchange64(&large, 3, -1));
    LONG_RESULT(InterlockedIncrement16(&small));
    LONG_RESULT(InterlockedExchangePointer(&pointer, &value) == NULL);
    LONG_RESULT(InterlockedCompareExchangePointer(&pointer, NULL, &value) == &value);
    LONG_RESULT(pointer == NULL);
    LONG_RESULT(InterlockedExchangePointer(&handle, NULL) == INVALID_HANDLE_VALUE);
    LONG_RESULT(InterlockedBitTestAndSet(bits, 3));
    LONG_RESULT(InterlockedBitTestAndSet(bits, 3));
    LONG_RESULT(InterlockedBitTestAndReset(bits, 3));
    LONG_RESULT(bits[0]);
    MemoryBarrier();
    YieldProcessor();
}

static void security(void) {
    SECURITY_DESCRIPTOR descriptor;
    SECURITY_ATTRIBUTES attributes = {sizeof(attributes), &descriptor, TRUE};
    LONG_RESULT(InitializeSecurityDescriptor(&descriptor, SECURITY_DESCRIPTOR_REVISION));
    LONG_RESULT(SetSecurityDescriptorDacl(&descriptor, TRUE, NULL, FALSE));
    LONG_RESULT(descriptor.Control);
    LONG_RESULT(IsValidSecurityDescriptor(attributes.lpSecurityDescriptor));
    LONG_RESULT(InitializeSecurityDescriptor(&descriptor, 2));
    LONG_RESULT(GetLastError());
}

int main(void) {
    LPTHREAD_START_ROUTINE start = thread;
    VOID(CALLBACK *back)(ULONG_PTR, LPDWORD) = callback;
    DWORD number = 12;
    int result;
    LONG_RESULT(start(&number));
    back(13, &number);
    LONG_RESULT(number);
    LONG_RESULT(twice(per_thread + per_thread_too, &result, 0));
    LONG_RESULT((ULONG_PTR)aligned % 64);
    parts();
    results();
    memory();
    interlocked();
    security();
    return 0;
}
