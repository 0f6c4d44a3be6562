using System.Runtime.InteropServices;

namespace Standpipe.Tests;

/// <summary>What this process has open, on Windows: found by trying every value.</summary>
internal static unsafe partial class WindowsHandles
{
    private const string Library = "kernel32.dll";
    private const int Highest = 0x4000;
    private const uint Pipe = 3;
    private const uint Inherit = 1;

    /// <summary>The pipes and the processes, a line each.</summary>
    internal static List<string> PipesAndProcesses()
    {
        List<string> found = [];
        for (nint value = 4; value < Highest; value += 4)
        {
            uint flags;
            if (GetHandleInformation(value, &flags) == 0)
            {
                continue;
            }

            if (GetFileType(value) == Pipe)
            {
                found.Add($"pipe:{value}");
            }
            else if (GetProcessId(value) is > 0 and uint id && id != Environment.ProcessId)
            {
                found.Add($"process:{value}");
            }
        }

        return found;
    }

    internal static bool IsOpen(nint handle)
    {
        uint flags;
        return GetHandleInformation(handle, &flags) != 0;
    }

    internal static bool IsInheritable(nint handle)
    {
        uint flags;
        return GetHandleInformation(handle, &flags) != 0 && (flags & Inherit) != 0;
    }

    internal static void MakeInheritable(nint handle) => Assert.NotEqual(0, SetHandleInformation(handle, Inherit, Inherit));

    /// <summary>A plain duplicate, inheritable, as careless code makes it.</summary>
    internal static int Duplicate(nint handle)
    {
        nint duplicate;
        Assert.NotEqual(0, DuplicateHandle(-1, handle, -1, &duplicate, 0, 1, 2));
        return (int)duplicate;
    }

    internal static void Close(nint handle) => Assert.NotEqual(0, CloseHandle(handle));

    [LibraryImport(Library)]
    private static partial int GetHandleInformation(nint hObject, uint* lpdwFlags);

    [LibraryImport(Library)]
    private static partial int SetHandleInformation(nint hObject, uint dwMask, uint dwFlags);

    [LibraryImport(Library)]
    private static partial uint GetFileType(nint hFile);

    [LibraryImport(Library)]
    private static partial uint GetProcessId(nint Process);

    [LibraryImport(Library)]
    private static partial int CloseHandle(nint hObject);

    [LibraryImport(Library)]
    private static partial int DuplicateHandle(
        nint hSourceProcessHandle, nint hSourceHandle, nint hTargetProcessHandle, nint* lpTargetHandle, uint dwDesiredAccess, int bInheritHandle, uint dwOptions);
}
