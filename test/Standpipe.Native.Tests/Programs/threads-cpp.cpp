// Threads of C++: ExitThread runs no destructors of what is on the stack, also out of noexcept; those of thread_local
// variables run, may use handles, and are through when the thread's handle says that it has ended.
#include <windows.h>

#include <cstdio>

static HANDLE mutex;
static int destroyed;

struct on_stack {
    ~on_stack() { std::printf("never\n"); }
};

struct of_thread {
    HANDLE event = CreateEventA(nullptr, TRUE, FALSE, nullptr);

    ~of_thread()
    {
        destroyed += SetEvent(event) && ReleaseMutex(mutex) && CloseHandle(event);
    }
};

static thread_local of_thread local;

static void leave(DWORD code) noexcept
{
    on_stack guard;
    ExitThread(code);
}

static DWORD WINAPI run(LPVOID parameter)
{
    WaitForSingleObject(mutex, INFINITE);
    if (local.event == nullptr) {
        return 1;
    }
    if (parameter != nullptr) {
        leave(3);
    }
    try {
        throw 4;
    } catch (int code) {
        return static_cast<DWORD>(code);
    }
}

int main()
{
    mutex = CreateMutexA(nullptr, FALSE, nullptr);
    for (int i = 0; i < 2; i++) {
        HANDLE thread = CreateThread(nullptr, 0, run, i == 0 ? nullptr : &mutex, 0, nullptr);
        WaitForSingleObject(thread, INFINITE);
        DWORD code = 77;
        GetExitCodeThread(thread, &code);
        CloseHandle(thread);
        unsigned got = static_cast<unsigned>(WaitForSingleObject(mutex, 0));
        std::printf("%u: destroyed %d, mutex %x\n", static_cast<unsigned>(code), destroyed, got);
        ReleaseMutex(mutex);
    }
    CloseHandle(mutex);
    return 0;
}
