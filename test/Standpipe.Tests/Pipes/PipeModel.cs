using System.Buffers;

namespace Standpipe.Tests.Pipes;

/// <summary>One pipe, and beside it what must be true of it: the bytes in it, and the operations that wait, in order.</summary>
/// <remarks>
/// How much of a large write fits is the kernel's business; that is seen by counting. Everything else is foretold: the order, every byte,
/// which operations are over and what each of them came to.
/// </remarks>
internal sealed class PipeModel(AnonymousPipe pipe) : IDisposable
{
    private readonly List<ModelRead> _reads = [];
    private readonly List<ModelWrite> _writes = [];

    // Every byte that has been seen to go in, and how many of them have come out.
    private readonly List<byte> _stream = [];
    private int _consumed;
    private long _begun;

    // Whether the bytes that a pending read waits for came in one piece; else it may have been given part of them.
    private bool _inOnePiece = true;

    internal bool IsReadable { get; private set; } = true;

    internal bool IsWritable { get; private set; } = true;

    internal int Left => _stream.Count - _consumed;

    internal int Reads => _reads.Count;

    internal int Writes => _writes.Count;

    // Whether the first that waits may be about to have its first look, and to fill up the last page, though there seems to be no room.
    private bool MayEnterLater => _writes.Count > 0 && !_writes[0].WasFirst && _writes[0].Entered == 0;

    public void Dispose()
    {
        _reads.ForEach(read => read.Dispose());
        _writes.ForEach(write => write.Dispose());
    }

    /// <summary>Begins a read.</summary>
    internal void BeginRead(int size, bool isCancelled, Random random)
    {
        bool mustBeOver = _reads.Count == 0 && (Left > 0 || !IsWritable) && !pipe.ReadEnd.AllowSynchronousContinuations;
        ModelRead read = ModelRead.Begin(pipe.ReadEnd, size, random, isCancelled);
        if (isCancelled)
        {
            Assert.True(read.LookWhetherOver());
            AssertCanceled(read);
            read.Dispose();
            return;
        }

        Assert.True(read.WasOverAtOnce || !mustBeOver, "nothing to wait for, and it waits");
        _reads.Add(read);
    }

    /// <summary>Begins a write.</summary>
    internal void BeginWrite(int size, bool isCancelled, Random random)
    {
        bool mustBeOver = _writes.Count == 0 && (!IsReadable || (Left == 0 && size <= pipe.WriteEnd.Capacity));
        _inOnePiece = mustBeOver;
        ModelWrite write = ModelWrite.Begin(pipe.WriteEnd, NextBytes(size), random, isCancelled, isFirst: _writes.Count == 0);
        if (isCancelled || !IsReadable)
        {
            WorkerThread.SpinUntil(write.LookWhetherOver, "the end of a write that cannot be");
            AssertInVain(write, isCancelled);
            write.Dispose();
            return;
        }

        Assert.True(write.WasOverAtOnce || !mustBeOver, "there is room, and it waits");
        _writes.Add(write);
    }

    /// <summary>Reads what is there, or the end of file.</summary>
    internal void Read(int size, Random random)
    {
        List<Memory<byte>> buffers = [new byte[size]];
        if (random.Next(3) == 0)
        {
            buffers = Segments.Random(new byte[size], random, 1000);
        }

        int count = buffers.Count > 1 ? pipe.ReadEnd.Read(buffers) : pipe.ReadEnd.Read(buffers[0].Span);

        Assert.InRange(count, Math.Min(size, Left), MayEnterLater ? size : Math.Min(size, Left));
        EnterUpTo(Math.Max(_stream.Count, _consumed + count));
        Consume(Segments.Join(buffers, count));
    }

