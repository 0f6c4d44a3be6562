using System.Runtime.InteropServices;
using Standpipe.Platform.Linux;
using Standpipe.Win32;
using Standpipe.Win32.Linux;

namespace Standpipe.Native.Exports;

/// <summary>Descriptors of the C library's that are to be handles too: runtime/crt_io.c.</summary>
internal static class DescriptorExports
{
    /// <summary>The handle of a descriptor: its own, or a new one of a duplicate; -1 if there can be none.</summary>
    [UnmanagedCallersOnly(EntryPoint = "standpipe_handle_of_descriptor")]
    internal static nint HandleOfDescriptor(int fileDescriptor)
    {
        Call call = Call.Begin();
        try
        {
            int index = HandleValue.OfDescriptor(fileDescriptor);
            using (HandleUser user = new(HandleValue.FromIndex(index)))
            {
                if (index != 0 && user.Entry is { } entry && entry.FileDescriptor == fileDescriptor)
                {
                    return call.End(entry.Value.Value);
                }
            }

            KernelObject target = Descriptors.Identify(fileDescriptor, RecordedHandle.Plain, new KnownEnds(), out uint access);
            uint flags = LinuxHandle.SurvivesExec(fileDescriptor) ? Kernel32.HANDLE_FLAG_INHERIT : 0;
            WIN32_ERROR error = HandleTable.AddDuplicate(fileDescriptor, access, flags, target, out HANDLE handle);
            return error == WIN32_ERROR.ERROR_SUCCESS ? call.End(handle.Value) : call.Fail<nint>(error, -1);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return -1;
        }
    }
}
