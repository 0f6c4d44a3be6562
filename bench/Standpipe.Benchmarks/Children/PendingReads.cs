using System.Diagnostics;
using System.Globalization;
using Standpipe.Benchmarks.Comparing;
using Standpipe.Benchmarks.Contenders;

namespace Standpipe.Benchmarks.Children;

/// <summary>Many reads that wait in this process.</summary>
internal sealed class PendingReads
{
    private readonly string _kind;
    private readonly int _idleThreads = Threads.Count();
    private readonly Wave _wave = new();
    private PendingRead[] _reads = [];
    private long _memory;
    private int _pendingThreads;
    private int _threads;
    private int _poolThreads;

    private PendingReads(string kind) => _kind = kind;

    /// <summary>Answers "wave COUNT WAVES": each wave is COUNT reads that wait, then a byte for each.</summary>
    internal static void Serve(string kind) => Conversation.Serve(new PendingReads(kind).Answer);

    private Answer Answer(string[] request)
    {
        int count = int.Parse(request[1], CultureInfo.InvariantCulture);
        int waves = int.Parse(request[2], CultureInfo.InvariantCulture);
        long idleMemory = Environment.WorkingSet;
        bool isFirst = _reads.Length == 0;
        if (isFirst)
        {
            _reads = [.. Enumerable.Range(0, count).Select(_ => PendingPipes.Create(_kind, _wave))];
        }

        long arming = 0;
        long allocatedBefore = GC.GetTotalAllocatedBytes(precise: true);
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < waves; i++)
        {
            arming += Run(countThreads: isFirst && i == 0);
            if (isFirst && i == 0)
            {
                _memory = Environment.WorkingSet - idleMemory;
            }
        }

        long time = (long)Stopwatch.GetElapsedTime(begin).TotalNanoseconds;
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - allocatedBefore;
        _threads = Math.Max(_threads, Threads.Count() - _idleThreads);
        _poolThreads = Math.Max(_poolThreads, Threads.CountOfPool());
        double reads = (double)count * waves;
        return new Answer(time, _wave.TakeCompleted(), new Dictionary<string, double>
        {
            ["pending"] = _pendingThreads,
            ["threads"] = _threads,
            ["pool"] = _poolThreads,
            ["allocated"] = Math.Round(allocated / reads, 2),
            ["arming"] = arming / reads,
            ["memory"] = _memory,
        });
    }

    private long Run(bool countThreads)
    {
        long begin = Stopwatch.GetTimestamp();
        _wave.Begin(_reads.Length);
        foreach (PendingRead read in _reads)
        {
            read.Begin();
        }

        long arming = (long)Stopwatch.GetElapsedTime(begin).TotalNanoseconds;
        if (countThreads)
        {
            _pendingThreads = Threads.Count() - _idleThreads;
        }

        foreach (PendingRead read in _reads)
        {
            read.Feed();
        }

        _wave.Wait();
        return arming;
    }
}
