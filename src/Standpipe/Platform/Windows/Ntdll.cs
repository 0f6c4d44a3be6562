using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Standpipe.Platform.Windows;

/// <summary>What kernel32.dll does not tell: the state of a pipe, the rights of a handle.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class Ntdll
{
    private const string Library = "ntdll.dll";

    [LibraryImport(Library)]
    internal static partial int NtQueryInformationFile(
        nint FileHandle, IO_STATUS_BLOCK* IoStatusBlock, void* FileInformation, uint Length, int FileInformationClass);

    [LibraryImport(Library)]
    internal static partial int NtQueryObject(
        nint Handle, int ObjectInformationClass, void* ObjectInformation, uint ObjectInformationLength, uint* ReturnLength);
}
