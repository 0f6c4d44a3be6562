namespace Standpipe.Tests;

/// <summary>A pipe whose bytes go into several others, and whoever reads those.</summary>
internal sealed class Fan : IDisposable
{
    private readonly List<WorkerThread> _readers = [];
    private readonly byte[][] _received;

    internal Fan(params int[] capacities)
    {
        Destinations = [.. capacities.Select(capacity => AnonymousPipe.Create(capacity))];
        WriteEnds = [.. Destinations.Select(pipe => pipe.WriteEnd)];
        _received = new byte[capacities.Length][];
    }

    internal AnonymousPipe Source { get; } = AnonymousPipe.Create();

    internal AnonymousPipe[] Destinations { get; }

    internal PipeWriteEnd[] WriteEnds { get; }

    /// <summary>Writes all bytes in pieces of random sizes, and closes the source.</summary>
    internal WorkerThread Feed(byte[] bytes, int seed) => WorkerThread.Start(() =>
    {
        Random random = new(seed);
        for (int done = 0; done < bytes.Length;)
        {
            int count = Math.Min(bytes.Length - done, random.Next(1, 9000));
            Source.WriteEnd.Write(bytes.AsSpan(done, count));
            done += count;
        }

        Source.WriteEnd.Dispose();
    });

    /// <summary>Reads every destination until its end.</summary>
    internal void StartReading()
    {
        for (int i = 0; i < Destinations.Length; i++)
        {
            int index = i;
            _readers.Add(WorkerThread.Start(() => _received[index] = Pattern.ReadToEnd(Destinations[index].ReadEnd)));
        }
    }

    /// <summary>Reads every destination until its end, but one, whose reader leaves.</summary>
    internal WorkerThread StartReading(int leaver, int leavesAfter)
    {
        WorkerThread? left = null;
        for (int i = 0; i < Destinations.Length; i++)
        {
            int index = i;
            PipeReadEnd end = Destinations[i].ReadEnd;
            if (i == leaver)
            {
                left = WorkerThread.Start(() =>
                {
                    _received[index] = new byte[leavesAfter];
                    end.ReadExactly(_received[index]);
                    end.Dispose();
                });
            }
            else
            {
                _readers.Add(WorkerThread.Start(() => _received[index] = Pattern.ReadToEnd(end)));
            }
        }

        return left!;
    }

    internal void CloseWriteEnds() => Array.ForEach(WriteEnds, end => end.Dispose());

    /// <summary>What each reader got, once all are done.</summary>
    internal byte[][] Received()
    {
        _readers.ForEach(reader => Assert.Null(reader.Join()));
        return _received;
    }

    public void Dispose()
    {
        Source.Dispose();
        Array.ForEach(Destinations, pipe => pipe.Dispose());
    }
}
