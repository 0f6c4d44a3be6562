using Microsoft.Win32.SafeHandles;
using Standpipe.Platform;

namespace Standpipe;

/// <summary>The three streams of one start: the handles the child gets, and what stays on this side.</summary>
internal sealed class PreparedStreams : IDisposable
{
    internal const int Input = 0;
    internal const int Output = 1;
    internal const int Error = 2;

    private readonly int _captureLimit;

    // The child's sides, ours only until it has them.
    private readonly List<IDisposable> _childSides = [];
    private readonly List<PipeEnd> _moved = [];

    private PreparedStreams(int captureLimit) => _captureLimit = captureLimit;

    /// <summary>Gets what the child gets as 0, 1 and 2.</summary>
    internal SafeFileHandle?[] Handles { get; } = new SafeFileHandle?[3];

    /// <summary>Gets the write end of the child's standard input, if the caller asked for a pipe.</summary>
    internal PipeWriteEnd? InputEnd { get; private set; }

    /// <summary>Gets the read ends of the child's output and error, by index, if the caller asked for pipes.</summary>
    internal PipeReadEnd?[] OutputEnds { get; } = new PipeReadEnd?[3];

    /// <summary>Gets what feeds the child's standard input, if anything does.</summary>
    internal ChildFeed? Feed { get; private set; }

    /// <summary>Gets what captures the child's output and error, by index.</summary>
    internal CapturePump?[] Captures { get; } = new CapturePump?[3];

    /// <summary>Opens all that the options ask for.</summary>
    /// <exception cref="IOException">A file or a pipe could not be opened; nothing is left open.</exception>
    internal static PreparedStreams Open(ChildProcessOptions options)
    {
        PreparedStreams streams = new(options.CaptureLimit);
        try
        {
            streams.Handles[Input] = options.StandardInput.Open(streams);

            // Whichever repeats the other comes second.
            if (options.StandardOutput.SameAs == Error)
            {
                streams.Handles[Error] = options.StandardError.Open(streams, Error);
                streams.Handles[Output] = options.StandardOutput.Open(streams, Output);
            }
            else
            {
                streams.Handles[Output] = options.StandardOutput.Open(streams, Output);
                streams.Handles[Error] = options.StandardError.Open(streams, Error);
            }

            return streams;
        }
        catch
        {
            streams.Dispose();
            throw;
        }
    }

    /// <summary>Keeps a handle that is only for the child.</summary>
    internal SafeFileHandle Own(SafeFileHandle handle)
    {
        _childSides.Add(handle);
        return handle;
    }

    /// <summary>Takes note of an end that is the caller's until the child has started.</summary>
    internal SafeFileHandle Move(PipeEnd end)
    {
        _moved.Add(end);
        return end.SafeFileHandle;
    }

    internal SafeFileHandle AddInputPipe()
    {
        AnonymousPipe pipe = AnonymousPipe.Create();
        InputEnd = pipe.WriteEnd;
        _childSides.Add(pipe.ReadEnd);
        return pipe.ReadEnd.SafeFileHandle;
    }

    internal SafeFileHandle AddOutputPipe(int index)
    {
        AnonymousPipe pipe = AnonymousPipe.Create();
        OutputEnds[index] = pipe.ReadEnd;
        _childSides.Add(pipe.WriteEnd);
        return pipe.WriteEnd.SafeFileHandle;
    }

    internal SafeFileHandle AddCapture(int index)
    {
        AnonymousPipe pipe = AnonymousPipe.Create();
        Captures[index] = new CapturePump(pipe.ReadEnd, _captureLimit);
        _childSides.Add(pipe.WriteEnd);
        return pipe.WriteEnd.SafeFileHandle;
    }

    internal SafeFileHandle AddFeed(ReadOnlyMemory<byte> bytes)
    {
        AnonymousPipe pipe = AnonymousPipe.Create();
        Feed = Readiness.TellsWritable ? new MemoryFeed(pipe.WriteEnd, bytes) : new BlockingFeed(pipe.WriteEnd, bytes);
        _childSides.Add(pipe.ReadEnd);
        return pipe.ReadEnd.SafeFileHandle;
    }

    internal SafeFileHandle AddFeed(Stream stream)
    {
        AnonymousPipe pipe = AnonymousPipe.Create();
        Feed = new StreamFeed(pipe.WriteEnd, stream);
        _childSides.Add(pipe.ReadEnd);
        return pipe.ReadEnd.SafeFileHandle;
    }

    /// <summary>The names of the pipes that the child's output and error went to, as far as they are open here, or still held by others.</summary>
    internal IEnumerable<ulong> FindOutputPipes()
    {
        foreach (int index in (int[])[Output, Error])
        {
            if (OutputEnds[index]?.SafeFileHandle is { IsClosed: false } end)
            {
                yield return MachineScan.Inode(end);
            }

            if (Captures[index] is { } capture)
            {
                yield return capture.FindPipe();
            }
        }
    }

    /// <summary>The child has its handles: closes them here, the moved ends among them.</summary>
    internal void HandOver()
    {
        CloseChildSides();
        foreach (PipeEnd end in _moved)
        {
            end.Dispose();
        }
    }

    /// <summary>Closes this side too. The ends that would have moved stay the caller's.</summary>
    public void Dispose()
    {
        CloseChildSides();
        InputEnd?.Dispose();
        OutputEnds[Output]?.Dispose();
        OutputEnds[Error]?.Dispose();
        Feed?.Dispose();
        Captures[Output]?.Dispose();
        Captures[Error]?.Dispose();
    }

    private void CloseChildSides()
    {
        // Nothing is left after the start: two threads that dispose of the child then must not meet in the list.
        if (_childSides.Count == 0)
        {
            return;
        }

        foreach (IDisposable side in _childSides)
        {
            side.Dispose();
        }

        _childSides.Clear();
    }
}
