using System.Runtime.Versioning;

namespace Standpipe.Tests.Pipes;

/// <summary>Ends that splice(2) has touched, from which the kernel takes RWF_NOWAIT.</summary>
[SupportedOSPlatform("linux")]
public sealed class SplicedEndTests
{
    private const string Reason = "The system calls are those of Linux.";

    [LinuxTheory(Reason, Timeout = 60_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReadAndWrite_AfterASplice_GoOnAsBefore(bool async)
    {
        using AnonymousPipe from = AnonymousPipe.Create();
        using AnonymousPipe to = AnonymousPipe.Create();
        from.WriteEnd.Write(Pattern.Bytes(100));
        Assert.Equal(100, from.ReadEnd.SpliceTo(to.WriteEnd, 100));
        to.ReadEnd.ReadExactly(new byte[100]);
        byte[] sent = Pattern.Bytes(300_000);

        // Through the end that was spliced from, and through the one that was spliced to.
        foreach (AnonymousPipe pipe in new[] { from, to })
        {
            byte[] received = new byte[sent.Length];
            Task writing = Task.Run(
                () => async ? pipe.WriteEnd.WriteAsync(sent, TestContext.Current.CancellationToken).AsTask() : WriteAsync(pipe.WriteEnd, sent),
                TestContext.Current.CancellationToken);
            if (async)
            {
                await pipe.ReadEnd.ReadExactlyAsync(received, TestContext.Current.CancellationToken);
            }
            else
            {
                pipe.ReadEnd.ReadExactly(received);
            }

            await writing;
            Assert.Equal(sent, received);
        }
    }

    [LinuxFact(Reason, Timeout = 30_000)]
    public async Task ReadAsync_AfterASpliceWithNothingThere_Pends()
    {
        using AnonymousPipe from = AnonymousPipe.Create();
        using AnonymousPipe to = AnonymousPipe.Create();
        from.WriteEnd.WriteByte(1);
        Assert.Equal(1, from.ReadEnd.SpliceTo(to.WriteEnd, 1));
        byte[] buffer = new byte[1];

        Task<int> read = from.ReadEnd.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask();
        Assert.False(read.IsCompleted);
        from.WriteEnd.WriteByte(2);

        Assert.Equal(1, await read);
        Assert.Equal(2, buffer[0]);
    }

    private static Task WriteAsync(PipeWriteEnd end, byte[] bytes)
    {
        end.Write(bytes);
        return Task.CompletedTask;
    }
}
