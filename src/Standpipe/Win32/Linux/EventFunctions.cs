using System.Runtime.Versioning;
using Standpipe.Platform.Linux;
using static Standpipe.Win32.Kernel32;

namespace Standpipe.Win32.Linux;

/// <summary>Events over eventfd.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class EventFunctions
{
    private const uint ManualReset = 1;
    private const uint InitialSet = 2;

    /// <inheritdoc cref="Kernel32.CreateEventW(SECURITY_ATTRIBUTES*, BOOL, BOOL, char*)"/>
    internal static WIN32_ERROR Create(
        SECURITY_ATTRIBUTES* attributes, BOOL manualReset, BOOL initialState, char* name, out HANDLE handle) => Create(
            NewObject.Of(attributes, name, AccessRights.Event),
            (manualReset ? ManualReset : 0) | (initialState ? InitialSet : 0),
            out handle);

    /// <summary>CreateEventEx.</summary>
    internal static WIN32_ERROR Create(NewObject made, uint flags, out HANDLE handle)
    {
        handle = default;
        return (flags & ~(ManualReset | InitialSet)) != 0
            ? WIN32_ERROR.ERROR_INVALID_PARAMETER
            : made.Make((flags & InitialSet) != 0 ? 1u : 0u, 0, new EventObject((flags & ManualReset) != 0), out handle);
    }

    /// <inheritdoc cref="Kernel32.SetEvent(HANDLE)"/>
    internal static WIN32_ERROR Set(HANDLE handle) => Change(handle, set: true);

    /// <inheritdoc cref="Kernel32.ResetEvent(HANDLE)"/>
    internal static WIN32_ERROR Reset(HANDLE handle) => Change(handle, set: false);

    /// <summary>PulseEvent.</summary>
    internal static WIN32_ERROR Pulse(HANDLE handle)
    {
        using HandleUser user = new(handle);
        WIN32_ERROR error = Find(user, out EventObject? target);
        if (error == WIN32_ERROR.ERROR_SUCCESS)
        {
            target!.Pulse(user.Entry!);
        }

        return error;
    }

    /// <summary>Sets an event of which the caller counts a use.</summary>
    internal static void Set(HandleEntry entry) => Set(entry.FileDescriptor);

    /// <summary>Adds 1 to the counter of an eventfd.</summary>
    internal static void Set(int fileDescriptor)
    {
        ulong one = 1;
        _ = RealPosix.write(fileDescriptor, &one, sizeof(ulong));
    }

    /// <summary>Resets an event of which the caller counts a use.</summary>
    /// <returns>Whether it was set: of several threads one is told so.</returns>
    internal static bool Reset(HandleEntry entry)
    {
        ulong count;
        return RealPosix.read(entry.FileDescriptor, &count, sizeof(ulong)) == sizeof(ulong);
    }

    private static WIN32_ERROR Change(HANDLE handle, bool set)
    {
        using HandleUser user = new(handle);
        WIN32_ERROR error = Find(user, out _);
        if (error != WIN32_ERROR.ERROR_SUCCESS)
        {
            return error;
        }

        if (set)
        {
            Set(user.Entry!);
        }
        else
        {
            _ = Reset(user.Entry!);
        }

        return WIN32_ERROR.ERROR_SUCCESS;
    }

    private static WIN32_ERROR Find(in HandleUser user, out EventObject? target) =>
        !user.Is(out HandleEntry? entry, out target) ? WIN32_ERROR.ERROR_INVALID_HANDLE
            : (entry.Access & EVENT_MODIFY_STATE) == 0 ? WIN32_ERROR.ERROR_ACCESS_DENIED
            : WIN32_ERROR.ERROR_SUCCESS;
}
