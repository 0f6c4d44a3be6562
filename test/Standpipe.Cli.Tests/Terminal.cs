using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Standpipe.Cli.Tests;

/// <summary>A terminal: what is typed here comes as signals to who has the other side as its controlling terminal.</summary>
internal sealed unsafe class Terminal : IDisposable
{
    private const int ReadWriteNotControlling = 0x80102;   // O_RDWR | O_NOCTTY | O_CLOEXEC
    private const int LongestName = 64;

    private readonly SafeFileHandle _master;

    internal Terminal()
    {
        int fd = Native.posix_openpt(ReadWriteNotControlling);
        Assert.True(fd >= 0);
        _master = new SafeFileHandle(fd, ownsHandle: true);
        Assert.Equal(0, Native.grantpt(fd));
        Assert.Equal(0, Native.unlockpt(fd));

        // SAFETY: the call writes at most the size it is told, and a zero at the end.
        byte* name = stackalloc byte[LongestName];
        Assert.Equal(0, Native.ptsname_r(fd, name, LongestName));
        Path = Encoding.UTF8.GetString(System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));
    }

    private string Path { get; }

    /// <summary>Starts the tool as the terminal's foreground job; its standard handles are pipes all the same.</summary>
    internal ChildProcess Start(params string[] arguments) => ChildProcess.Start(
        new ChildProcessOptions(Tool.TestChild, ["on-terminal", Path, Tool.Path, .. arguments])
        {
            ProcessGroup = ProcessGroupMode.NewSession,
            StandardInput = ChildInput.Pipe,
            StandardOutput = ChildOutput.Pipe,
            StandardError = ChildOutput.Capture,
        });

    internal void Type(byte key)
    {
        using FileStream keys = new(new SafeFileHandle(_master.DangerousGetHandle(), ownsHandle: false), FileAccess.Write, 0);
        keys.WriteByte(key);
    }

    public void Dispose() => _master.Dispose();
}
