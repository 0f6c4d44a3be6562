using System.Diagnostics.CodeAnalysis;

namespace Standpipe.Tests.Pipes;

/// <summary>A write that was begun.</summary>
[SuppressMessage("Reliability", "CA2012", Justification = "That a result is asked for twice is what is tested.")]
internal sealed class ModelWrite : ModelOperation
{
    private readonly ValueTask _task;

    private ModelWrite(byte[] bytes, List<Memory<byte>>? segments, PipeWriteEnd end, bool isTask, bool isCancelled)
    {
        Bytes = bytes;
        if (isCancelled)
        {
            Cancel();
        }

        ValueTask task = segments is null
            ? end.WriteAsync(bytes, Token)
            : end.WriteAsync(Segments.Sequence(segments.Select(segment => (ReadOnlyMemory<byte>)segment)), Token);
        WasOverAtOnce = task.IsCompleted;
        IsPooled = !isTask && !WasOverAtOnce && segments is null;
        _task = isTask ? new ValueTask(task.AsTask()) : task;
    }

    /// <summary>What it writes.</summary>
    internal byte[] Bytes { get; }

    /// <summary>How many of them have been seen in the pipe.</summary>
    internal int Entered { get; set; }

    /// <summary>Whether it had the turn at once, and so has tried in vain if it waits.</summary>
    internal bool WasFirst { get; init; }

    /// <summary>Whether it did not have to wait.</summary>
    internal bool WasOverAtOnce { get; }

    protected override bool IsCompleted => _task.IsCompleted;

    internal static ModelWrite Begin(PipeWriteEnd end, byte[] bytes, Random random, bool isCancelled, bool isFirst)
    {
        List<Memory<byte>>? segments = random.Next(4) == 0 ? Segments.Random(bytes, random, 3000) : null;
        return new ModelWrite(bytes, segments, end, random.Next(2) == 0, isCancelled) { WasFirst = isFirst };
    }

    protected override void TakeResult() => _task.GetAwaiter().GetResult();
}
