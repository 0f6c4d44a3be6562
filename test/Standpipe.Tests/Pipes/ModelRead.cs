using System.Diagnostics.CodeAnalysis;

namespace Standpipe.Tests.Pipes;

/// <summary>A read that was begun.</summary>
[SuppressMessage("Reliability", "CA2012", Justification = "That a result is asked for twice is what is tested.")]
internal sealed class ModelRead : ModelOperation
{
    private readonly List<Memory<byte>> _buffers;
    private readonly ValueTask<int> _task;

    private ModelRead(List<Memory<byte>> buffers, PipeReadEnd end, bool isVectored, bool isTask, bool isCancelled)
    {
        _buffers = buffers;
        Size = buffers.Sum(buffer => buffer.Length);
        if (isCancelled)
        {
            Cancel();
        }

        ValueTask<int> task = isVectored ? end.ReadAsync(buffers, Token) : end.ReadAsync(buffers[0], Token);
        WasOverAtOnce = task.IsCompleted;
        IsPooled = !isTask && !WasOverAtOnce && !isVectored;
        _task = isTask ? new ValueTask<int>(task.AsTask()) : task;
    }

    /// <summary>How many bytes it has room for.</summary>
    internal int Size { get; }

    /// <summary>How many it got.</summary>
    internal int Count { get; private set; }

    /// <summary>Whether it did not have to wait.</summary>
    internal bool WasOverAtOnce { get; }

    /// <summary>What it got.</summary>
    internal byte[] Bytes => Segments.Join(_buffers, Count);

    protected override bool IsCompleted => _task.IsCompleted;

    internal static ModelRead Begin(PipeReadEnd end, int size, Random random, bool isCancelled)
    {
        bool isVectored = size > 0 && random.Next(4) == 0;
        List<Memory<byte>> buffers = isVectored ? Segments.Random(new byte[size], random, 2000) : [new byte[size]];
        return new ModelRead(buffers, end, isVectored, random.Next(2) == 0, isCancelled);
    }

    protected override void TakeResult() => Count = _task.GetAwaiter().GetResult();
}
