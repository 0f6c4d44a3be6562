using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Platform.Windows;

/// <summary>A wait for a read end, in a read of nothing: it ends when there is something, and takes none of it.</summary>
[SupportedOSPlatform("windows")]
internal sealed unsafe class PipeWatch(SafeFileHandle handle, GatedEnd end, bool once, ReadinessHandler handler)
    : ReadinessWatch(handle, once, handler)
{
    private readonly KernelCall _call = new(end) { CanRestart = true };

    public override void Dispose()
    {
        _call.Cancel();
        end.Gate.Interrupt(_call);
    }

    private protected override bool Wait(nint handle)
    {
        while (end.Gate.TryEnter(_call))
        {
            int error;
            try
            {
                byte nothing;
                uint count;
                error = Kernel32.ReadFile(handle, &nothing, 0, &count, null) != Winbase.FALSE ? 0 : Marshal.GetLastPInvokeError();
            }
            finally
            {
                end.Gate.Leave();
            }

            if (error == WindowsError.ERROR_NO_DATA)
            {
                end.Gate.Pause(_call);
            }
            else if (error != WindowsError.ERROR_OPERATION_ABORTED)
            {
                // End of file and errors too: the transfer that follows tells the truth.
                return !_call.IsOver;
            }
        }

        return false;
    }
}
