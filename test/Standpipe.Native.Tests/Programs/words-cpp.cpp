// What C++ programs for Windows do with windows.h, compiled and run; silent when all is well.
#include <windows.h>

#include <algorithm>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

namespace {

class Handle {
public:
    explicit Handle(HANDLE value = nullptr) noexcept : value_(value) {}
    Handle(Handle &&other) noexcept : value_(other.value_) { other.value_ = nullptr; }
    Handle(const Handle &) = delete;
    Handle &operator=(const Handle &) = delete;
    ~Handle() {
        if (value_ != nullptr && value_ != INVALID_HANDLE_VALUE) CloseHandle(value_);
    }
    PHANDLE put() noexcept { return &value_; }
    HANDLE get() const noexcept { return value_; }

private:
    HANDLE value_;
};

// Of Windows' own size, and of what "long" is here: both count right.
volatile LONG counted = 0;
volatile long counted_long = -1;
SRWLOCK lock = SRWLOCK_INIT;
INIT_ONCE once = INIT_ONCE_STATIC_INIT;
CONDITION_VARIABLE condition = CONDITION_VARIABLE_INIT;
thread_local DWORD own;

int code(HRESULT result) {
    switch (result) {
    case HRESULT_FROM_WIN32(ERROR_BROKEN_PIPE): return 1;
    case S_OK: return 0;
    default: return 2;
    }
}

bool fail(const char *what) {
    std::cerr << what << ": " << GetLastError() << std::endl;
    return false;
}

bool run() {
    Handle read, write;
    if (!CreatePipe(read.put(), write.put(), nullptr, 0)) return fail("CreatePipe");
    std::thread writer([&write] {
        const std::string text = "pipe";
        DWORD count = 0;
        if (WriteFile(write.get(), text.data(), static_cast<DWORD>(text.size()), &count, nullptr)) {
            InterlockedExchangeAdd(&counted, static_cast<LONG>(count));
        }
        InterlockedIncrement(&counted_long);
    });
    std::vector<char> buffer(16);
    DWORD got = 0;
    BOOL ok = ReadFile(read.get(), buffer.data(), static_cast<DWORD>(buffer.size()), &got, nullptr);
    writer.join();
    if (!ok || got != 4 || std::string(buffer.data(), got) != "pipe") return fail("ReadFile");
    if (counted != 4 || counted_long != 0) return fail("counted");
    if ((std::min)(got, DWORD{9}) != 4 || std::max(1, 2) != 2) return fail("min");
    PVOID pointer = nullptr;
    InterlockedExchangePointer(&pointer, &pointer); // and nobody takes the result: no warning
    InterlockedCompareExchangePointer(&pointer, NULL, &pointer);
    if (InterlockedExchangePointer(&pointer, &lock) != nullptr) return fail("InterlockedExchangePointer");
    if (InterlockedCompareExchangePointer(&pointer, nullptr, &lock) != &lock) return fail("InterlockedCompareExchangePointer");
    STARTUPINFOEX startup = {};
    startup.StartupInfo.cb = sizeof(startup);
    OVERLAPPED overlapped{};
    overlapped.Offset = own;
    LPCWSTR wide = reinterpret_cast<LPCWSTR>(u"wide");
    if (wide[3] != 'e' || overlapped.OffsetHigh != 0) return fail("wide");
    return code(HRESULT_FROM_WIN32(ERROR_BROKEN_PIPE)) == 1 && once.Ptr == nullptr && condition.Ptr == nullptr;
}

} // namespace

int main() { return run() ? 0 : 1; }