    /// <summary>Writes what fits into the empty pipe.</summary>
    internal void Write(int size, Random random)
    {
        byte[] bytes = NextBytes(size);
        _inOnePiece = true;
        if (random.Next(3) == 0)
        {
            pipe.WriteEnd.Write(Segments.Sequence(Segments.Random(bytes, random, 1000).Select(segment => (ReadOnlyMemory<byte>)segment)));
        }
        else
        {
            pipe.WriteEnd.Write(bytes);
        }

        _stream.AddRange(bytes);
    }

    internal void CancelRead(int index)
    {
        ModelRead read = _reads[index];
        read.Cancel();
        WorkerThread.SpinUntil(read.LookWhetherOver, "the end of a cancelled read");
        AssertCanceled(read);
        Drop(_reads, read);
    }

    internal void CancelWrite(int index)
    {
        ModelWrite write = _writes[index];
        write.Cancel();
        WorkerThread.SpinUntil(write.LookWhetherOver, "the end of a cancelled write");

        // What it says went in is counted as in, and all bytes that are read later are compared with that.
        int written = write.Bytes.Length;
        if (!MayEnterLater || write.Failure is not null)
        {
            AssertCanceled(write);
            written = (int)Assert.IsType<PipeWriteCanceledException>(write.Failure).BytesWritten;
            Assert.InRange(written, write.Entered, MayEnterLater ? write.Bytes.Length : write.Entered);
        }

        if (written > write.Entered)
        {
            _writes.GetRange(0, index).ForEach(earlier => Enter(earlier, earlier.Bytes.Length));
        }

        Enter(write, written);
        Drop(_writes, write);
    }

    /// <summary>What waits to read ends; what waits to write has nobody left to write to.</summary>
    internal void DisposeReadEnd()
    {
        IsReadable = false;
        pipe.ReadEnd.Dispose();
        _reads.ForEach(AssertDisposed);
        Drop(_reads);
        bool mayHaveEntered = MayEnterLater;
        foreach (ModelWrite write in _writes.ToArray())
        {
            WorkerThread.SpinUntil(write.LookWhetherOver, "the end of a write without a reader");
            if (!mayHaveEntered || write.Failure is not null)
            {
                long written = Assert.IsType<PipeBrokenException>(write.Failure).BytesWritten;
                Assert.InRange(written, write.Entered, mayHaveEntered ? write.Bytes.Length : write.Entered);
            }

            Drop(_writes, write);
        }

        _ = Assert.Throws<ObjectDisposedException>(() => pipe.ReadEnd.ReadByte());
        WorkerThread.SpinUntil(() => !IsWritable || pipe.WriteEnd.IsOtherEndClosed, "the close of the read end");
    }

    /// <summary>What waits to write ends; what waits to read is at the end of the file.</summary>
    internal void DisposeWriteEnd()
    {
        IsWritable = false;
        pipe.WriteEnd.Dispose();
        bool mayHaveEntered = MayEnterLater;
        foreach (ModelWrite write in _writes)
        {
            WorkerThread.SpinUntil(write.LookWhetherOver, "the end of what waited at a disposed end");
            if (!mayHaveEntered || write.Failure is not null)
            {
                AssertDisposed(write);
            }
        }

        if (IsReadable && mayHaveEntered)
        {
            EnterUpTo(pipe.ReadEnd.BytesAvailable + _consumed);
        }

        Drop(_writes);
        _ = Assert.Throws<ObjectDisposedException>(() => pipe.WriteEnd.WriteByte(1));
        WorkerThread.SpinUntil(() => !IsReadable || pipe.ReadEnd.IsOtherEndClosed, "the close of the write end");
    }

