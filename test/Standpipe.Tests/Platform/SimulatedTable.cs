namespace Standpipe.Tests.Platform;

/// <summary>A process's descriptor numbers, without the kernel: so that 0 to 2 can be free.</summary>
internal sealed class SimulatedTable
{
    private readonly SortedDictionary<int, string> _open = [];

    internal SimulatedTable(params int[] occupied)
    {
        foreach (int fd in occupied)
        {
            _open.Add(fd, "before");
        }
    }

    /// <summary>What is open that was not from the beginning.</summary>
    internal Dictionary<int, string> Opened => _open.Where(entry => entry.Value != "before").ToDictionary();

    internal (int Read, int Write) MakePair() => (Open("read", 0), Open("write", 0));

    internal int Duplicate(int fd, int lowest) => Open(_open[fd], lowest);

    internal void Close(int fd) => Assert.True(_open.Remove(fd), $"{fd} was not open");

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
}
