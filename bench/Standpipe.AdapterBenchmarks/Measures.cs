using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;

namespace Standpipe.Bench;

/// <summary>Each prints the contenders' best of several rounds, which they take in turn.</summary>
internal static class Measures
{
    private const int Rounds = 7;
    private const int Total = 1 << 28;

    /// <summary>One call for many segments, against gathering them first, against a call for each.</summary>
    internal static void Vectors()
    {
        foreach ((int count, int size) in ((int, int)[])[(2, 100), (8, 100), (4, 2000), (16, 4096), (64, 1024), (256, 256), (1024, 100)])
        {
            using AnonymousPipe pipe = AnonymousPipe.Create(1 << 20);
            ReadOnlySequence<byte> sequence = Segment.Sequence(count, size);
            byte[] gathered = new byte[count * size];
            Action[] writes =
            [
                () => pipe.WriteEnd.Write(sequence),
                () =>
                {
                    sequence.CopyTo(gathered);
                    pipe.WriteEnd.Write(gathered);
                },
                () =>
                {
                    foreach (ReadOnlyMemory<byte> segment in sequence)
                    {
                        pipe.WriteEnd.Write(segment.Span);
                    }
                },
            ];
            double[] best = Best(writes, write => Nanoseconds(write, pipe.ReadEnd, gathered));
            Console.WriteLine($"{count,5} x {size,4} B: sequence {best[0]:0} ns, gathered by hand {best[1]:0} ns, one by one {best[2]:0} ns");
        }
    }

    /// <summary>Messages of 100 bytes, and single bytes, with and without a buffer.</summary>
    internal static void Buffered()
    {
        const int Bytes = 20_000_000;
        (string Name, Func<PipeWriteEnd, Stream> Open, int Size)[] kinds =
        [
            ("100 B, unbuffered", end => end, 100),
            ("100 B, BufferedPipeWriter", end => end.Buffered(), 100),
            ("100 B, BufferedStream", end => new BufferedStream(end, 4096), 100),
            ("1 B, BufferedPipeWriter", end => end.Buffered(), 1),
            ("1 B, BufferedStream", end => new BufferedStream(end, 4096), 1),
        ];
        double[] best = Best(kinds, kind => Through(65536, 65536, end =>
        {
            using Stream stream = kind.Open(end);
            byte[] message = new byte[kind.Size];
            for (int i = 0; i < Bytes; i += kind.Size)
            {
                if (kind.Size == 1)
                {
                    stream.WriteByte(1);
                }
                else
                {
                    stream.Write(message);
                }
            }
        }));
        for (int i = 0; i < kinds.Length; i++)
        {
            Console.WriteLine($"{kinds[i].Name}: {best[i] * 1e9 / (Bytes / kinds[i].Size):0.0} ns a message");
        }
    }

    /// <summary>Records of 1000 bytes, flushed by 64, through our PipeWriter and the framework's.</summary>
    internal static void Pipelines()
    {
        (string Name, Func<PipeWriteEnd, PipeWriter> Open)[] kinds =
        [
            ("AsPipeWriter", end => end.AsPipeWriter()),
            ("PipeWriter.Create, segments of 4096", end => PipeWriter.Create(end)),
            ("PipeWriter.Create, segments of 65536", end => PipeWriter.Create(end, new StreamPipeWriterOptions(minimumBufferSize: 65536))),
        ];
        double[] best = Best(kinds, kind => Through(65536, 65536, end => FillAsync(kind.Open(end)).GetAwaiter().GetResult()));
        for (int i = 0; i < kinds.Length; i++)
        {
            Console.WriteLine($"{kinds[i].Name}: {best[i] * 4:0.00} s a GiB");
        }
    }

    /// <summary>Chunks through pipes of several capacities.</summary>
    internal static void Capacity()
    {
        foreach (int chunk in (int[])[4096, 65536, 1 << 20])
        {
            int[] capacities = [4096, 16384, 65536, 1 << 18, 1 << 20];
            double[] best = Best(capacities, capacity => Through(capacity, chunk, end =>
            {
                byte[] bytes = new byte[chunk];
                for (int i = 0; i < Total; i += chunk)
                {
                    end.Write(bytes);
                }

                end.Dispose();
            }));
            Console.WriteLine($"chunks of {chunk}: " + string.Join(", ", capacities.Select((capacity, i) => $"{capacity / 1024} KiB {best[i] * 4:0.00}")) + " s a GiB");
        }
    }

    private static async Task FillAsync(PipeWriter writer)
    {
        for (int i = 0; i < Total / 64_000; i++)
        {
            for (int record = 0; record < 64; record++)
            {
                _ = writer.GetMemory(1000);
                writer.Advance(1000);
            }

            _ = await writer.FlushAsync();
        }

        await writer.CompleteAsync();
    }

    /// <summary>Seconds from the first byte of a writer, in this thread, to its reader's end of file in another.</summary>
    private static double Through(int capacity, int chunk, Action<PipeWriteEnd> write)
    {
        using AnonymousPipe pipe = AnonymousPipe.Create(capacity);
        Thread reader = new(() =>
        {
            byte[] sink = new byte[chunk];
            while (pipe.ReadEnd.Read(sink) > 0)
            {
            }
        });
        long start = Stopwatch.GetTimestamp();
        reader.Start();
        write(pipe.WriteEnd);
        reader.Join();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Nanoseconds of one write into a pipe that is emptied after each.</summary>
    private static double Nanoseconds(Action write, PipeReadEnd reader, byte[] sink)
    {
        const int Writes = 2000;
        long ticks = 0;
        for (int i = 0; i < Writes; i++)
        {
            long start = Stopwatch.GetTimestamp();
            write();
            ticks += Stopwatch.GetTimestamp() - start;
            reader.ReadExactly(sink);
        }

        return ticks * 1e9 / Stopwatch.Frequency / Writes;
    }

    private static double[] Best<T>(T[] contenders, Func<T, double> measure)
    {
        double[] best = new double[contenders.Length];
        Array.Fill(best, double.MaxValue);
        for (int round = 0; round <= Rounds; round++)
        {
            for (int i = 0; i < contenders.Length; i++)
            {
                double took = measure(contenders[i]);

                // The first round warms up.
                best[i] = round == 0 ? best[i] : Math.Min(best[i], took);
            }
        }

        return best;
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        private Segment(int size, Segment? before)
        {
            Memory = new byte[size];
            RunningIndex = before is null ? 0 : before.RunningIndex + size;
            before?.Next = this;
        }

        internal static ReadOnlySequence<byte> Sequence(int count, int size)
        {
            Segment first = new(size, null);
            Segment last = first;
            for (int i = 1; i < count; i++)
            {
                last = new Segment(size, last);
            }

            return new ReadOnlySequence<byte>(first, 0, last, size);
        }
    }
}