    /// <summary>Waits until nothing can happen any more, and compares what has happened.</summary>
    internal void Settle()
    {
        if (IsReadable)
        {
            WorkerThread.SpinUntil(IsSettled, "rest");
        }

        foreach (ModelRead read in _reads.Where(read => read.IsOver).ToArray())
        {
            Assert.Null(read.Failure);
            int most = Math.Min(read.Size, Left);
            Assert.InRange(read.Count, _inOnePiece ? most : Math.Min(most, 1), most);
            Consume(read.Bytes);
            Drop(_reads, read);
        }

        foreach (ModelWrite write in _writes.Where(write => write.IsOver).ToArray())
        {
            Assert.Null(write.Failure);
            Assert.Equal(write.Bytes.Length, write.Entered);
            Drop(_writes, write);
        }

        _inOnePiece |= _writes.Count == 0;
    }

    private static void AssertCanceled(ModelOperation operation)
    {
        Exception exception = Assert.IsAssignableFrom<OperationCanceledException>(operation.Failure);
        Assert.Equal(operation.Token, ((OperationCanceledException)exception).CancellationToken);
    }

    private static void AssertInVain(ModelWrite write, bool isCancelled)
    {
        if (isCancelled)
        {
            AssertCanceled(write);
            Assert.IsNotType<PipeWriteCanceledException>(write.Failure);
        }
        else
        {
            Assert.Equal(0, Assert.IsType<PipeBrokenException>(write.Failure).BytesWritten);
        }
    }

    private static void AssertDisposed(ModelOperation operation)
    {
        WorkerThread.SpinUntil(operation.LookWhetherOver, "the end of what waited at a disposed end");
        _ = Assert.IsType<ObjectDisposedException>(operation.Failure);
    }

    private static void Drop<T>(List<T> operations)
        where T : ModelOperation
    {
        foreach (T operation in operations.ToArray())
        {
            Drop(operations, operation);
        }
    }

    private static void Drop<T>(List<T> operations, T operation)
        where T : ModelOperation
    {
        operation.AskAgain();
        operation.Dispose();
        _ = operations.Remove(operation);
    }

    /// <summary>Whether whoever waits does so with reason, and no byte is on its way. Then all bytes are accounted for.</summary>
    private bool IsSettled()
    {
        int waitingReads = _reads.Count(read => !read.LookWhetherOver());
        int waitingWrites = _writes.Count(write => !write.LookWhetherOver());

        // In this order: once there is no room, the count stays.
        bool isFull = waitingWrites > 0 && !pipe.WriteEnd.Io.IsReady();
        int left = pipe.ReadEnd.BytesAvailable;
        int total = left + _consumed + _reads.Where(read => read.IsOver).Sum(read => read.Count);

        // All that can be in: of those that wait, the first may be in part.
        int first = waitingWrites == 0 ? _writes.Count : _writes.FindIndex(write => !write.IsOver);
        int whole = _stream.Count + _writes.Take(first).Sum(write => write.Bytes.Length - write.Entered);
        bool isSettled = waitingWrites == 0
            ? total == whole && (waitingReads == 0 || (left == 0 && IsWritable))
            : isFull && waitingReads == 0 && total < whole + _writes[first].Bytes.Length - _writes[first].Entered;
        if (isSettled)
        {
            Assert.InRange(total, whole, int.MaxValue);
            EnterUpTo(total);
        }

        return isSettled;
    }

    /// <summary>So many bytes of a write are in.</summary>
    private void Enter(ModelWrite write, int count)
    {
        _stream.AddRange(write.Bytes.AsSpan(write.Entered, count - write.Entered));
        write.Entered = count;
    }

    /// <summary>So many bytes are in, or have been: they are those of the writes, in order.</summary>
    private void EnterUpTo(int total)
    {
        _writes.ForEach(write => Enter(write, Math.Min(write.Bytes.Length, write.Entered + total - _stream.Count)));
        Assert.Equal(total, _stream.Count);
    }

    private void Consume(byte[] bytes)
    {
        Assert.Equal(_stream.GetRange(_consumed, bytes.Length), bytes);
        _consumed += bytes.Length;
    }

    private byte[] NextBytes(int count)
    {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++)
        {
            bytes[i] = Pattern.At(_begun++);
        }

        return bytes;
    }
}
