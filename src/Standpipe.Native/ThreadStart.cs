using System.Runtime.InteropServices;
using Standpipe.Win32;
using Standpipe.Win32.Linux;

namespace Standpipe.Native;

/// <summary>Starting threads: made by the C half, named and let go by this one.</summary>
internal static unsafe class ThreadStart
{
    private const uint CREATE_SUSPENDED = 0x4;
    private const uint STACK_SIZE_PARAM_IS_A_RESERVATION = 0x10000;

    /// <summary>CreateThread.</summary>
    internal static WIN32_ERROR Start(
        SECURITY_ATTRIBUTES* attributes, nuint stack, void* function, void* parameter, uint flags, uint* id, out HANDLE handle)
    {
        handle = default;
        if ((flags & ~(CREATE_SUSPENDED | STACK_SIZE_PARAM_IS_A_RESERVATION)) != 0)
        {
            return WIN32_ERROR.ERROR_INVALID_PARAMETER;
        }

        if (id is not null)
        {
            // What cannot be written to fails here, before there is a thread that would wait for ever.
            *id = 0;
        }

        ThreadObject thread = ThreadObject.Starting((flags & CREATE_SUSPENDED) != 0);
        bool exact = (flags & STACK_SIZE_PARAM_IS_A_RESERVATION) != 0;
        GCHandle self = GCHandle.Alloc(thread);
        nint start;
        int threadId;
        int errno = NativeRuntime.standpipe_thread_start(
            function, parameter, stack, exact ? 1 : 0, GCHandle.ToIntPtr(self), &start, &threadId);
        if (errno != 0)
        {
            // Whatever it was that the system has too little of.
            self.Free();
            return WIN32_ERROR.ERROR_NOT_ENOUGH_MEMORY;
        }

        // It waits until it is let go, so it is there, and its number its own.
        thread.SetStart(threadId, start);
        ThreadTable.Add(thread);
        uint handleFlags = attributes is not null && attributes->bInheritHandle ? Kernel32.HANDLE_FLAG_INHERIT : 0;
        WIN32_ERROR error = ThreadFunctions.Open(thread, AccessRights.Process, handleFlags, out handle);
        if (error != WIN32_ERROR.ERROR_SUCCESS)
        {
            Go(thread.TakeUnbegun(0), run: false);
            return error;
        }

        if (id is not null)
        {
            *id = (uint)threadId;
        }

        Go(thread.TryLetGo(), run: true);
        return WIN32_ERROR.ERROR_SUCCESS;
    }

    /// <summary>Lets a thread go, if there is one to let go.</summary>
    internal static void Go(nint start, bool run)
    {
        if (start != 0)
        {
            NativeRuntime.standpipe_thread_go(start, run ? 1 : 0);
        }
    }

    /// <summary>The calling thread is the one that <see cref="Start"/> made.</summary>
    internal static void Begin(nint thread)
    {
        GCHandle self = GCHandle.FromIntPtr(thread);
        _ = ThreadObject.Enter((ThreadObject)self.Target!);
        self.Free();
    }
}
