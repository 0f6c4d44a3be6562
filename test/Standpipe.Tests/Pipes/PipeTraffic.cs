namespace Standpipe.Tests.Pipes;

/// <summary>A writer and a reader at once, cancellations and disposals at any moment: what was written is what was read and what is left.</summary>
internal static class PipeTraffic
{
    private enum Ending
    {
        AllIsWritten,
        WriteEndIsDisposed,
        ReadEndIsDisposed,
        OneOfTwoReadEndsIsDisposed,
        BothEndsAreDisposed,
    }

    internal static void Run(int seed)
    {
        Random random = new(seed);
        Ending ending = (Ending)random.Next(5);
        using AnonymousPipe pipe = AnonymousPipe.Create(4096 << random.Next(5));
        pipe.ReadEnd.AllowSynchronousContinuations = random.Next(2) == 0;
        pipe.WriteEnd.AllowSynchronousContinuations = random.Next(2) == 0;
        pipe.ReadEnd.WaitStrategy = (PipeWaitStrategy)random.Next(2);

        // Nobody reads at the other one before the end, when it shows what is left.
        using PipeReadEnd other = pipe.ReadEnd.Duplicate();
        if (ending is Ending.AllIsWritten or Ending.WriteEndIsDisposed or Ending.ReadEndIsDisposed)
        {
            other.Dispose();
        }

        using TrafficCanceller readCanceller = new(random.Next(), random.Next(4));
        using TrafficCanceller writeCanceller = new(random.Next(), random.Next(4));
        TrafficReader reader = new(pipe.ReadEnd, new Random(random.Next()), readCanceller, random.Next(2) == 0);
        TrafficWriter writer = new(pipe.WriteEnd, new Random(random.Next()), writeCanceller, random.Next(2) == 0);
        int total = random.Next(200_000);
        int moment = random.Next(total + 1);
        int pause = random.Next(20_000);

        Task reading = Start(reader.RunAsync);
        Task writing = Start(async () =>
        {
            await writer.RunAsync(total).ConfigureAwait(false);
            await pipe.WriteEnd.DisposeAsync().ConfigureAwait(false);
        });
        if (ending != Ending.AllIsWritten)
        {
            WorkerThread.SpinUntil(() => reader.Count >= moment || writing.IsCompleted, "the moment of the disposal");
            Thread.SpinWait(pause);
        }

        Dispose(pipe, ending);
        Await(reading, "the reader's end");
        if (ending is Ending.OneOfTwoReadEndsIsDisposed or Ending.BothEndsAreDisposed)
        {
            reader.Log.Add(Pattern.ReadToEnd(other));
        }

        Await(writing, "the writer's end");
        writer.Log.AssertBegin(reader.Log.Bytes, ending == Ending.ReadEndIsDisposed ? 0 : writer.Log.Bytes.Count);
    }

    private static void Dispose(AnonymousPipe pipe, Ending ending)
    {
        switch (ending)
        {
            case Ending.WriteEndIsDisposed:
                pipe.WriteEnd.Dispose();
                break;
            case Ending.ReadEndIsDisposed:
            case Ending.OneOfTwoReadEndsIsDisposed:
                pipe.ReadEnd.Dispose();
                break;
            case Ending.BothEndsAreDisposed:
                WorkerThread side = WorkerThread.Start(pipe.ReadEnd.Dispose);
                pipe.WriteEnd.Dispose();
                Assert.Null(side.Join());
                break;
        }
    }

    /// <summary>Begins on a thread of its own, where all of it happens if it may block.</summary>
    private static Task Start(Func<Task> run) =>
        Task.Factory.StartNew(run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

    private static void Await(Task task, string what)
    {
        WorkerThread.SpinUntil(() => task.IsCompleted, what);
        task.GetAwaiter().GetResult();
    }
}
