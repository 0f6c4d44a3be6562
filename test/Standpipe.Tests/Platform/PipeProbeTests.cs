using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Standpipe.Platform;
using Standpipe.Platform.Linux;

namespace Standpipe.Tests.Platform;

/// <summary>Reading /proc, and looking into a pipe from outside.</summary>
[SupportedOSPlatform("linux")]
[Collection("Processes")]
public class PipeProbeTests
{
    private const string Reason = "/proc is Linux's.";

    [LinuxTheory(Reason)]
    [InlineData(0, 4096, 0, false)]
    [InlineData(3, 1, 3, false)]
    [InlineData(1, 65536, 65536, true)]
    [InlineData(16, 2049, 32784, true)]
    [InlineData(15, 4096, 61440, false)]
    public void Measure_Pipe_SaysWhatIsInIt(int writes, int size, int bytes, bool isFull)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        for (int i = 0; i < writes; i++)
        {
            pipe.WriteEnd.Write(new byte[size]);
        }

        PipeLevel expected = new(65536, bytes, isFull, HasReader: true);
        Assert.Equal((0, expected), Measure(pipe.ReadEnd.SafeFileHandle));
        Assert.Equal((0, expected), Measure(pipe.WriteEnd.SafeFileHandle));
        Assert.Equal(bytes, pipe.ReadEnd.BytesAvailable);
    }

    [LinuxFact(Reason)]
    public void Measure_NoReader_IsTold()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        pipe.WriteEnd.Write("left"u8);
        pipe.ReadEnd.Dispose();

        (int error, PipeLevel level) = Measure(pipe.WriteEnd.SafeFileHandle);

        Assert.Equal((0, 4, false), (error, level.Bytes, level.HasReader));
    }

    [LinuxFact(Reason)]
    public void Measure_EndIsAnotherThingByNow_LeavesThatAlone()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using AnonymousPipe other = AnonymousPipe.Create();
        using ProcDirectory self = ProcDirectory.Open(Environment.ProcessId);

        int error = PipeProbe.Measure(
            self, Path(pipe.ReadEnd.SafeFileHandle), LinuxHandle.Inode(other.ReadEnd.SafeFileHandle), out PipeLevel level);

        Assert.Equal((Errno.ENOENT, default(PipeLevel)), (error, level));
    }

    [LinuxFact(Reason)]
    public void Measure_ClosedDescriptor_IsNotThere()
    {
        using ProcDirectory self = ProcDirectory.Open(Environment.ProcessId);

        Assert.Equal(Errno.ENOENT, PipeProbe.Measure(self, "fd/999999\0"u8, 1, out _));
    }

    [LinuxFact(Reason)]
    public void Measure_LastWriterLeavesMeanwhile_EndOfFileComes()
    {
        for (int round = 0; round < 200; round++)
        {
            using AnonymousPipe pipe = AnonymousPipe.Create();
            using ProcDirectory self = ProcDirectory.Open(Environment.ProcessId);
            Thread reader = new(() => Assert.Equal(0, pipe.ReadEnd.Read(new byte[1])));
            Thread closer = new(pipe.WriteEnd.Dispose);
            ulong inode = LinuxHandle.Inode(pipe.ReadEnd.SafeFileHandle);
            ReadOnlySpan<byte> path = Path(pipe.ReadEnd.SafeFileHandle);

            reader.Start();
            closer.Start();
            while (reader.IsAlive)
            {
                Assert.Equal(0, PipeProbe.Measure(self, path, inode, out _));
            }

            closer.Join();
        }
    }

    [LinuxFact(Reason)]
    public void AccessMode_Ends_AreTold()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using FileStream both = new($"/proc/self/fd/{pipe.ReadEnd.SafeFileHandle.DangerousGetHandle()}", FileMode.Open, FileAccess.ReadWrite);
        using ProcDirectory self = ProcDirectory.Open(Environment.ProcessId);

        Assert.Equal(Sys.O_RDONLY, self.AccessMode(Path(pipe.ReadEnd.SafeFileHandle)));
        Assert.Equal(Sys.O_WRONLY, self.AccessMode(Path(pipe.WriteEnd.SafeFileHandle)));
        Assert.Equal(Sys.O_RDWR, self.AccessMode(Path(both.SafeFileHandle)));
        Assert.Equal(-Errno.ENOENT, self.AccessMode("fd/999999\0"u8));
    }

    [LinuxFact(Reason)]
    public void ReadAndListAndReadLink_OwnProcess_GiveWhatTheRuntimeSees()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using ProcDirectory self = ProcDirectory.Open(Environment.ProcessId);
        byte[] buffer = new byte[4096];
        List<int> descriptors = [-5];

        int length = self.Read("stat\0"u8, buffer);
        int link = self.ReadLink(Path(pipe.ReadEnd.SafeFileHandle), buffer.AsSpan(2048));

        Assert.True(ProcStat.TryParse(buffer.AsSpan(0, length), out ProcStat stat));
        Assert.Equal(Environment.ProcessId, stat.Id);
        Assert.Equal(
            new ProcLink(DescriptorKind.Pipe, LinuxHandle.Inode(pipe.ReadEnd.SafeFileHandle)), ProcLink.Parse(buffer.AsSpan(2048, link)));
        Assert.Equal(0, self.List("fd\0"u8, descriptors));
        Assert.Contains((int)pipe.ReadEnd.SafeFileHandle.DangerousGetHandle(), descriptors);
        Assert.DoesNotContain(-5, descriptors);
        Assert.Equal(-Errno.ENOENT, self.Read("nothing\0"u8, buffer));
        Assert.Equal(-Errno.ENOENT, self.List("nothing\0"u8, descriptors));
        Assert.Empty(descriptors);
    }

    [LinuxFact(Reason)]
    public void List_ManyNumbers_GivesEveryOne()
    {
        List<AnonymousPipe> pipes = [.. Enumerable.Range(0, 1000).Select(_ => AnonymousPipe.Create())];
        using ProcDirectory self = ProcDirectory.Open(Environment.ProcessId);
        List<int> descriptors = [];

        Assert.Equal(0, self.List("fd\0"u8, descriptors));

        Assert.All(pipes, pipe => Assert.Contains((int)pipe.WriteEnd.SafeFileHandle.DangerousGetHandle(), descriptors));
        Assert.Equal(descriptors.Count, descriptors.Distinct().Count());
        pipes.ForEach(pipe => pipe.Dispose());
    }

    [LinuxFact(Reason)]
    public void Open_NoSuchProcess_GivesTheReason()
    {
        using ProcDirectory none = ProcDirectory.Open(int.MaxValue);
        using ProcDirectory root = ProcDirectory.OpenRoot();
        List<int> processes = [];

        Assert.Equal(Errno.ENOENT, none.Error);
        Assert.Equal(0, root.List(".\0"u8, processes));
        Assert.Contains(Environment.ProcessId, processes);
    }

    private static (int Error, PipeLevel Level) Measure(SafeHandle end)
    {
        using ProcDirectory self = ProcDirectory.Open(Environment.ProcessId);
        int error = PipeProbe.Measure(self, Path(end), LinuxHandle.Inode((Microsoft.Win32.SafeHandles.SafeFileHandle)end), out PipeLevel level);
        return (error, level);
    }

    private static byte[] Path(SafeHandle end) => Encoding.UTF8.GetBytes($"fd/{end.DangerousGetHandle()}\0");
}
