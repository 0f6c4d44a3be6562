using System.Runtime.Versioning;

namespace Standpipe.Win32.Linux;

/// <summary>What a transfer leaves in the caller's count and OVERLAPPED.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class Outcome
{
    /// <summary>What the structure says while a transfer goes on, and after one that failed.</summary>
    internal const nuint StatusPending = 0x103;

    /// <summary>Says that there is nothing yet. First of all: Windows' structure says so of a transfer that was refused, too.</summary>
    internal static void Open(uint* count, OVERLAPPED* overlapped)
    {
        if (count is not null)
        {
            *count = 0;
        }

        if (overlapped is not null)
        {
            Volatile.Write(ref overlapped->Internal, StatusPending);
        }
    }

    /// <summary>Resets the event that the transfer will set.</summary>
    /// <param name="overlapped">The caller's, or null.</param>
    /// <param name="done">Its event, looked up.</param>
    internal static WIN32_ERROR Begin(OVERLAPPED* overlapped, in HandleUser done)
    {
        if (overlapped is null)
        {
            return WIN32_ERROR.ERROR_SUCCESS;
        }

        if (!overlapped->hEvent.IsNull)
        {
            if (!done.Is(out HandleEntry? entry, out EventObject? _))
            {
                return WIN32_ERROR.ERROR_INVALID_HANDLE;
            }

            EventFunctions.Reset(entry);
        }

        return WIN32_ERROR.ERROR_SUCCESS;
    }

    /// <summary>On success, tells the count and sets the event; on failure leaves everything alone.</summary>
    internal static WIN32_ERROR End(WIN32_ERROR error, int moved, uint* count, OVERLAPPED* overlapped, in HandleUser done)
    {
        if (error != WIN32_ERROR.ERROR_SUCCESS)
        {
            return error;
        }

        if (count is not null)
        {
            *count = (uint)moved;
        }

        if (overlapped is not null)
        {
            overlapped->InternalHigh = (uint)moved;
            Volatile.Write(ref overlapped->Internal, 0);
            if (done.Entry is { } entry)
            {
                EventFunctions.Set(entry);
            }
        }

        return error;
    }
}
