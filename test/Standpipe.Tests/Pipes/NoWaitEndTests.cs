using Standpipe.Win32;

namespace Standpipe.Tests.Pipes;

/// <summary>Ends on which somebody has set PIPE_NOWAIT, Windows' kin of O_NONBLOCK: they wait here all the same.</summary>
public class NoWaitEndTests
{
    [WindowsFact("PIPE_NOWAIT is no property of a descriptor.", Timeout = 60_000)]
    public async Task Read_OfAnEndThatDoesNotWait_Waits()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        Assert.True(Kernel32.SetNamedPipeHandleState(pipe.ReadEnd.SafeFileHandle, Kernel32.PIPE_NOWAIT));
        byte[] buffer = new byte[2];
        ValueTask<int> pending = pipe.ReadEnd.ReadAsync(buffer.AsMemory(0, 1), TestContext.Current.CancellationToken);
        Task<int> blocked = Task.Run(() => pipe.ReadEnd.Read(buffer.AsSpan(1, 1)), TestContext.Current.CancellationToken);

        pipe.WriteEnd.Write([7, 7]);

        Assert.Equal((1, 1), (await pending, await blocked));
        Assert.Equal([7, 7], buffer);
    }

    [WindowsFact("PIPE_NOWAIT is no property of a descriptor.", Timeout = 60_000)]
    public async Task Write_ToAnEndThatDoesNotWait_Waits()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(4096);
        Assert.True(Kernel32.SetNamedPipeHandleState(pipe.WriteEnd.SafeFileHandle, Kernel32.PIPE_NOWAIT));
        byte[] sent = Pattern.Bytes(100_000);
        Task write = Task.Run(() => pipe.WriteEnd.Write(sent), TestContext.Current.CancellationToken);

        byte[] received = new byte[sent.Length];
        await pipe.ReadEnd.ReadExactlyAsync(received, TestContext.Current.CancellationToken);
        await write;

        Assert.Equal(sent, received);
    }
}
