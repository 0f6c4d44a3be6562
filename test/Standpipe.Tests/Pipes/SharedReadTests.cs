namespace Standpipe.Tests.Pipes;

/// <summary>Asynchronous reads of a pipe that others read as well: a wait must not miss what they leave.</summary>
[Collection(LeakCheckDefinition.Name)]
public sealed class SharedReadTests : IClassFixture<LeakCheck>
{
    private const string Reason = "On Windows a read holds the end's turn, and blocks the other's.";
    private const int Pipes = 16;
    private const int Bytes = 4_000;

    // Only to fail.
    private static readonly TimeSpan s_hang = TimeSpan.FromSeconds(60);

    [LinuxTheory(Reason)]
    [InlineData(1)]
    [InlineData(2)]
    public void ReadAsync_BesideOtherReadersAndCancellation_NoByteIsLostAndNoWaitForgotten(int seed) => StressSeeds.Run(seed, Run);

    [LinuxFact(Reason)]
    public void ReadAsync_BesideOtherReadersFromNewSeeds_NoByteIsLostAndNoWaitForgotten() => StressSeeds.RunNew(Run);

    private static void Run(int seed)
    {
        Task<long>[] pipes = [.. Enumerable.Range(0, Pipes).Select(i => Task.Run(() => RunAsync(unchecked(seed + i)), TestContext.Current.CancellationToken))];

#pragma warning disable xUnit1031, VSTHRD002 // The thread is the test's own, and a wait that is forgotten is to fail with its seed.
        Assert.True(Task.WaitAll(pipes, s_hang), "a wait was forgotten");
        Assert.All(pipes, pipe => Assert.Equal(Bytes, pipe.Result));
#pragma warning restore xUnit1031, VSTHRD002
    }

    private static async Task<long> RunAsync(int seed)
    {
        Random random = new(seed);
        using AnonymousPipe pipe = AnonymousPipe.Create(4096);
        using PipeReadEnd other = pipe.ReadEnd.Duplicate();
        pipe.ReadEnd.AllowSynchronousContinuations = random.Next(2) == 0;
        Task<long> first = ReadAllAsync(pipe.ReadEnd, new Random(unchecked(seed + 1)), 3);
        Task<long> second = ReadAllAsync(other, new Random(unchecked(seed + 2)), 200);
        for (int sent = 0; sent < Bytes;)
        {
            int burst = Math.Min(random.Next(1, 40), Bytes - sent);
            await pipe.WriteEnd.WriteAsync(new byte[burst], TestContext.Current.CancellationToken).ConfigureAwait(false);
            sent += burst;
            Thread.SpinWait(random.Next(500));
        }

        await pipe.WriteEnd.DisposeAsync();
        return await first + await second;
    }

    private static async Task<long> ReadAllAsync(PipeReadEnd end, Random random, int longest)
    {
        long total = 0;
        while (true)
        {
            byte[] buffer = new byte[random.Next(1, longest)];
            using CancellationTokenSource source = new();
            ValueTask<int> read = end.ReadAsync(buffer, source.Token);
            if (random.Next(4) == 0)
            {
                await source.CancelAsync().ConfigureAwait(false);
            }

            try
            {
                int count = await read.ConfigureAwait(false);
                if (count == 0)
                {
                    return total;
                }

                total += count;
            }
            catch (OperationCanceledException)
            {
                // Taken back: it has read nothing.
            }
        }
    }
}
