using System.Runtime.Versioning;

namespace Standpipe.Win32.Linux;

/// <summary>Mutexes over eventfd.</summary>
[SupportedOSPlatform("linux")]
internal static class MutexFunctions
{
    private const uint InitialOwner = 1;

    /// <summary>CreateMutexEx.</summary>
    internal static WIN32_ERROR Create(NewObject made, uint flags, out HANDLE handle)
    {
        handle = default;
        if ((flags & ~InitialOwner) != 0)
        {
            return WIN32_ERROR.ERROR_INVALID_PARAMETER;
        }

        bool isOwned = (flags & InitialOwner) != 0;
        MutexObject mutex = new();
        WIN32_ERROR error = made.Make(isOwned ? 0u : 1u, 0, mutex, out handle);
        if (error == WIN32_ERROR.ERROR_SUCCESS && isOwned)
        {
            mutex.BeginOwned();
        }

        return error;
    }

    /// <summary>ReleaseMutex.</summary>
    internal static WIN32_ERROR Release(HANDLE handle)
    {
        using HandleUser user = new(handle);
        return !user.Is(out HandleEntry? entry, out MutexObject? mutex) ? WIN32_ERROR.ERROR_INVALID_HANDLE
            : (entry.Access & AccessRights.MutexModifyState) == 0 ? WIN32_ERROR.ERROR_ACCESS_DENIED
            : mutex.TryRelease(entry) ? WIN32_ERROR.ERROR_SUCCESS
            : WIN32_ERROR.ERROR_NOT_OWNER;
    }
}
