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
            try
            {
                byte nothing;
                uint count;
                if (Kernel32.ReadFile(handle, &nothing, 0, &count, null) != Winbase.FALSE
                    || Marshal.GetLastPInvokeError() != WindowsError.ERROR_OPERATION_ABORTED)
                {
                    // End of file and errors too: the transfer that follows tells the truth.
                    return !_call.IsOver;
                }
            }
            finally
            {
                end.Gate.Leave();
            }
        }

        return false;
    }
}
