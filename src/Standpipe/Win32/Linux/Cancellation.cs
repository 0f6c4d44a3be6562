using System.Runtime.Versioning;

namespace Standpipe.Win32.Linux;

/// <summary>CancelSynchronousIo, CancelIoEx and CancelIo.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class Cancellation
{
    /// <inheritdoc cref="Kernel32.CancelSynchronousIo(HANDLE)"/>
    internal static WIN32_ERROR CancelSynchronous(HANDLE thread)
    {
        if (thread == PseudoHandles.CurrentThread)
        {
            // The calling thread is here, and so not blocked anywhere else.
            return WIN32_ERROR.ERROR_NOT_FOUND;
        }

        using HandleUser user = new(thread);
        if (!user.Is(out HandleEntry? entry, out ThreadObject? target))
        {
            return WIN32_ERROR.ERROR_INVALID_HANDLE;
        }

        if ((entry.Access & Kernel32.THREAD_TERMINATE) == 0)
        {
            return WIN32_ERROR.ERROR_ACCESS_DENIED;
        }

        BlockedCall? call = target.IsOurs ? BlockedCall.OfThread(target.ThreadId) : null;
        return call?.Queue is { } queue && queue.Cancel(one => one == call) > 0
            ? WIN32_ERROR.ERROR_SUCCESS
            : WIN32_ERROR.ERROR_NOT_FOUND;
    }

    /// <inheritdoc cref="Kernel32.CancelIoEx(HANDLE, OVERLAPPED*)"/>
    internal static WIN32_ERROR CancelAll(HANDLE file, OVERLAPPED* overlapped)
    {
        using HandleUser user = new(file);
        if (!user.Is(out HandleEntry? _, out StreamObject? stream))
        {
            return WIN32_ERROR.ERROR_INVALID_HANDLE;
        }

        nint which = (nint)overlapped;
        return stream.Transfers.Cancel(call => which == 0 || call.Overlapped == which) > 0
            ? WIN32_ERROR.ERROR_SUCCESS
            : WIN32_ERROR.ERROR_NOT_FOUND;
    }

    /// <inheritdoc cref="Kernel32.CancelIo(HANDLE)"/>
    internal static WIN32_ERROR CancelOwn(HANDLE file)
    {
        // What the calling thread began has ended: no transfer here outlives its call.
        using HandleUser user = new(file);
        return user.Is(out HandleEntry? _, out StreamObject? _) ? WIN32_ERROR.ERROR_SUCCESS : WIN32_ERROR.ERROR_INVALID_HANDLE;
    }
}
