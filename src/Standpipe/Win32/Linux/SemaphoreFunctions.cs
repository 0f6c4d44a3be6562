using System.Runtime.Versioning;
using Standpipe.Platform.Linux;

namespace Standpipe.Win32.Linux;

/// <summary>Semaphores over eventfd.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class SemaphoreFunctions
{
    /// <summary>CreateSemaphoreEx.</summary>
    internal static WIN32_ERROR Create(NewObject made, int count, int maximum, uint flags, out HANDLE handle)
    {
        handle = default;
        return flags != 0 || maximum <= 0 || count < 0 || count > maximum
            ? WIN32_ERROR.ERROR_INVALID_PARAMETER
            : made.Make((uint)count, Sys.EFD_SEMAPHORE, new SemaphoreObject(count, maximum, isShared: false), out handle);
    }

    /// <summary>ReleaseSemaphore.</summary>
    internal static WIN32_ERROR Release(HANDLE handle, int count, int* before)
    {
        using HandleUser user = new(handle);
        if (!user.Is(out HandleEntry? entry, out SemaphoreObject? semaphore))
        {
            return WIN32_ERROR.ERROR_INVALID_HANDLE;
        }

        if ((entry.Access & AccessRights.SemaphoreModifyState) == 0)
        {
            return WIN32_ERROR.ERROR_ACCESS_DENIED;
        }

        if (count <= 0)
        {
            return WIN32_ERROR.ERROR_INVALID_PARAMETER;
        }

        if (!semaphore.TryRelease(entry, count, out int previous))
        {
            return WIN32_ERROR.ERROR_TOO_MANY_POSTS;
        }

        if (before is not null)
        {
            *before = previous;
        }

        return WIN32_ERROR.ERROR_SUCCESS;
    }
}
