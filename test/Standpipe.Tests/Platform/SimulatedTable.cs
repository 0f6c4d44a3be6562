using Standpipe.Platform.Linux;

namespace Standpipe.Tests.Platform;

/// <summary>A process's descriptor numbers, without the kernel: so that 0 to 2 can be free.</summary>
internal sealed class SimulatedTable
{
    private const int Page = 4096;
    private const int DefaultSize = 65536;
    private const int SmallSize = 8192;

    private readonly SortedDictionary<int, string> _open = [];

    // A pipe has two descriptors; it is gone with the second.
    private readonly Dictionary<int, Pipe> _pipes = [];

    internal SimulatedTable(params int[] occupied)
    {
        foreach (int fd in occupied)
        {
            _open.Add(fd, "before");
        }
    }

    /// <summary>What is open that was not from the beginning.</summary>
    internal Dictionary<int, string> Opened => _open.Where(entry => entry.Value != "before").ToDictionary();

    /// <summary>What all pipes may hold together, in bytes.</summary>
    internal long Budget { get; init; } = long.MaxValue;

    /// <summary>What they hold at this moment.</summary>
    internal long Used => _pipes.Values.Distinct().Sum(pipe => (long)pipe.Size);

    /// <summary>The most that they held.</summary>
    internal long MostUsed { get; private set; }

    internal (int Read, int Write) MakePair()
    {
        Pipe pipe = new() { Size = Used + DefaultSize > Budget ? SmallSize : DefaultSize };
        (int read, int write) = (Open("read", 0), Open("write", 0));
        (_pipes[read], _pipes[write]) = (pipe, pipe);
        MostUsed = Math.Max(MostUsed, Used);
        return (read, write);
    }

    internal int Duplicate(int fd, int lowest)
    {
        int duplicate = Open(_open[fd], lowest);
        _pipes[duplicate] = _pipes[fd];
        return duplicate;
    }

    internal void Close(int fd)
    {
        Assert.True(_open.Remove(fd), $"{fd} was not open");
        _ = _pipes.Remove(fd);
    }

    internal int GetSize(int fd) => _pipes[fd].Size;

    /// <summary>Sets a pipe's size, as the kernel does: a power of two of pages, more only within the budget.</summary>
    /// <returns>The size, or minus the error number.</returns>
    internal int SetSize(int fd, int size)
    {
        Pipe pipe = _pipes[fd];
        int rounded = Math.Max(Page, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)size));
        if (rounded > pipe.Size && Used - pipe.Size + rounded > Budget)
        {
            return -Errno.EPERM;
        }

        pipe.Size = rounded;
        MostUsed = Math.Max(MostUsed, Used);
        return rounded;
    }

    private int Open(string what, int lowest)
    {
        int fd = lowest;
        while (_open.ContainsKey(fd))
        {
            fd++;
        }

        _open.Add(fd, what);
        return fd;
    }

    private sealed class Pipe
    {
        internal int Size { get; set; }
    }
}
