namespace Standpipe.Tests.Pipes;

/// <summary>O_NONBLOCK belongs to the open file description: whoever shares it, a child too, can set it.</summary>
public class NonBlockingDescriptionTests
{
    private const string Reason = "O_NONBLOCK is a property of descriptors.";

    [LinuxFact(Reason)]
    public void Read_NonBlockingDescription_StillBlocks()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        DescriptorCalls.SetNonBlocking(pipe.ReadEnd);
        int value = -1;
        WorkerThread reader = WorkerThread.Start(() => value = pipe.ReadEnd.ReadByte());
        reader.WaitUntilBlocked();

        pipe.WriteEnd.WriteByte(3);

        Assert.Null(reader.Join());
        Assert.Equal(3, value);
        Assert.True(DescriptorCalls.IsNonBlocking(pipe.ReadEnd));
    }

    [LinuxFact(Reason)]
    public void Write_NonBlockingDescription_StillWritesAll()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(4096);
        byte[] sent = Pattern.Bytes(100_000);
        DescriptorCalls.SetNonBlocking(pipe.WriteEnd);
        WorkerThread writer = WorkerThread.Start(() =>
        {
            pipe.WriteEnd.Write(sent);
            pipe.WriteEnd.Dispose();
        });
        writer.WaitUntilBlocked();

        byte[] received = Pattern.ReadToEnd(pipe.ReadEnd);

        Assert.Null(writer.Join());
        Assert.True(sent.AsSpan().SequenceEqual(received));
    }

    [LinuxFact(Reason)]
    public async Task ReadAsyncAndWriteAsync_NonBlockingDescriptions_Wait()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(4096);
        DescriptorCalls.SetNonBlocking(pipe.ReadEnd);
        DescriptorCalls.SetNonBlocking(pipe.WriteEnd);
        byte[] sent = Pattern.Bytes(100_000);
        byte[] received = new byte[sent.Length];
        Task read = pipe.ReadEnd.ReadExactlyAsync(received, TestContext.Current.CancellationToken).AsTask();
        Assert.False(read.IsCompleted);

        await pipe.WriteEnd.WriteAsync(sent, TestContext.Current.CancellationToken);
        await read;

        Assert.True(sent.AsSpan().SequenceEqual(received));
    }

    [LinuxFact(Reason)]
    public void Dispose_NonBlockingDescription_EndsTheBlockedRead()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        DescriptorCalls.SetNonBlocking(pipe.ReadEnd);
        WorkerThread reader = WorkerThread.Start(() => pipe.ReadEnd.ReadByte());
        reader.WaitUntilBlocked();

        pipe.ReadEnd.Dispose();

        Assert.IsType<ObjectDisposedException>(reader.Join());
    }
}
