using Microsoft.Win32.SafeHandles;

namespace Standpipe.Tests;

/// <summary>A pseudo-terminal in its usual state, by lines.</summary>
internal sealed class Terminal : IDisposable
{
    internal Terminal()
    {
        Master = new FileStream(DescriptorCalls.OpenTerminal(out string path), FileAccess.ReadWrite, bufferSize: 0);
        Slave = DescriptorCalls.OpenForBoth(path);
    }

    internal FileStream Master { get; }

    internal SafeFileHandle Slave { get; }

    public void Dispose()
    {
        Slave.Dispose();
        Master.Dispose();
    }
}
