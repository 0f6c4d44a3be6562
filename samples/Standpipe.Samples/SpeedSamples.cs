using System.Text;

namespace Standpipe.Samples;

/// <summary>The examples of docs/speed.md.</summary>
internal static class SpeedSamples
{
    internal static void Splice()
    {
        #region splice
        using AnonymousPipe from = AnonymousPipe.Create();
        using AnonymousPipe to = AnonymousPipe.Create();
        using ChildProcess seq = ChildProcess.Start(new ChildProcessOptions("seq", "3") { StandardOutput = from.WriteEnd });
        using ChildProcess tac = ChildProcess.Start(new ChildProcessOptions("tac") { StandardInput = to.ReadEnd });

        long moved = from.ReadEnd.SpliceTo(to.WriteEnd);   // until end of file; no byte enters this process
        to.WriteEnd.Dispose();
        tac.WaitForExit();
        Console.WriteLine($"{moved} bytes");
        #endregion
    }

    internal static void Buffered()
    {
        #region tied
        using AnonymousPipe pipe = AnonymousPipe.Create();
        using BufferedPipeWriter writer = pipe.WriteEnd.Buffered();
        using BufferedPipeReader reader = pipe.ReadEnd.Buffered();
        reader.TiedWriter = writer;   // whoever waits for an answer has sent the question: flushed before a wait

        for (byte i = 0; i < 100; i++)
        {
            writer.WriteByte(i);      // no system call
        }

        int first = reader.ReadByte();   // one write, one read
        Console.WriteLine($"{first}, {reader.BytesBuffered} more are here");
        #endregion
    }

    internal static void Adaptive()
    {
        #region adaptive
        using AnonymousPipe request = AnonymousPipe.Create();
        using AnonymousPipe reply = AnonymousPipe.Create();
        request.ReadEnd.WaitStrategy = PipeWaitStrategy.AdaptiveSpin;   // looks for up to 50 us, less where answers come
        reply.ReadEnd.WaitStrategy = PipeWaitStrategy.AdaptiveSpin;     // sooner, and not at all where they come late
        #endregion

        Task server = Task.Run(() =>
        {
            int question;
            while ((question = request.ReadEnd.ReadByte()) >= 0)
            {
                reply.WriteEnd.WriteByte((byte)(question + 1));
            }
        });
        request.WriteEnd.WriteByte(41);
        Console.WriteLine(reply.ReadEnd.ReadByte());
        request.WriteEnd.Dispose();
        server.Wait();
    }

    internal static async Task InlineAsync()
    {
        #region inline
        using AnonymousPipe pipe = AnonymousPipe.Create();
        pipe.ReadEnd.AllowSynchronousContinuations = true;
        byte[] buffer = new byte[64];
        ValueTask<int> read = pipe.ReadEnd.ReadAsync(buffer);   // pending
        pipe.WriteEnd.Write("ping"u8);
        int count = await read;                                 // goes on where the bytes were seen: be brief
        Console.WriteLine(Encoding.UTF8.GetString(buffer, 0, count));
        #endregion
    }
}
