using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Standpipe.Samples;

/// <summary>The examples of docs/streams.md and docs/capacity.md.</summary>
internal static class StreamSamples
{
    internal static void Vectored()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();
        byte[] body = "what it is about"u8.ToArray();
        Memory<byte> head = new byte[4];
        Memory<byte> text = new byte[100];

        #region vectored
        ArrayBufferWriter<byte> header = new();
        header.Write(BitConverter.GetBytes(body.Length));
        pipe.WriteEnd.Write(Message.Of(header.WrittenMemory, body));   // one system call; up to 4096 bytes stay together

        int read = pipe.ReadEnd.Read([head, text]);                    // one too: 4 bytes go to head, the others to text
        Console.WriteLine(Encoding.UTF8.GetString(text.Span[..(read - head.Length)]));
        #endregion
    }

    internal static async Task PipelinesAsync()
    {
        using AnonymousPipe pipe = AnonymousPipe.Create();

        #region pipelines
        PipeWriter writer = pipe.WriteEnd.AsPipeWriter();
        for (int i = 0; i < 3; i++)
        {
            int length = Encoding.UTF8.GetBytes($"line {i}\n", writer.GetSpan(20));
            writer.Advance(length);
        }

        FlushResult result = await writer.FlushAsync();   // everything in one write
        if (result.IsCompleted)
        {
            Console.WriteLine("the reader has left");
        }

        await writer.CompleteAsync();                     // end of file

        using StreamReader lines = new(pipe.ReadEnd.AsPipeReader().AsStream());
        Console.Write(await lines.ReadToEndAsync());
        #endregion
    }

    internal static void Buffered()
    {
        #region buffered
        using ChildProcess child = ChildProcess.Start(new ChildProcessOptions("cat")
        {
            StandardInput = ChildInput.Pipe,
            StandardOutput = ChildOutput.Pipe,
        });
        using BufferedPipeWriter requests = child.StandardInput!.Buffered();
        using BufferedPipeReader replies = child.StandardOutput!.Buffered();
        replies.TiedWriter = requests;                    // a read that must wait sends the requests first

        for (byte i = 0; i < 3; i++)
        {
            requests.WriteByte(i);
            requests.WriteByte((byte)(i * i));
            Console.WriteLine($"{replies.ReadByte()} squared is {replies.ReadByte()}");
        }
        #endregion
    }

    internal static void WithinBudget()
    {
        #region within-budget
        using AnonymousPipe pipe = AnonymousPipe.Create(new AnonymousPipeOptions
        {
            Capacity = 1 << 20,
            CapacityPolicy = PipeCapacityPolicy.WithinBudget,
        });
        if (pipe.Capacity < 1 << 20)
        {
            Console.WriteLine(PipeBudget.IsExhausted()
                ? $"other pipes hold all of {PipeBudget.SoftLimit} bytes"
                : $"{PipeBudget.Reserve} bytes are left to other pipes");
        }
        #endregion
    }

    /// <summary>Two pieces of memory as a sequence.</summary>
    private sealed class Message : ReadOnlySequenceSegment<byte>
    {
        internal static ReadOnlySequence<byte> Of(ReadOnlyMemory<byte> first, ReadOnlyMemory<byte> second)
        {
            Message end = new() { Memory = second, RunningIndex = first.Length };
            return new ReadOnlySequence<byte>(new Message { Memory = first, Next = end }, 0, end, second.Length);
        }
    }
}
