using Standpipe.Cli.Platform;

namespace Standpipe.Cli.Tests.Platform;

public class DescriptorTests
{
    private const string Reason = "Descriptors have numbers on Linux only.";
    private const int SetDescriptorFlags = 2;  // F_SETFD
    private const int SetFlags = 4;            // F_SETFL
    private const int NonBlocking = 0x801;     // O_WRONLY | O_NONBLOCK

    [LinuxFact(Reason, Timeout = 60_000)]
    public async Task Write_NonBlockingAndFull_WaitsForRoom()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        int descriptor = (int)pipe.WriteEnd.SafeFileHandle.DangerousGetHandle();
        Assert.Equal(0, Native.fcntl(descriptor, SetFlags, NonBlocking));
        byte[] content = new byte[1_000_000];
        Random.Shared.NextBytes(content);

        Task writing = Task.Run(() => Descriptor.Write(descriptor, content), TestContext.Current.CancellationToken);
        byte[] read = new byte[content.Length];
        await pipe.ReadEnd.ReadExactlyAsync(read, TestContext.Current.CancellationToken);
        await writing;

        Assert.Equal(content, read);
    }

    [LinuxFact(Reason)]
    public void Write_NobodyReads_SaysSo()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        pipe.ReadEnd.Dispose();

        Assert.Contains("EPIPE", Assert.Throws<PipeBrokenException>(() => Descriptor.Write((int)pipe.WriteEnd.SafeFileHandle.DangerousGetHandle(), "x"u8)).Message, StringComparison.Ordinal);
    }

    [LinuxFact(Reason)]
    public void CanWrite_Descriptor_IsToldByItsModeAndWhoseItIs()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        int writeEnd = (int)pipe.WriteEnd.SafeFileHandle.DangerousGetHandle();
        int readEnd = (int)pipe.ReadEnd.SafeFileHandle.DangerousGetHandle();

        Assert.False(Descriptor.CanWrite(writeEnd));
        Assert.Equal((0, 0), (Native.fcntl(writeEnd, SetDescriptorFlags, 0), Native.fcntl(readEnd, SetDescriptorFlags, 0)));
        Assert.True(Descriptor.CanWrite(writeEnd));
        Assert.False(Descriptor.CanWrite(readEnd));
        Assert.False(Descriptor.CanWrite(int.MaxValue));
        Assert.False(Descriptor.CanWrite(-1));
    }

    [LinuxFact(Reason)]
    public void IsRegularFile_Path_IsToldByItsType()
    {
        using Scratch scratch = new();

        Assert.True(Descriptor.IsRegularFile(scratch.Write("file", string.Empty)));
        Assert.False(Descriptor.IsRegularFile(scratch.MakeFifo("fifo")));
        Assert.False(Descriptor.IsRegularFile("/dev/null"));
        Assert.False(Descriptor.IsRegularFile(scratch.Path));
        Assert.False(Descriptor.IsRegularFile(scratch.In("missing")));
    }
}
